import { flow } from '../flow.ts'
import type { Length } from './parts.ts'
import { lengthMs, RESET_SLIPS, slip, speaks, transitions } from './parts.ts'

export interface VoicemailOptions {
  /** Asks for a message after the tone, and for # behind it. */
  readonly prompt?: string
  /** Spoken before the prompt is repeated, when nothing was said. */
  readonly sorry?: string
  /** Says that the message will be heard. */
  readonly thanks?: string
  readonly longest?: Length
  readonly afterwards?: string
}

/** A caller leaves a message. One who hangs up after speaking has left it; nothing said is asked for once more. */
export function voicemail(options: VoicemailOptions = {}) {
  const { prompt = 'voicemail', sorry = 'voicemail-empty', thanks = 'voicemail-thanks' } = options
  const { longest = '2 min', afterwards = '#call.gone' } = options
  const record = { type: 'record', params: { prompt, seconds: lengthMs(longest) / 1_000 } } as const
  return flow.createStateConfig({
    initial: 'recording',
    meta: { asks: { kind: 'recording' } },
    exit: RESET_SLIPS,
    on: transitions({
      'recording.kept': { target: afterwards, actions: speaks(thanks) },
      'recording.empty': slip('.again', afterwards, 2),
    }),
    states: {
      recording: { entry: record },
      again: { entry: [speaks(sorry), record] },
    },
  })
}
