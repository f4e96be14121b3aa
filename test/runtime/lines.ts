import { hold, menu, say } from '../../src/call/blocks.ts'
import { defineLine } from '../../src/call/define-line.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import { definition } from '../centre/lines.ts'

export const OPEN_MS = Date.parse('2026-12-14T15:00:00Z')

const QUEUES = [
  { name: 'all', limit: 50, handleSeconds: 90, wrapUpSeconds: 15 },
  { name: 'other', limit: 50, handleSeconds: 90, wrapUpSeconds: 15 },
] as const

const enqueue = (queue: string) => ({ type: 'enqueue', params: { queue } }) as const

/**
 * From one queue to the other and back for ever. A flow of plain data that no step of XState's finds anything wrong
 * with, and on which the centre throws.
 */
const circle = {
  initial: 'here' as const,
  states: {
    here: { entry: enqueue('all'), on: { 'wait.*': 'there' } },
    there: { entry: enqueue('other'), on: { 'wait.*': 'here' } },
  },
} as const

const holding = hold({ queue: 'all', announceEvery: '30 s', full: '#call.gone', closing: '#call.gone' })

const MENU = {
  prompt: 'main',
  sorry: 'again',
  giveUp: '#call.holding',
  choices: {
    '1': { to: '#call.holding', serves: [] },
    '2': { to: '#call.circle', serves: [] },
  },
} as const

/** A desk, of whose menu key 1 leads to the queue and key 2 to a fault of ours. */
export const desk: Line = defineLine(
  definition({ name: 'desk', hours: 'always', queues: QUEUES, intents: [] }),
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      arriving: { on: { 'line.open': 'main' } },
      main: menu(MENU),
      circle,
      holding,
      recover: { ...say('apology', '#call.holding'), meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)

/** The desk in its next version: what was the menu is called otherwise, and asks otherwise. */
export const laterDesk: Line = defineLine(
  definition({ name: 'desk', hours: 'always', queues: QUEUES, intents: [] }),
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      arriving: { on: { 'line.open': 'welcome' } },
      welcome: say('welcome', '#call.choosing'),
      choosing: menu(MENU),
      circle,
      holding,
      recover: { ...say('apology', '#call.holding'), meta: { recover: true } },
      gone: { type: 'final' },
    },
  }),
)

/** A line whose every arrival throws; recovering works or throws as well. */
export function faulty({ recovers }: { readonly recovers: boolean }): Line {
  return defineLine(
    definition({ name: 'faulty', hours: 'always', queues: QUEUES, intents: [] }),
    flow.createMachine({
      id: 'call',
      initial: 'arriving',
      context: {},
      on: { hangup: '.gone', recover: recovers ? '.recover' : '.circle' },
      states: {
        arriving: { on: { 'line.open': 'circle' } },
        circle,
        holding,
        recover: { ...say('apology', '#call.holding'), meta: { recover: true } },
        gone: { type: 'final' },
      },
    }),
  )
}

/** The desk with a guard of the author's own, which only this process has. */
export function guardedDesk(guard: () => boolean): Line {
  const machine = flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: {},
    on: { hangup: '.gone', recover: '.gone' },
    states: {
      arriving: { on: { 'line.open': 'main' } },
      main: { on: { 'key.1': { guard: 'isLucky' as never, target: 'gone' } } },
      gone: { type: 'final' },
    },
  })
  const provided = machine.provide({ guards: { isLucky: guard } as never })
  return { definition: desk.definition, flow: provided }
}
