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
      'Our agents are off right now. We open again {opening}. Goodbye.',
      'Nuestros agentes no están en este momento. Abrimos de nuevo {opening}. Hasta luego.',
    ],
    'closed-holiday': [
      'Our agents are off right now: we keep special hours for the holidays. We open again {opening}. Goodbye.',
      'Nuestros agentes no están en este momento: tenemos un horario especial por las fiestas. Abrimos de nuevo ' +
        '{opening}. Hasta luego.',
    ],
  }),
}
