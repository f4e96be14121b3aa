import type { Prompt } from '../src/line/definition.ts'

/** The languages of our lines, in the order of the texts below. */
export const LANGUAGES = ['en-US', 'es-US'] as const

/** Prompts from their texts: English first, then Spanish. */
export function spoken(texts: Readonly<Record<string, readonly [string, string]>>): Record<string, Prompt> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, [english, spanish]]) => [
      name,
      { text: { 'en-US': english, 'es-US': spanish } },
    ]),
  )
}

/** What all our lines say alike: in hold queues and callbacks, whose blocks know these prompts by name, and around them. */
export const HOUSE = spoken({
  'queue-position-and-wait': [
    'You are number {position} in line. We expect to answer you in {low} to {high} minutes.',
    'Usted es el número {position} en la fila. Calculamos atenderle en {low} a {high} minutos.',
  ],
  'queue-position': ['You are number {position} in line.', 'Usted es el número {position} en la fila.'],
  'queue-wait': [
    'We expect to answer you in {low} to {high} minutes.',
    'Calculamos atenderle en {low} a {high} minutos.',
  ],
  'queue-wait-longer': [
    "We're sorry, this is taking longer than we told you. We now expect {low} to {high} minutes.",
    'Lo sentimos, esto tarda más de lo que le dijimos. Ahora calculamos de {low} a {high} minutos.',
  ],
  'queue-soon': ['We expect to answer you within a minute.', 'Calculamos atenderle en menos de un minuto.'],
  'queue-still-waiting': [
    "Thank you for waiting. You haven't lost your place.",
    'Gracias por esperar. No ha perdido su lugar.',
  ],
  'offer-callback': [
    'If you would rather not wait, press 1. We will keep your place and call you back.',
    'Si prefiere no esperar, oprima el uno. Guardamos su lugar y le devolvemos la llamada.',
  ],
  'callback-kept': [
    'Done. Your place is kept, and we will call you at the number you are calling from. Goodbye.',
    'Listo. Guardamos su lugar y le llamaremos al número desde el que nos llama. Hasta luego.',
  ],
  'callback-here': [
    'Hello, this is the call you asked us for. Press 1 to speak with an agent.',
    'Hola, esta es la llamada que nos pidió. Oprima el uno para hablar con un agente.',
  ],
  'callback-one-moment': ['One moment, please.', 'Un momento, por favor.'],
  'callback-refused': [
    "We can't call this number back, but you still have your place in line.",
    'No podemos llamar a este número, pero usted conserva su lugar en la fila.',
  ],
  'for-spanish': ['Para español, oprima el nueve.', 'Para español, oprima el nueve.'],
  sorry: ["Sorry, I didn't get that.", 'Disculpe, no le entendí.'],
  'anything-else': [
    'To hear this again, press star. For the main menu, press pound. For an agent, press 0. Or just hang up.',
    'Para escucharlo otra vez, oprima asterisco. Para el menú principal, la tecla número. Para un agente, el ' +
      'cero. O simplemente cuelgue.',
  ],
  full: [
    "We're sorry, we can't take any more calls right now. Please try again in a little while. Goodbye.",
    'Lo sentimos, en este momento no podemos recibir más llamadas. Intente de nuevo en un rato. Hasta luego.',
  ],
  closing: [
    "We're sorry, we can't reach your call before we close. We open again {opening}.",
    'Lo sentimos, no alcanzamos a atender su llamada antes del cierre. Abrimos de nuevo {opening}.',
  ],
  'offer-at-closing': [
    'If you would like us to call you back in your turn, press 1.',
    'Si desea que le llamemos cuando le toque su turno, oprima el uno.',
  ],
  'callback-refused-at-closing': [
    "We're sorry, we can't call your number back. Please call us again when we open. Goodbye.",
    'Lo sentimos, no podemos llamar a su número. Llámenos de nuevo cuando abramos. Hasta luego.',
  ],
  apology: [
    "We're sorry, something went wrong on our side. We're taking you to an agent.",
    'Lo sentimos, algo falló de nuestro lado. Le pasamos con un agente.',
  ],
  goodbye: ['Thank you for calling. Goodbye.', 'Gracias por llamar. Hasta luego.'],
})

/** Pieces of hold music, five seconds each, so that a caller is connected at most five seconds late. */
export const MUSIC = Array.from({ length: 24 }, (_, index) => ({
  path: `music/${String(index + 1).padStart(2, '0')}.wav`,
  seconds: 5,
})) as [{ path: string; seconds: number }, ...{ path: string; seconds: number }[]]
