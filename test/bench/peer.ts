import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Distribution } from '../../sim/distribution.ts'
import { RandomStream } from '../../src/base/random.ts'
import type { BareResult } from './bare.ts'

// The model of bare.c as one writes it with simjs, the best-known simulation library on npm: callers use a facility of
// so many servers, and renege when their patience is over. Distributions and random numbers are ours, as in bare.ts,
// so that what is compared is how events and queues are handled.

interface Request {
  done(callback: () => void): Request
  waitUntil(delay: number, callback: () => void): Request
}

interface SimJs {
  readonly Sim: new () => { addEntity(kind: new () => object): object; simulate(until: number): boolean }
  readonly Facility: new (name: string, discipline: number, servers: number) => object
  readonly Entity: new () => {
    setTimer(delay: number): Request
    useFacility(facility: object, duration: number): Request
  }
}

/** The library is made for pages: it hands itself to the window. */
function loadSimJs(): SimJs {
  const page: { Sim?: SimJs } = {}
  const source = readFileSync(createRequire(import.meta.url).resolve('simjs'), 'utf8')
  new Function('window', source)(page)
  return page.Sim!
}

/** M/M/n+M of so many calls through simjs. */
export function simJsLoop(calls: number, agents: number): BareResult {
  const { Sim, Facility, Entity } = loadSimJs()
  const random = new RandomStream(1)
  const exponential = (mean: number) => new Distribution({ distribution: 'exponential', mean }, 'peer')
  const gap = exponential((6 * 45) / agents)
  const handle = exponential(270)
  const patience = exponential(180)
  const firstComeFirstServed = 1
  const staff = new Facility('agents', firstComeFirstServed, agents)
  let [arrived, answered, abandoned] = [0, 0, 0]
  class Callers extends Entity {
    start(): void {
      if (arrived === calls) return
      this.setTimer(gap.draw(random)).done(() => {
        arrived++
        this.useFacility(staff, handle.draw(random))
          .waitUntil(patience.draw(random), () => abandoned++)
          .done(() => answered++)
        this.start()
      })
    }
  }
  const sim = new Sim()
  sim.addEntity(Callers)
  const startMs = performance.now()
  sim.simulate(Number.POSITIVE_INFINITY)
  const seconds = (performance.now() - startMs) / 1_000
  if (answered + abandoned !== arrived) throw new Error('simjs has lost calls')
  return { callsPerSecond: arrived / seconds, abandonment: abandoned / arrived }
}
