import { flow } from '../flow.ts'
import { confirmation } from './confirmation.ts'
import { RESET_SLIPS, speaks, transitions } from './parts.ts'

export interface IdentifyOptions {
  /** Where a caller goes of whom there is no record. */
  readonly unknown: string
  /** Where a caller goes who is known and has no open case; by default where the unknown go. */
  readonly known?: string
  /** How callers are met whom we were to call back: told that they keep their place, and met like the known. */
  readonly expected?: { readonly prompt: string }
  /** How callers are met who ring again while their case is open. By default they are met like others. */
  readonly returning?: {
    /** Speaks `{case}`: 1 if the call is about it, 2 if not. */
    readonly prompt: string
    readonly sorry?: string
    /** Where the call goes that is about the case. The agent who had it takes the call, if free in time. */
    readonly to: string
  }
}

/** Finds out who calls, by the number: known or not, and whether about a case that is open. */
export function identify({ unknown, known = unknown, expected, returning }: IdentifyOptions) {
  return flow.createStateConfig({
    initial: 'looking',
    meta: { asks: { kind: 'nothing' } },
    exit: RESET_SLIPS,
    states: {
      looking: {
        entry: { type: 'identify', params: {} },
        on: transitions({
          'caller.unknown': unknown,
          'caller.known': known,
          'caller.returning': returning ? 'asking' : known,
          ...(expected && { 'caller.expected': { target: known, actions: speaks(expected.prompt) } }),
        }),
      },
      ...(returning && {
        asking: confirmation({
          prompt: returning.prompt,
          sorry: returning.sorry ?? 'sorry',
          yes: { target: returning.to, actions: { type: 'preferLastAgent', params: {} } },
          no: known,
          giveUp: known,
          tries: 2,
        }),
      }),
    },
  })
}
