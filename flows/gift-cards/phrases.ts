/** What callers of the gift-card line say when they are asked what they call for. */
export const PHRASES = {
  recipient: {
    'en-US': ['wrong address', 'wrong person', 'wrong e-mail', 'sent to the wrong'],
    'es-US': ['dirección equivocada', 'persona equivocada', 'correo equivocado'],
  },
  redeeming: {
    'en-US': ['redeem', 'use my card', 'code', 'does not work'],
    'es-US': ['canjear', 'usar mi tarjeta', 'código', 'no funciona'],
  },
  balance: {
    'en-US': ['balance', 'how much is left', 'what is left'],
    'es-US': ['saldo', 'cuánto queda', 'cuánto tiene'],
  },
  tracking: {
    'en-US': ['not arrived', 'where is my card', 'order', 'track', 'tracking'],
    'es-US': ['no ha llegado', 'dónde está mi tarjeta', 'pedido', 'rastrear'],
  },
} as const
