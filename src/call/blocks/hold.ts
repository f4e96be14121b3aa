import type { Key } from '../events.ts'
import type { AnnouncementPrompts } from '../flow.ts'
import { flow } from '../flow.ts'
import type { Length } from './parts.ts'
import { LEAVE, lengthMs, oneWayEach, speaks, transitions } from './parts.ts'

export interface HoldOptions {
  readonly queue: string
  /** Pace of place and estimate, from the start of one announcement to the next. By default `45 s`. */
  readonly announceEvery?: Length
  /** Where a caller goes who finds the queue full. */
  readonly full: string
  /** Where a caller goes who cannot be served before closing, or whom closing time finds still waiting. */
  readonly closing: string
  /** Where `1` leads while waiting, without losing the place; spoken when the estimate is long. */
  readonly offerCallback?: string
  /** Where `2` leads while waiting: a message instead of the wait; spoken when the estimate is long. */
  readonly offerVoicemail?: string
  /** Further keys that work while waiting, during an announcement as well; the caller leaves the queue. */
  readonly keys?: { readonly [key in Key]?: string }
  /** On-hold messages, one between two announcements, in turn. */
  readonly messages?: readonly string[]
  /** Nobody waits longer than this; then it goes where `full` goes. By default `3 h`. */
  readonly longest?: Length
  /** Where the call goes when the agent has hung up, by default it ends; the caller leaves by hanging up. */
  readonly afterwards?: string
  /** By queue, where an agent's caller goes who is handed on to it. */
  readonly transfers?: Readonly<Record<string, string>>
  readonly prompts?: Partial<HoldPrompts>
}

export interface HoldPrompts extends AnnouncementPrompts {
  /** Names key 1; spoken behind an announcement of a long wait. */
  readonly offerCallback: string
  /** Names key 2; spoken behind an announcement of a long wait. */
  readonly offerVoicemail: string
}

const PROMPTS: HoldPrompts = {
  positionAndWait: 'queue-position-and-wait',
  position: 'queue-position',
  wait: 'queue-wait',
  longer: 'queue-wait-longer',
  soon: 'queue-soon',
  still: 'queue-still-waiting',
  offerCallback: 'offer-callback',
  offerVoicemail: 'offer-voicemail',
}

/**
 * Waiting in a queue and talking to the agent who answers. The rules of the queue itself are the centre's.
 *
 * @throws WrongInput for a key that leads two ways
 */
export function hold(options: HoldOptions) {
  const { queue, full, closing, announceEvery = '45 s', longest = '3 h', messages = [] } = options
  const prompts = { ...PROMPTS, ...options.prompts }
  const offers = [
    ...(options.offerCallback ? [speaks(prompts.offerCallback)] : []),
    ...(options.offerVoicemail ? [speaks(prompts.offerVoicemail)] : []),
  ]
  return flow.createStateConfig({
    initial: 'waiting',
    meta: { asks: { kind: 'nothing' } },
    states: {
      waiting: {
        // What works while waiting; once an agent is there, keys are the talk's own business.
        on: transitions({
          'agent.answered': 'talking',
          'queue.full': full,
          'queue.closing': { target: closing, actions: LEAVE },
          ...keysOf(options),
        }),
        entry: { type: 'enqueue', params: { queue } },
        initial: 'joining',
        after: { [lengthMs(longest)]: { target: full, actions: LEAVE } },
        states: {
          joining: { on: { 'wait.*': 'announcing' } },
          announcing: {
            entry: announces(prompts),
            on: {
              'wait.short': 'music',
              'wait.*': { target: 'music', actions: offers },
            },
          },
          ...music(messages, lengthMs(announceEvery)),
        },
      },
      talking: talking(options),
    },
  })
}

/** Where keys lead: for a callback the caller stays in the queue meanwhile, with all others it is left. */
function keysOf({ queue, offerCallback, offerVoicemail, keys = {} }: HoldOptions): Record<string, unknown> {
  const left = (to: string) => ({ target: to, actions: LEAVE })
  return oneWayEach(`the hold of queue "${queue}"`, [
    ...(offerCallback ? [['1', offerCallback] as const] : []),
    ...(offerVoicemail ? [['2', left(offerVoicemail)] as const] : []),
    ...Object.entries(keys).map(([key, to]) => [key, left(to)] as const),
  ])
}

function announces({ positionAndWait, position, wait, longer, soon, still }: AnnouncementPrompts) {
  const params = { positionAndWait, position, wait, longer, soon, still }
  return { type: 'announce', params } as const
}

/** The caller talks to an agent, who may hang up or hand the caller on. */
export function talking({ afterwards = '#call.gone', transfers = {} }: TalkOptions) {
  const on: Record<string, string> = { 'agent.left': afterwards }
  for (const [queue, to] of Object.entries(transfers)) on[`agent.transfers.${queue}`] = to
  return flow.createStateConfig({ on: transitions(on) })
}

export type TalkOptions = Pick<HoldOptions, 'afterwards' | 'transfers'>

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
