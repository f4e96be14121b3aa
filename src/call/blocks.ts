import type { CommonEvent, Key } from './events.ts'
import type { AnnouncementPrompts, Choice } from './flow.ts'
import { flow } from './flow.ts'

export { callback } from './callback.ts'

/**
 * Building blocks: functions that return XState state configurations. The root of a flow has the id `call` and a
 * final state `gone`; blocks end a call there. An author may always write plain XState beside them.
 */

/** A length of time as an author writes it: `45 s`, `3 min`, `2 h`. */
export type Length = `${number} ${'s' | 'min' | 'h'}`

/** Milliseconds of a length such as `45 s`. */
export function lengthMs(length: Length): number {
  const [amount, unit] = length.split(' ')
  const unitMs = unit === 's' ? 1_000 : unit === 'min' ? 60_000 : 3_600_000
  return Number(amount) * unitMs
}

/** A state that the call only passes through: speaks a prompt and goes on. */
export function say(prompt: string, to: string) {
  return flow.createStateConfig({ entry: { type: 'say', params: { prompt } }, always: to })
}

export interface MenuChoice extends Choice {
  /** Target state, e.g. `#call.billing`. */
  readonly to: string
}

export interface MenuOptions {
  readonly prompt: string
  /** Spoken before the prompt is repeated, after a wrong key or silence. */
  readonly sorry: string
  /** Where a caller goes who slipped `tries` times: to a person, never to a dead end. */
  readonly giveUp: string
  readonly choices: { readonly [key in Key]?: MenuChoice }
  readonly tries?: number
  /** A message that serves the caller, spoken before the prompt and again when the menu is asked for again. */
  readonly tells?: string
  /** Where a silent caller goes instead of slipping: one who has been served may have nothing to add. */
  readonly silent?: string
  /** Silence after the prompt that counts as a slip. */
  readonly timeoutSeconds?: number
}

/** A menu: one key each choice, or the words of an intent that a choice serves; slips are forgiven a few times. */
export function menu(options: MenuOptions) {
  const { prompt, sorry, giveUp, choices, tells, silent, tries = 3, timeoutSeconds = 6 } = options
  const tell = tells
    ? [
        { type: 'served' as const, params: {} },
        { type: 'say' as const, params: { prompt: tells } },
      ]
    : []
  const ask = { type: 'ask', params: { prompt, keys: 1, timeoutSeconds } } as const
  const slip = [
    {
      guard: { type: 'below', params: { counter: 'slips', limit: tries - 1 } },
      target: '.again',
      actions: { type: 'count', params: { counter: 'slips' } },
    },
    { target: giveUp },
  ] as const
  const on: Record<string, unknown> = { 'key.*': slip, 'said.*': slip, silence: silent ?? slip }
  for (const [key, { to, serves }] of Object.entries(choices)) {
    on[`key.${key}`] = to
    for (const intent of serves) on[`said.${intent}`] ??= to
  }
  return flow.createStateConfig({
    initial: 'asking',
    meta: { asks: { kind: 'choice', choices: withoutTargets(choices) } },
    exit: { type: 'reset', params: { counter: 'slips' } },
    // The keys come from the author's table, so their names are only known as strings here.
    on: on as Record<CommonEvent, string>,
    states: {
      asking: { entry: [...tell, ask] },
      again: { entry: [{ type: 'say', params: { prompt: sorry } }, ask] },
    },
  })
}

function withoutTargets(choices: MenuOptions['choices']): Record<string, Choice> {
  return Object.fromEntries(Object.entries(choices).map(([key, { to: _, ...choice }]) => [key, choice]))
}

export interface HoldOptions {
  readonly queue: string
  /** Pace of place and estimate, from the start of one announcement to the next. */
  readonly announceEvery: Length
  /** Where a caller goes who finds the queue full. */
  readonly full: string
  /** Where a caller goes who cannot be served before closing, or whom closing time finds still waiting. */
  readonly closing: string
  /** Where `1` leads while waiting; spoken when the estimate is long. */
  readonly offerCallback?: string
  /** Further keys that work while waiting; the caller leaves the queue. */
  readonly keys?: { readonly [key in Key]?: string }
  /** On-hold messages, one between two announcements, in turn. */
  readonly messages?: readonly string[]
  /** Nobody waits longer than this; then it goes where `full` goes. */
  readonly longest?: Length
  /** Where the call goes when the agent has hung up; the caller leaves by hanging up. */
  readonly afterwards?: string
  readonly prompts?: AnnouncementPrompts
  readonly callbackPrompt?: string
}

const ANNOUNCEMENT: AnnouncementPrompts = {
  positionAndWait: 'queue-position-and-wait',
  position: 'queue-position',
  wait: 'queue-wait',
  longer: 'queue-wait-longer',
  soon: 'queue-soon',
  still: 'queue-still-waiting',
}

const LEAVE = { type: 'leaveQueue', params: {} } as const

/** Waiting in a queue and talking to the agent who answers. The rules of the queue itself are the centre's. */
export function hold(options: HoldOptions) {
  const { queue, full, closing, longest = '3 h', afterwards = '#call.gone' } = options
  const { messages = [], offerCallback } = options
  const everyMs = lengthMs(options.announceEvery)
  const offer = offerCallback
    ? { type: 'say' as const, params: { prompt: options.callbackPrompt ?? 'offer-callback' } }
    : []
  // What works while waiting; once an agent is there, keys are the talk's own business.
  const on: Record<string, unknown> = {
    'agent.answered': 'talking',
    'queue.full': full,
    'queue.closing': { target: closing, actions: LEAVE },
  }
  for (const [key, to] of Object.entries(options.keys ?? {}))
    on[`key.${key}`] = { target: to, actions: LEAVE }
  if (offerCallback) on['key.1'] = offerCallback
  return flow.createStateConfig({
    initial: 'waiting',
    meta: { asks: { kind: 'nothing' } },
    states: {
      waiting: {
        on: on as Record<CommonEvent, string>,
        entry: { type: 'enqueue', params: { queue } },
        initial: 'joining',
        after: { [lengthMs(longest)]: { target: full, actions: LEAVE } },
        states: {
          joining: { on: { 'wait.*': 'announcing' } },
          announcing: {
            entry: { type: 'announce', params: options.prompts ?? ANNOUNCEMENT },
            on: {
              'wait.short': 'music',
              'wait.*': { target: 'music', actions: offer },
            },
          },
          ...music(messages, everyMs),
        },
      },
      talking: { on: { 'agent.left': afterwards } },
    },
  })
}

/** Music between announcements, with a message halfway where there are any; the pace is that of announcements. */
function music(messages: readonly string[], everyMs: number) {
  const play = { type: 'playMusic', params: {} } as const
  const next = { type: 'sayNext', params: { prompts: messages } } as const
  const after = { [everyMs]: 'announcing' }
  if (messages.length === 0) return { music: { entry: play, after } }
  const states = {
    before: { after: { [Math.round(everyMs / 2)]: 'message' } },
    message: { entry: [next, play] },
  }
  return { music: { entry: play, after, initial: 'before', states } }
}
