import { describe, expect, test } from 'vitest'
import { constantHandle } from '../../sim/exact/constant-handle.ts'
import { erlangC } from '../../sim/exact/erlang-c.ts'
import { oneAgentWaitSeconds } from '../../sim/exact/one-agent.ts'

const HANDLE_SECONDS = 180

const load = (erlangs: number, agents: number) => ({
  callsPerHour: (erlangs * 3600) / HANDLE_SECONDS,
  handleSeconds: HANDLE_SECONDS,
  agents,
})

describe('constant handle times', () => {
  test.each([
    [0.8, 1],
    [2, 7],
    [4, 5],
    [9, 10],
    [45, 50],
    [0.1, 4],
  ])(
    '%d erlangs on %d agents: what the chain of calls in the system comes to, step by step',
    (erlangs, agents) => {
      const { waitProbability, waiting } = chain(erlangs, agents)
      const found = constantHandle(load(erlangs, agents))
      expect(found.waitProbability).toBeCloseTo(waitProbability, 10)
      expect(found.waitSeconds).toBeCloseTo((waiting / erlangs) * HANDLE_SECONDS, 7)
    },
  )

  test('with one agent it is Pollaczek and Khinchine’s, and the wait is half of that of exponential times', () => {
    for (const erlangs of [0.1, 0.5, 0.95]) {
      const { callsPerHour, handleSeconds } = load(erlangs, 1)
      const wait = (handleCv: number) => oneAgentWaitSeconds({ callsPerHour, handleSeconds, handleCv })
      expect(constantHandle(load(erlangs, 1)).waitSeconds).toBeCloseTo(wait(0), 8)
      expect(erlangC(load(erlangs, 1)).waitSeconds).toBeCloseTo(wait(1), 8)
      expect(wait(0)).toBeCloseTo(wait(1) / 2, 8)
    }
  })

  test('holds at 10,000 agents, and a load that never ends is a bug of the caller', () => {
    const { waitProbability, waitSeconds } = constantHandle(load(9_900, 10_000))
    // In the limit of many agents the chance to wait is near that of exponential times (Halfin and Whitt 1981).
    expect(waitProbability).toBeGreaterThan(0.5 * erlangC(load(9_900, 10_000)).waitProbability)
    expect(waitSeconds).toBeLessThan(erlangC(load(9_900, 10_000)).waitSeconds)
    expect(() => constantHandle(load(5, 5))).toThrow('5 erlangs on 5 agents; expected fewer erlangs')
    expect(() => oneAgentWaitSeconds({ callsPerHour: 60, handleSeconds: 60, handleCv: 1 })).toThrow(
      '1 erlangs',
    )
  })
})

/** The calls in the system, a handle time apart, until their distribution changes no more. */
function chain(erlangs: number, agents: number): { waitProbability: number; waiting: number } {
  const states = 300
  const arrivals: number[] = [Math.exp(-erlangs)]
  for (let k = 1; k < states; k++) arrivals.push((arrivals[k - 1]! * erlangs) / k)
  let shares = new Float64Array(states)
  shares[0] = 1
  for (let change = 1; change > 1e-14; ) {
    const next = new Float64Array(states)
    for (let present = 0; present < states; present++) {
      const left = Math.max(0, present - agents)
      for (let k = 0; k + left < states; k++) next[k + left]! += shares[present]! * arrivals[k]!
    }
    change = next.reduce((sum, share, i) => sum + Math.abs(share - shares[i]!), 0)
    shares = next
  }
  let waitProbability = 0
  let waiting = 0
  for (let present = agents; present < states; present++) {
    waitProbability += shares[present]!
    waiting += (present - agents) * shares[present]!
  }
  return { waitProbability, waiting }
}
