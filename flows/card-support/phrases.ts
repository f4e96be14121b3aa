/** What callers of card support say when they are asked what they call for. */
export const PHRASES = {
  billing: {
    'en-US': ['billing', 'bill', 'charge', 'a charge on my card', 'payment', 'pay my bill', 'balance'],
    'es-US': ['facturación', 'factura', 'cargo', 'pago', 'pagar', 'saldo'],
  },
  account: {
    'en-US': ['account', 'my account', 'address', 'credit limit', 'online access', 'new card'],
    'es-US': ['cuenta', 'mi cuenta', 'dirección', 'límite', 'acceso en línea', 'tarjeta nueva'],
  },
  rewards: {
    'en-US': ['rewards', 'points', 'my points'],
    'es-US': ['recompensas', 'puntos', 'mis puntos'],
  },
  disputing: {
    'en-US': ['dispute', 'dispute a charge', 'charge I did not make', 'wrong charge'],
    'es-US': ['disputar', 'disputar un cargo', 'un cargo que no hice', 'cargo equivocado'],
  },
  statements: {
    'en-US': ['statement', 'statements', 'copy of my bill'],
    'es-US': ['estado de cuenta', 'estados de cuenta', 'copia de mi factura'],
  },
  password: {
    'en-US': ['password', 'reset my password', 'cannot sign in', 'log in'],
    'es-US': ['contraseña', 'restablecer mi contraseña', 'no puedo entrar', 'iniciar sesión'],
  },
  redeeming: {
    'en-US': ['redeem', 'redeem my points', 'use my points'],
    'es-US': ['canjear', 'canjear mis puntos', 'usar mis puntos'],
  },
  'lost-card': {
    'en-US': ['lost', 'lost my card', 'stolen', 'stolen card', 'lost card'],
    'es-US': ['perdí', 'perdí mi tarjeta', 'robada', 'tarjeta perdida', 'me robaron'],
  },
} as const
