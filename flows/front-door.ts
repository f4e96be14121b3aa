import { identify, notice, owes, say } from '../src/call/blocks.ts'
import { flow } from '../src/call/flow.ts'

const speak = (language: string) => ({ type: 'speak', params: { language } }) as const
const says = (prompt: string) => ({ type: 'say', params: { prompt } }) as const

/**
 * How calls of all our lines begin: somebody rings and finds the line open or closed, or somebody is owed a callback.
 *
 * @param owing by queue, the state of its callbacks
 */
export const arriving = (owing: Readonly<Record<string, string>>) =>
  flow.createStateConfig({
    meta: { asks: { kind: 'nothing' } },
    on: { 'line.open': 'welcome', 'line.closed': 'closed', 'line.holiday': 'holiday', ...owes(owing) },
  })

/**
 * How all our lines pick up: closed or open, a welcome, Spanish one key away, what everybody should know, and whether
 * the caller rings about a case that is open. Leads to the states `closed`, `holiday`, `about` for an open case, and
 * `main`.
 */
export const FRONT_DOOR = {
  welcome: flow.createStateConfig({
    // The Spanish voice says its own sentence, before the English menu.
    entry: [says('welcome'), speak('es-US'), says('for-spanish'), speak('en-US')],
    always: 'news',
  }),
  news: notice({ to: '#call.caller' }),
  caller: identify({
    unknown: '#call.main',
    expected: { prompt: 'callback-expected' },
    returning: { prompt: 'open-case', to: '#call.about' },
  }),
  spanish: flow.createStateConfig({ entry: speak('es-US'), always: 'main' }),
  english: flow.createStateConfig({ entry: speak('en-US'), always: 'main' }),
  full: say('full', '#call.gone'),
  goodbye: say('goodbye', '#call.gone'),
}

/** Keys of a main menu that all our lines have. */
export const MAIN_KEYS = {
  '8': { to: '#call.english', serves: [], speaks: 'en-US' },
  '9': { to: '#call.spanish', serves: [], speaks: 'es-US' },
} as const
