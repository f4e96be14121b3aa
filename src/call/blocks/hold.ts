import { WrongInput } from '../../base/wrong-input.ts'
import type { Key } from '../events.ts'
import type { AnnouncementPrompts } from '../flow.ts'
import { flow } from '../flow.ts'
import type { Length } from './parts.ts'
import { LEAVE, lengthMs, OPEN_CASE, oneWayEach, speaks, transitions } from './parts.ts'

export interface HoldOptions {
  readonly queue: string
  /** Pace of announcements, from the start of one to the next. By default `45 s`. */
  readonly announceEvery?: Length
  /** Pace of the estimate, where the place is told more often: so many times `announceEvery`. By default as that. */
  readonly estimateEvery?: Length
  /** Where a caller goes who finds the queue full. */
  readonly full: string
  /** Where a caller goes who cannot be served before closing, or whom closing time finds still waiting. */
  readonly closing: string
  /** Where `1` leads while waiting, without losing the place; spoken when the estimate is long. */
  readonly offerCallback?: string
  /** Where `2` leads while waiting: a message instead of the wait; spoken when the estimate is long. */
  readonly offerVoicemail?: string
  /**
   * Speaks `{quieter}`, once in a call and behind an announcement of a long wait: when it is quieter to call. Where the
   * line knows no such hour it is left out. By default nobody is told.
   */
  readonly quieter?: string
  /** Further keys that work while waiting, during an announcement as well; the caller leaves the queue. */
  readonly keys?: { readonly [key in Key]?: string }
  /** On-hold messages, one between two announcements, in turn. */
  readonly messages?: readonly string[]
  /** Nobody waits longer than this; then it goes where `full` goes. By default `3 h`. */
  readonly longest?: Length
  /** Where the call goes when the agent has hung up, by default it ends; the caller leaves by hanging up. */
  readonly afterwards?: string
  /**
   * Where a caller goes whose agent was cut off in the talk, such as by a browser that was closed: to an apology and back
   * to the hold, where the old place is kept. By default where `afterwards` goes.
   */
  readonly lost?: string
  /** Where the call goes whose caller hangs up in the talk, for what is still to be texted. By default it ends. */
  readonly hungUp?: string
  /** Callers who are answered get a case number, unless they have one. */
  readonly opensCase?: boolean
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

/** Announcements from one estimate to the next, at most: nobody waits longer for one than some minutes. */
const ROUNDS_MAX = 10

/**
 * Waiting in a queue and talking to the agent who answers. The rules of the queue itself are the centre's.
 *
 * @throws WrongInput for a key that leads two ways, and for paces that do not go together
 */
export function hold(options: HoldOptions) {
  const { queue, full, closing, longest = '3 h' } = options
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
          ...announcements(options),
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

/** Rounds of an announcement and music: the first tells place and estimate, the others the place alone. */
function announcements(options: HoldOptions): Record<string, object> {
  const { offerCallback, offerVoicemail, quieter, messages = [], announceEvery = '45 s' } = options
  const prompts = { ...PROMPTS, ...options.prompts }
  const { positionAndWait, position, wait, longer, soon, still } = prompts
  const offers = [
    ...(quieter ? [speaks(quieter)] : []),
    ...(offerCallback ? [speaks(prompts.offerCallback)] : []),
    ...(offerVoicemail ? [speaks(prompts.offerVoicemail)] : []),
  ]
  const everyMs = lengthMs(announceEvery)
  const states: Record<string, object> = {
    announcing: {
      entry: { type: 'announce', params: { positionAndWait, position, wait, longer, soon, still } },
      on: { 'wait.short': 'music', 'wait.*': { target: 'music', actions: offers } },
    },
  }
  const count = roundsOf(options)
  for (let round = 1; round <= count; round++) {
    const name = round === 1 ? 'music' : `music${round}`
    if (round > 1)
      states[`placing${round}`] = {
        entry: { type: 'announce', params: { position, still } },
        on: { 'wait.*': name },
      }
    states[name] = music(messages, everyMs, round === count ? 'announcing' : `placing${round + 1}`)
  }
  return states
}

/** Announcements from one estimate to the next. */
function roundsOf({ queue, announceEvery = '45 s', estimateEvery = announceEvery }: HoldOptions): number {
  const rounds = lengthMs(estimateEvery) / lengthMs(announceEvery)
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= ROUNDS_MAX) return rounds
  throw new WrongInput(
    `the hold of queue "${queue}" has an estimate every ${estimateEvery} and announcements every ${announceEvery}; ` +
      `expected an estimate with every announcement, or with each second, up to each ${ROUNDS_MAX}th`,
  )
}

/** The caller talks to an agent, who may hang up, be cut off, or hand the caller on. */
export function talking(options: TalkOptions) {
  const { afterwards = '#call.gone', lost, hungUp, opensCase, transfers = {} } = options
  const on: Record<string, string> = {
    'agent.left': afterwards,
    ...(lost && { 'agent.lost': lost }),
    ...(hungUp && { hangup: hungUp }),
  }
  for (const [queue, to] of Object.entries(transfers)) on[`agent.transfers.${queue}`] = to
  return flow.createStateConfig({ ...(opensCase && { entry: OPEN_CASE }), on: transitions(on) })
}

export type TalkOptions = Pick<HoldOptions, 'afterwards' | 'hungUp' | 'lost' | 'opensCase' | 'transfers'>

/** Music between two announcements, with a message halfway where there are any; the pace is that of announcements. */
function music(messages: readonly string[], everyMs: number, announcing: string) {
  const play = { type: 'playMusic', params: {} } as const
  const next = { type: 'sayNext', params: { prompts: messages } } as const
  const after = { [everyMs]: announcing }
  if (messages.length === 0) return { entry: play, after }
  const states = {
    before: { after: { [Math.round(everyMs / 2)]: 'message' } },
    message: { entry: [next, play] },
  }
  return { entry: play, after, initial: 'before', states }
}
