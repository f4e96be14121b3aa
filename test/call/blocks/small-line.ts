import { say } from '../../../src/call/blocks.ts'
import { checkFlow } from '../../../src/call/check.ts'
import { defineLine } from '../../../src/call/define-line.ts'
import { flow } from '../../../src/call/flow.ts'
import type { Line } from '../../../src/call/line.ts'
import type { LineDefinition } from '../../../src/line/definition.ts'

/** What prompts hold besides their names, so that stories see what was filled in. */
const HOLD: Readonly<Record<string, string>> = {
  'queue-position-and-wait': '{position}, {low} to {high}',
  'queue-position': '{position}',
  'queue-wait': '{low} to {high}',
  'queue-wait-longer': '{low} to {high}',
  closed: '{opening}',
  'callback-number': '{number}',
  'callback-number-entered': '{entry}',
  'callback-promised': '{promised}',
  entered: '{entry}',
  'open-case': '{case}',
}

const DAY = [{ from: '09:00', to: '17:00' }]

/**
 * A line around the states that a test is about. Callers in opening hours begin in `first`; every prompt that is named
 * has a text. Open on weekdays from nine to five, with the queues `help` and `sales`.
 */
export function lineOf(
  states: Readonly<Record<string, object>>,
  changes: Partial<LineDefinition> = {},
): Line {
  const config = {
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.recover' },
    states: {
      arriving: {
        meta: { asks: { kind: 'nothing' } },
        on: { 'line.open': 'first', 'line.closed': 'closed', 'line.holiday': 'closed' },
      },
      closed: say('closed', '#call.gone'),
      bye: say('bye', '#call.gone'),
      recover: { always: 'bye', meta: { recover: true } },
      gone: { type: 'final' },
      ...states,
    },
  }
  const { notices = [], matters = [], languages = ['en-US'] } = changes
  const names = [...namedIn(config), ...[...notices, ...matters].map(({ prompt }) => prompt)]
  const text = (name: string) =>
    Object.fromEntries(languages.map(language => [language, `${name} ${HOLD[name] ?? ''}`]))
  const definition = {
    name: 'small',
    timeZone: 'America/New_York',
    hours: { monday: DAY, tuesday: DAY, wednesday: DAY, thursday: DAY, friday: DAY },
    holidays: [],
    languages,
    intents: [],
    queues: [
      { name: 'help', limit: 3, handleSeconds: 120, wrapUpSeconds: 0 },
      { name: 'sales', limit: 3, handleSeconds: 120, wrapUpSeconds: 0 },
    ],
    tiers: [{ name: 'ordinary', headStartSeconds: 0 }],
    thresholds: { longWaitSeconds: 120, veryLongWaitSeconds: 900 },
    limits: {
      ringSeconds: 20,
      missedOffers: 9,
      serveAfterClosingSeconds: 600,
      redialSeconds: 120,
      callbackAttempts: 2,
      callbackGapSeconds: 60,
    },
    prompts: Object.fromEntries(names.map(name => [name, { text: text(name) }])),
    music: [{ path: '', seconds: 5 }],
    ...changes,
  }
  return defineLine(definition, flow.createMachine(config as Parameters<typeof flow.createMachine>[0]))
}

/** What the check says of a line. */
export const problemsOf = (line: Line): string[] => checkFlow(line).problems.map(({ message }) => message)

/** All prompts that actions in a configuration name. */
function namedIn(config: unknown): string[] {
  if (typeof config !== 'object' || config === null) return []
  const { type, params } = config as { type?: string; params?: Record<string, unknown> }
  if (type === 'announce') return Object.values(params ?? {}) as string[]
  const own = params
    ? [params.prompt, params.soon, params.changed, ...((params.prompts as unknown[]) ?? [])]
    : []
  const inside = Object.values(config).flatMap(namedIn)
  return [...own, ...inside].filter(name => typeof name === 'string')
}
