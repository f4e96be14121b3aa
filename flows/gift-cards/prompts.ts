import { HOUSE, spoken } from '../spoken.ts'

/** Everything that callers of the gift-card line can hear. */
export const PROMPTS = {
  ...HOUSE,
  ...spoken({
    welcome: ['Thank you for calling Juniper Gifts.', 'Gracias por llamar a Juniper Gifts.'],
    // Spoken by the Spanish voice in every call, just before the English menu.
    main: [
      'If a card went to the wrong address or has not arrived, press 1. To redeem a card, press 2. ' +
        'For a balance, press 3. For an agent, press 0.',
      'Si una tarjeta fue a una dirección equivocada o no ha llegado, oprima el uno. Para canjear una tarjeta, el ' +
        'dos. Para consultar un saldo, el tres. Para un agente, el cero. For English, press 8.',
    ],
    'about-redeeming': [
      'Scratch off the strip on the back to find the code. In the store, show the card. Online, enter the code when ' +
        'you pay. It works right away, and what is left stays on the card.',
      'Raspe la banda del reverso para ver el código. En la tienda, muestre la tarjeta. En línea, escriba el código ' +
        'al pagar. Funciona de inmediato, y lo que sobra queda en la tarjeta.',
    ],
    'about-balance': [
      'The balance is printed on your last receipt. You can also see it online: choose Gift cards, then Balance, and ' +
        'enter the number on the back.',
      'El saldo aparece en su último recibo. También puede verlo en línea: elija Tarjetas de regalo, luego Saldo, y ' +
        'escriba el número del reverso.',
    ],
    'order-number': [
      'Please enter your order number, and then press pound. If you do not have it at hand, just press pound.',
      'Marque su número de pedido y después la tecla número. Si no lo tiene a mano, oprima solo la tecla número.',
    ],
    'order-number-entered': [
      'You entered {entry}. If that is right, press 1. To enter it again, press 2.',
      'Usted marcó {entry}. Si es correcto, oprima el uno. Para marcarlo otra vez, el dos.',
    ],
    'last-four': [
      'Please enter the last four digits of the card, or press pound if you do not have it at hand.',
      'Marque las cuatro últimas cifras de la tarjeta, o la tecla número si no la tiene a mano.',
    ],
    'notice-last-shipping': [
      'Cards by mail arrive before Christmas if you order by the 17th of December. Cards by e-mail arrive at once.',
      'Las tarjetas por correo llegan antes de Navidad si las pide hasta el 17 de diciembre. Las electrónicas llegan ' +
        'de inmediato.',
    ],
    'notice-mail-only': [
      'Cards by mail no longer arrive before Christmas. Cards by e-mail arrive at once.',
      'Las tarjetas por correo ya no llegan antes de Navidad. Las electrónicas llegan de inmediato.',
    ],
    'matter-card-returned': [
      'A card that you ordered came back to us. We can send it once more.',
      'Una tarjeta que usted pidió nos fue devuelta. Podemos enviarla otra vez.',
    ],
    'closed-choices': ['To leave a message, press 1.', 'Para dejar un mensaje, oprima el uno.'],
    'tip-order-number': [
      'It helps to have your order number and the date of your purchase at hand.',
      'Ayuda tener a mano su número de pedido y la fecha de compra.',
    ],
    'tip-spam-folder': [
      'Is it an e-mail card? Please have a look in the spam folder; many of them turn up there.',
      '¿Es una tarjeta por correo electrónico? Revise la carpeta de correo no deseado; muchas aparecen ahí.',
    ],
    'tip-scams': [
      'Nobody real will ever ask you to pay a bill with a gift card. If someone did, tell our agent.',
      'Nadie serio le pedirá pagar una cuenta con una tarjeta de regalo. Si alguien lo hizo, dígaselo al agente.',
    ],
    'closed-until': [
      'Our agents are off right now. We open again {opening}.',
      'Nuestros agentes no están en este momento. Abrimos de nuevo {opening}.',
    ],
    'closed-holiday': [
      'Our agents are off right now: we keep special hours for the holidays. We open again {opening}.',
      'Nuestros agentes no están en este momento: tenemos un horario especial por las fiestas. Abrimos de nuevo ' +
        '{opening}.',
    ],
  }),
}
