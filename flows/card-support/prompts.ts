import { HOUSE, spoken } from '../spoken.ts'

/** Everything that callers of card support can hear. */
export const PROMPTS = {
  ...HOUSE,
  ...spoken({
    welcome: ['Thank you for calling Juniper Card.', 'Gracias por llamar a Juniper Card.'],
    // Spoken by the Spanish voice in every call, just before the English menu.
    main: [
      'For billing, press 1. For your account or online access, press 2. For rewards, press 3. ' +
        'For a lost or stolen card, press 4. For an agent, press 0.',
      'Para facturación, oprima el uno. Para su cuenta o el acceso en línea, el dos. Para recompensas, el tres. ' +
        'Para una tarjeta perdida o robada, el cuatro. Para un agente, el cero. For English, press 8.',
    ],
    'to-agent': ["Let's get you to someone who can help.", 'Le comunicamos con alguien que le puede ayudar.'],
    billing: [
      'For help with a charge, a payment or your balance, press 1. To hear how to dispute a charge, press 2. ' +
        'To hear how to get a statement, press 3.',
      'Para ayuda con un cargo, un pago o su saldo, oprima el uno. Para saber cómo disputar un cargo, el dos. ' +
        'Para saber cómo obtener un estado de cuenta, el tres.',
    ],
    account: [
      'For help with your account, press 1. To hear how to reset your online password, press 2. ' +
        'If you have a case number, press 3. For more about these choices, press 9.',
      'Para ayuda con su cuenta, oprima el uno. Para saber cómo restablecer su contraseña en línea, el dos. ' +
        'Si tiene un número de caso, el tres. Para saber más de estas opciones, el nueve.',
    ],
    'account-help': [
      'With 1 you reach an agent for everything about your account: your address, your limit, a new card. With 2 you ' +
        'hear how to set a new password by yourself. A case number has six digits or more; you got it from us on the phone and by text.',
      'Con el uno habla con un agente sobre todo lo de su cuenta: su dirección, su límite, una tarjeta nueva. Con el ' +
        'dos escucha cómo cambiar su contraseña. El número de caso tiene seis cifras o más; se lo dimos por teléfono y ' +
        'por mensaje.',
    ],
    'case-number': [
      'Please enter the number of your case, and then press pound. If you do not have it at hand, just press pound.',
      'Marque el número de su caso y después la tecla número. Si no lo tiene a mano, oprima solo la tecla número.',
    ],
    'case-number-entered': [
      'You entered {entry}. If that is right, press 1. To enter it again, press 2.',
      'Usted marcó {entry}. Si es correcto, oprima el uno. Para marcarlo otra vez, el dos.',
    ],
    'lost-card': [
      'We will block your card and send you another one. Please stay on the line.',
      'Bloquearemos su tarjeta y le enviaremos otra. No cuelgue, por favor.',
    ],
    'recording-consent': [
      'May we record your talk with the agent? For yes, press 1. For no, press 2.',
      '¿Podemos grabar su conversación con el agente? Para sí, oprima el uno. Para no, el dos.',
    ],
    'notice-holiday-disputes': [
      'Over the holidays, disputes take up to ten business days. The amount is not due until we have answered.',
      'Durante las fiestas, las disputas tardan hasta diez días hábiles. El monto no vence hasta que respondamos.',
    ],
    'matter-payment-due': [
      'A payment on your card is due soon. You can make it online at any hour.',
      'Pronto vence un pago de su tarjeta. Puede hacerlo en línea a toda hora.',
    ],
    'matter-near-limit': ['You are close to the limit of your card.', 'Está cerca del límite de su tarjeta.'],
    'closed-choices': [
      'For a lost or stolen card, press 1: somebody is there at every hour. To leave a message, press 2.',
      'Para una tarjeta perdida o robada, oprima el uno: hay alguien a toda hora. Para dejar un mensaje, el dos.',
    ],
    rewards: [
      'For help with your points, press 1. To hear how to redeem them, press 2.',
      'Para ayuda con sus puntos, oprima el uno. Para saber cómo canjearlos, el dos.',
    ],
    'about-disputes': [
      'You can dispute a charge within 60 days of the statement that shows it. Online, open the charge and choose ' +
        "Dispute. Have the date, the amount and any receipts at hand. While we look into it, you don't have to pay " +
        'that amount.',
      'Puede disputar un cargo dentro de los 60 días del estado de cuenta en que aparece. En línea, abra el cargo y ' +
        'elija Disputar. Tenga a mano la fecha, el monto y sus recibos. Mientras lo revisamos, no tiene que pagar ' +
        'ese monto.',
    ],
    'about-statements': [
      'Every statement is online on the day it closes. Sign in, choose Statements, and download it. Paper copies ' +
        'come by mail about a week later.',
      'Cada estado de cuenta está en línea el día de su cierre. Inicie sesión, elija Estados de cuenta y ' +
        'descárguelo. La copia en papel llega por correo una semana después, más o menos.',
    ],
    'about-password': [
      "On the sign-in page, choose Forgot password, and enter your user name. We'll send a code to the phone or " +
        'e-mail that we have for you. We never ask you for that code on the phone.',
      'En la página de inicio de sesión, elija Olvidé mi contraseña y escriba su usuario. Le enviaremos un código ' +
        'al teléfono o correo que tenemos de usted. Nunca le pediremos ese código por teléfono.',
    ],
    'about-redeeming': [
      'Sign in online and choose Rewards. You can take your points as credit on your statement, or as gift cards. ' +
        'Credit shows within two business days.',
      'Inicie sesión en línea y elija Recompensas. Puede usar sus puntos como crédito en su estado de cuenta o en ' +
        'tarjetas de regalo. El crédito aparece en dos días hábiles.',
    ],
    'tip-account-number': [
      "It helps to have your card at hand, and the case number if you've called before.",
      'Ayuda tener a mano su tarjeta y, si ya nos había llamado, su número de caso.',
    ],
    'tip-online': [
      'Statements, payments and rewards are online too, at any hour.',
      'Los estados de cuenta, los pagos y las recompensas también están en línea, a toda hora.',
    ],
    'tip-dispute': [
      'For a charge you want to dispute, the date and the amount are what we need first.',
      'Para disputar un cargo, lo primero que necesitamos es la fecha y el monto.',
    ],
    'tip-safety': [
      'We never ask for your password or your full PIN. Please keep them to yourself.',
      'Nunca le pedimos su contraseña ni su PIN completo. Por favor, no los comparta.',
    ],
    'closed-until': [
      'Our agents are off right now. We open again {opening}. We are here Monday to Saturday from eight to eight, ' +
        'and Sunday from ten to six, Eastern time.',
      'Nuestros agentes no están en este momento. Abrimos de nuevo {opening}. Atendemos de lunes a sábado de ocho ' +
        'a ocho y los domingos de diez a seis, hora del Este.',
    ],
    'closed-holiday': [
      'Our agents are off for the holiday. We open again {opening}. Happy holidays.',
      'Nuestros agentes están de descanso por el día festivo. Abrimos de nuevo {opening}. Felices fiestas.',
    ],
  }),
}
