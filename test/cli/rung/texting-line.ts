import { say } from '../../../src/call/blocks.ts'
import { defineLine } from '../../../src/call/define-line.ts'
import { flow } from '../../../src/call/flow.ts'
import type { Line } from '../../../src/call/line.ts'
import { definition } from '../../centre/lines.ts'

const TEXTS: Readonly<Record<string, readonly [string, string]>> = {
  main: ['How can we help?', '¿En qué podemos ayudar?'],
  hours: ['We open again {opening}.', 'Abrimos de nuevo {opening}.'],
  promised: ['We will call you {promised}.', 'Le llamaremos {promised}.'],
  done: ['Your card is on its way.', 'Su tarjeta está en camino.'],
  'your-case': ['Your case is {case}.', 'Su caso es {case}.'],
  'ask-score': ['How was it, from 1 to 5?', '¿Cómo estuvo, del 1 al 5?'],
  'ask-number': ['Enter your number.', 'Marque su número.'],
}

const base = definition()
const text = (prompt: string, more: { asks?: 'score' } = {}) =>
  ({ type: 'text', params: { prompt, ...more } }) as const
const asksKey = { type: 'ask', params: { prompt: 'main', keys: 1, timeoutSeconds: 6 } } as const
const asksNumber = {
  type: 'ask',
  params: { prompt: 'ask-number', keys: 15, least: 7, timeoutSeconds: 6, as: 'number' },
} as const

/** A line that texts its callers something at each key. */
export const texting: Line = defineLine(
  {
    ...base,
    name: 'texting',
    sender: 'Juniper',
    languages: ['en-US', 'es-US'],
    queues: [{ name: 'billing', limit: 50, handleSeconds: 90, wrapUpSeconds: 15 }],
    intents: ['billing'],
    prompts: Object.fromEntries(
      Object.entries(TEXTS).map(([name, [english, spanish]]) => [
        name,
        { text: { 'en-US': english, 'es-US': spanish } },
      ]),
    ),
  },
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: {},
    on: { hangup: '.gone', recover: '.main' },
    states: {
      arriving: { on: { 'line.*': 'main' } },
      main: {
        entry: asksKey,
        on: {
          'key.1': { target: 'again', actions: text('hours') },
          'key.2': {
            target: 'again',
            actions: [{ type: 'promise', params: { afterSeconds: 7_200 } }, text('promised')],
          },
          'key.3': { target: 'again', actions: text('your-case') },
          'key.4': { target: 'gone', actions: text('ask-score', { asks: 'score' }) },
          'key.5': { target: 'again', actions: { type: 'speak', params: { language: 'es-US' } } },
          'key.6': 'number',
          silence: 'gone',
        },
      },
      number: {
        entry: asksNumber,
        on: {
          'entry.valid': {
            target: 'again',
            actions: [{ type: 'useNumber', params: {} }, text('done')],
          },
          'entry.*': 'main',
          silence: 'main',
        },
      },
      again: say('main', '#call.main'),
      gone: { type: 'final' },
    },
  }),
)
