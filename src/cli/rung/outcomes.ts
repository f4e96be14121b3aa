import type { Outcome, Watch } from '../../call/directives.ts'
import { OUTCOMES } from '../../call/directives.ts'
import type { Entry } from '../../call/journal.ts'
import type { Line } from '../../call/line.ts'
import { UNWATCHED } from '../../call/unwatched.ts'
import { JournaledCentre } from '../../centre/journaled-centre.ts'

/** How one call went. */
export interface CallOutcome {
  readonly call: number
  readonly arrivedMs: number
  outcome: Outcome | 'on the line'
  /** The last that the caller stood in; empty for none. */
  queue: string
  agent: string
  /** True for one who gave up waiting on the line for a callback. */
  isCallback: boolean
  /** When an agent took the call; NaN for none. */
  answeredMs: number
}

/** How each call of a journal went, in the order of arrival, by stepping it once more. */
export async function outcomesOf(
  entries: AsyncIterable<Entry>,
  line: Line,
  roster: string,
): Promise<CallOutcome[]> {
  const all: CallOutcome[] = []
  let atMs = 0
  const watch: Watch = {
    ...UNWATCHED,
    queued(call, queue) {
      const { settings } = centre.centre.state.queues
      now(call).queue = settings[queue]!.name
    },
    keptPlace(call) {
      now(call).isCallback = true
    },
    answered(call, _queue, agent) {
      const one = now(call)
      one.agent = centre.centre.state.agents.names[agent]!
      one.answeredMs = atMs
    },
    ended(call, outcome) {
      now(call).outcome = OUTCOMES[outcome]!
    },
  }
  const centre: JournaledCentre = new JournaledCentre({ line: () => line, roster: () => roster }, watch)
  const now = (slot: number): CallOutcome => all[centre.centre.state.calls.number[slot]! - 1]!
  for await (const entry of entries) {
    atMs = entry.atMs
    if (entry.fact.kind === 'arrived') {
      const { call } = entry.fact.data
      all.push({
        call,
        arrivedMs: atMs,
        outcome: 'on the line',
        queue: '',
        agent: '',
        isCallback: false,
        answeredMs: Number.NaN,
      })
    }
    centre.apply(entry.fact, atMs)
  }
  return all
}
