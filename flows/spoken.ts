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
  'offer-voicemail': ['To leave us a message, press 2.', 'Para dejarnos un mensaje, oprima el dos.'],
  'callback-number': [
    'May we call you at the number ending in {number}? For yes, press 1. For another number, press 2.',
    '¿Le llamamos al número que termina en {number}? Para sí, oprima el uno. Para otro número, el dos.',
  ],
  'callback-other-number': [
    'Please enter the number to call, area code first, and then press pound.',
    'Marque el número al que debemos llamar, con su código de área, y después la tecla número.',
  ],
  'callback-number-entered': [
    'You entered {entry}. If that is right, press 1. To enter it again, press 2.',
    'Usted marcó {entry}. Si es correcto, oprima el uno. Para marcarlo otra vez, el dos.',
  ],
  'callback-kept': [
    'Done. Your place is kept, and we will call you when it is your turn. Goodbye.',
    'Listo. Guardamos su lugar y le llamaremos cuando le toque su turno. Hasta luego.',
  ],
  'callback-kept-or-later': [
    'Done. Your place is kept, and we will call you when it is your turn: you can hang up now. If another time suits ' +
      'you better, press 1 for an hour from now, 2 for three hours from now, or 3 for when we open next. To be texted ' +
      'when it is nearly your turn, press 4.',
    'Listo. Guardamos su lugar y le llamaremos cuando le toque su turno: ya puede colgar. Si prefiere otra hora, ' +
      'oprima el uno para dentro de una hora, el dos para dentro de tres horas, o el tres para cuando abramos de nuevo. ' +
      'Para recibir un mensaje cuando ya casi le toque, oprima el cuatro.',
  ],
  'callback-promised': ['We will call you {promised}. Goodbye.', 'Le llamaremos {promised}. Hasta luego.'],
  'callback-texted': [
    'Done. We will text you when it is nearly your turn, and if the wait changes much; then we call you. Goodbye.',
    'Listo. Le enviaremos un mensaje cuando ya casi le toque, y si la espera cambia mucho; luego le llamamos. Hasta luego.',
  ],
  'text-soon': [
    'It is nearly your turn: we expect to call you in {low} to {high} minutes. If you ring us now, you keep your place.',
    'Ya casi le toca: calculamos llamarle en {low} a {high} minutos. Si nos llama ahora, conserva su lugar.',
  ],
  'text-wait-changed': [
    'Your wait has changed: we now expect to call you in {low} to {high} minutes. Your place is kept.',
    'Su espera ha cambiado: ahora calculamos llamarle en {low} a {high} minutos. Guardamos su lugar.',
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
  'callback-expected': [
    'You asked us to call you back. Stay on the line, and you keep the place that you have.',
    'Usted nos pidió que le llamáramos. Si espera en la línea, conserva el lugar que ya tiene.',
  ],
  voicemail: [
    'Please leave your name and your message after the tone, and press pound when you are done.',
    'Deje su nombre y su mensaje después del tono, y oprima la tecla número al terminar.',
  ],
  'voicemail-empty': ["We didn't hear anything.", 'No escuchamos nada.'],
  'voicemail-thanks': [
    'Thank you. An agent will listen to your message and get back to you.',
    'Gracias. Un agente escuchará su mensaje y se comunicará con usted.',
  ],
  survey: [
    'How content are you with this call? Press 1 for not at all, up to 5 for very.',
    '¿Qué tan satisfecho quedó con esta llamada? Oprima del uno, nada, al cinco, mucho.',
  ],
  'survey-comment': [
    'Thank you. If you would like to add a few words, say them after the tone, or just hang up.',
    'Gracias. Si quiere agregar unas palabras, dígalas después del tono, o simplemente cuelgue.',
  ],
  'survey-thanks': ['Thank you for telling us.', 'Gracias por su opinión.'],
  transfer: ['One moment, please. You keep your place.', 'Un momento, por favor. Usted conserva su lugar.'],
  escalate: [
    'One moment, please. A supervisor will take your call.',
    'Un momento, por favor. Un supervisor tomará su llamada.',
  ],
  'agent-lost': [
    "We're sorry, the agent was cut off. Please stay with us: you have your old place in line.",
    'Lo sentimos, se cortó la comunicación con el agente. No cuelgue: conserva su lugar en la fila.',
  ],
  'open-case': [
    'Are you calling about case {case}? For yes, press 1. For something else, press 2.',
    '¿Llama por el caso {case}? Para sí, oprima el uno. Para otra cosa, el dos.',
  ],
  'to-case': [
    'Thank you. We will try to reach the agent who knows your case.',
    'Gracias. Trataremos de comunicarle con el agente que conoce su caso.',
  ],
  'your-case': [
    'Your case number is {case}. Once more: {case}. With it whoever answers next time knows what it is about.',
    'Su número de caso es {case}. Otra vez: {case}. Con él, quien le atienda la próxima vez sabrá de qué se trata.',
  ],
  'text-case': [
    'We have your message. Your case number is {case}.',
    'Tenemos su mensaje. Su número de caso es {case}.',
  ],
  'text-survey': [
    'Thank you for calling. Your case number is {case}. How content are you? Reply with 1, not at all, to 5, very.',
    'Gracias por llamar. Su número de caso es {case}. ¿Qué tan satisfecho quedó? Responda del 1, nada, al 5, mucho.',
  ],
  'for-spanish': ['Para español, oprima el nueve.', 'Para español, oprima el nueve.'],
  sorry: ["Sorry, I didn't get that.", 'Disculpe, no le entendí.'],
  'anything-else': [
    'To hear this again, press pound. To go back, press star. For an agent, press 0. Or just hang up.',
    'Para escucharlo otra vez, oprima la tecla número. Para volver, asterisco. Para un agente, el cero. O ' +
      'simplemente cuelgue.',
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
    'If you would like us to call you back in your turn, press 1. To leave a message, press 2.',
    'Si desea que le llamemos cuando le toque su turno, oprima el uno. Para dejar un mensaje, el dos.',
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
  'follow-up-done': [
    'You were not content with your last call to us. We have looked into it, and it is put right. Thank you for telling us.',
    'Usted no quedó satisfecho con su última llamada. Lo revisamos y quedó resuelto. Gracias por decírnoslo.',
  ],
  'promise-kept': [
    'What we promised you on the phone is done. Thank you for your patience.',
    'Lo que le prometimos por teléfono está hecho. Gracias por su paciencia.',
  ],
  'message-answered': [
    'We have heard your message, and what you asked for is done. Thank you.',
    'Escuchamos su mensaje, y lo que pidió está hecho. Gracias.',
  ],
})

/** Pieces of hold music, five seconds each, so that a caller is connected at most five seconds late. */
export const MUSIC = Array.from({ length: 24 }, (_, index) => ({
  path: `music/${String(index + 1).padStart(2, '0')}.wav`,
  seconds: 5,
})) as [{ path: string; seconds: number }, ...{ path: string; seconds: number }[]]
