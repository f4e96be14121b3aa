import type { Key } from '../events.ts'
import type { AnnouncementPrompts } from '../flow.ts'
import { flow } from '../flow.ts'
import type { Length } from './parts.ts'
import { LEAVE, lengthMs, speaks, transitions } from './parts.ts'

export interface HoldOptions {
  readonly queue: string
  /** Pace of place and estimate, from the start of one announcement to the next. */
  readonly announceEvery: Length
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
  /** Nobody waits longer than this; then it goes where `full` goes. */
  readonly longest?: Length
  /** Where the call goes when the agent has hung up; the caller leaves by hanging up. */
  readonly afterwards?: string
  /** By queue, where an agent's caller goes who is handed on to it. */
  readonly transfers?: Readonly<Record<string, string>>
  readonly prompts?: AnnouncementPrompts
  readonly callbackPrompt?: string
  readonly voicemailPrompt?: string
}

const ANNOUNCEMENT: AnnouncementPrompts = {
  positionAndWait: 'queue-position-and-wait',
  position: 'queue-position',
  wait: 'queue-wait',
  longer: 'queue-wait-longer',
  soon: 'queue-soon',
  still: 'queue-still-waiting',
}

/** Waiting in a queue and talking to the agent who answers. The rules of the queue itself are the centre's. */
export function hold(options: HoldOptions) {
  const { queue, full, closing, longest = '3 h', messages = [] } = options
  const { offerCallback, offerVoicemail } = options
  const everyMs = lengthMs(options.announceEvery)
  const offers = [
    ...(offerCallback ? [speaks(options.callbackPrompt ?? 'offer-callback')] : []),
    ...(offerVoicemail ? [speaks(options.voicemailPrompt ?? 'offer-voicemail')] : []),
  ]
  // What works while waiting; once an agent is there, keys are the talk's own business.
  const on: Record<string, unknown> = {
    'agent.answered': 'talking',
    'queue.full': full,
    'queue.closing': { target: closing, actions: LEAVE },
  }
  const exits = { ...(offerVoicemail && { '2': offerVoicemail }), ...options.keys }
  for (const [key, to] of Object.entries(exits)) on[`key.${key}`] = { target: to, actions: LEAVE }
  if (offerCallback) on['key.1'] = offerCallback
  return flow.createStateConfig({
    initial: 'waiting',
    meta: { asks: { kind: 'nothing' } },
    states: {
      waiting: {
        on: transitions(on),
        entry: { type: 'enqueue', params: { queue } },
        initial: 'joining',
        after: { [lengthMs(longest)]: { target: full, actions: LEAVE } },
        states: {
          joining: { on: { 'wait.*': 'announcing' } },
          announcing: {
            entry: { type: 'announce', params: options.prompts ?? ANNOUNCEMENT },
            on: {
              'wait.short': 'music',
              'wait.*': { target: 'music', actions: offers },
            },
          },
          ...music(messages, everyMs),
        },
      },
      talking: talking(options),
    },
  })
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
