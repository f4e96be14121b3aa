import { assert } from '../../src/base/assert.ts'
import { delayedStates } from './delayed-states.ts'
import type { ImpatientLoad } from './load.ts'

/**
 * The wait ahead of a patient caller who finds all agents busy and `ahead` callers waiting in M/M/n+M: its mean, and
 * its variance, which no estimate can beat in mean square. The wait is a sum of exponentials with rates nμ + iθ,
 * i = 0 … ahead (Whitt 1999, Improving Service by Informing Customers about Anticipated Delays).
 */
export function waitFloor(
  load: ImpatientLoad,
  ahead: number,
): { meanSeconds: number; varianceSeconds2: number } {
  assert(Number.isInteger(ahead) && ahead >= 0, `ahead ${ahead}; expected a whole number, 0 or more`)
  let meanSeconds = 0
  let varianceSeconds2 = 0
  for (let i = 0; i <= ahead; i++) {
    const seconds = stepSeconds(load, i)
    meanSeconds += seconds
    varianceSeconds2 += seconds * seconds
  }
  return { meanSeconds, varianceSeconds2 }
}

/**
 * The least root mean squared error of a wait estimate ÷ the mean wait, over the callers of M/M/n+M who find all
 * agents busy, each followed until an agent would have come, whether or not the caller hangs up before.
 */
export function relativeWaitFloor(load: ImpatientLoad): number {
  let meanSeconds = 0
  let varianceSeconds2 = 0
  let delayed = 0
  let waitSeconds = 0
  let squareSeconds2 = 0
  delayedStates(load).byWaiting.forEach((probability, ahead) => {
    const seconds = stepSeconds(load, ahead)
    meanSeconds += seconds
    varianceSeconds2 += seconds * seconds
    delayed += probability
    waitSeconds += probability * meanSeconds
    squareSeconds2 += probability * varianceSeconds2
  })
  return Math.sqrt(squareSeconds2 / delayed) / (waitSeconds / delayed)
}

/** Mean time until one of the agents is free or one of the callers ahead hangs up. Needs an agent. */
function stepSeconds({ agents, handleSeconds, patienceSeconds }: ImpatientLoad, ahead: number): number {
  assert(agents > 0, `agents ${agents}; expected at least 1, or a wait never ends`)
  return 1 / (agents / handleSeconds + ahead / patienceSeconds)
}
