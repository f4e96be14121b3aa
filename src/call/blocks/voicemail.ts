import { flow } from '../flow.ts'
import type { CasePrompts } from './case-number.ts'
import { tellsCase } from './case-number.ts'
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
  /**
   * The queue whose agents hear the message. Then the call ends with the thanks, and `afterwards` is for those who said
   * nothing. Absent: the recording is kept, and no agent is rung.
   */
  readonly queue?: string
  /** Spoken last to whoever left a message for a `queue`. By default nothing. */
  readonly goodbye?: string
  /** Whoever left a message gets a case number, which is spoken and texted by these prompts. By default nobody does. */
  readonly givesCase?: CasePrompts
  readonly afterwards?: string
}

/** A caller leaves a message. One who hangs up after speaking has left it; nothing said is asked for once more. */
export function voicemail(options: VoicemailOptions = {}) {
  const { prompt = 'voicemail', sorry = 'voicemail-empty', thanks = 'voicemail-thanks' } = options
  const { longest = '2 min', queue, givesCase, goodbye, afterwards = '#call.gone' } = options
  const kept = queue === undefined ? afterwards : '.filed'
  const record = { type: 'record', params: { prompt, seconds: lengthMs(longest) / 1_000 } } as const
  return flow.createStateConfig({
    initial: 'recording',
    meta: { asks: { kind: 'recording' } },
    exit: RESET_SLIPS,
    on: transitions({
      'recording.kept': {
        target: kept,
        actions: [
          speaks(thanks),
          ...(givesCase ? tellsCase(givesCase) : []),
          ...(queue !== undefined && goodbye !== undefined ? [speaks(goodbye)] : []),
        ],
      },
      'recording.empty': slip('.again', afterwards, 2),
    }),
    states: {
      recording: { entry: record },
      again: { entry: [speaks(sorry), record] },
      ...(queue !== undefined && filed(queue)),
    },
  })
}

/** The caller is gone; the message stays until an agent has heard it. In a full queue the recording alone is kept. */
function filed(queue: string) {
  return {
    filed: {
      entry: { type: 'fileMessage', params: { queue } },
      on: { 'agent.answered': 'heard', 'queue.full': '#call.gone' },
    },
    heard: { on: { 'agent.left': '#call.gone' } },
  } as const
}
