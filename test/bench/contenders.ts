import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import { Day } from '../../sim/world/day.ts'
import type { Plan } from '../../sim/world/plan.ts'
import { planOf } from '../../sim/world/plan.ts'
import { CALLS, WIDTH } from '../../sim/world/tally/tally.ts'
import { defineLine } from '../../src/call/define-line.ts'
import { direct } from '../../src/call/direct.ts'
import { flow } from '../../src/call/flow.ts'
import type { Line } from '../../src/call/line.ts'
import { bareLoop } from './bare.ts'
import { simJsLoop } from './peer.ts'

/** Something that simulates about so many calls on so many agents, and gives the calls that it did in a second. */
export type Contender = (calls: number, agents: number) => number

/** Erlang A of 45 agents, which every contender must find, so that a fast one is not just wrong. */
const ABANDONMENT = 0.0653288347

const HANDLE = { distribution: 'exponential', mean: 270 }
const PATIENCE = { distribution: 'exponential', mean: 180 }

export const bareJavaScript: Contender = (calls, agents) => {
  const { callsPerSecond, abandonment } = bareLoop(calls, agents)
  checkAbandonment('bare JavaScript', abandonment, calls, agents)
  return callsPerSecond
}

/** The same model as one writes it with a simulation library. */
export const simJs: Contender = (calls, agents) => {
  const { callsPerSecond, abandonment } = simJsLoop(calls, agents)
  checkAbandonment('simjs', abandonment, calls, agents)
  return callsPerSecond
}

/** Compiles bare.c into a folder; undefined where there is no compiler. */
export function compileBareC(folder: string): Contender | undefined {
  const program = join(folder, 'bare')
  const source = join(import.meta.dirname, 'bare.c')
  const compiled = spawnSync('cc', ['-O3', '-march=native', source, '-o', program, '-lm'], {
    stdio: 'ignore',
  })
  if (compiled.status !== 0) return undefined
  return (calls, agents) => {
    const { stdout } = spawnSync(program, [String(calls), String(agents)], { encoding: 'utf8' })
    const { callsPerSecond, abandonment } = JSON.parse(stdout) as Record<string, number>
    checkAbandonment('bare C', abandonment!, calls, agents)
    return callsPerSecond!
  }
}

/** M/M/n+M through the real centre. */
export const directLine: Contender = simulated(direct, agents => ({ line: 'direct', agents }))

/** The same with half-hours, two tiers of callers and three groups of agents with different skills. */
export const directWithSkills: Contender = simulated(lineWithSkills(), agents => {
  const part = Math.max(1, Math.floor(agents / 3))
  return {
    line: 'direct-with-skills',
    tiers: { loyal: 0.2 },
    agents: {
      groups: [
        { name: 'one', count: part, skills: ['direct'] },
        { name: 'both', count: part, skills: ['direct', 'other'] },
        { name: 'other', count: agents - 2 * part, skills: ['other', 'direct'] },
      ],
    },
  }
})

/** The same load on a line with menus: about eight events a call, announcements, tiers, two languages, wrap-up. */
export const cardLine: Contender = simulated(cardSupport, agents => ({
  line: 'card-support',
  day: '2026-12-14',
  intents: { billing: 0.5, account: 0.3, rewards: 0.2 },
  tiers: { loyal: 0.2 },
  languages: { 'es-US': 0.15 },
  wrapUpShare: 0.15,
  agents,
}))

/** Days of twelve hours on one core, as many as make up the calls. Loading and planning are not timed. */
function simulated(line: Line, keys: (agents: number) => object): Contender {
  const days = new Map<number, { plan: Plan; day: Day }>()
  let replication = 0
  return (calls, agents) => {
    const callsPerHour = (600 * agents) / 45
    // Of huge centres only the first hour, in which they fill.
    const hours = Math.min(12, Math.max(0.75, calls / callsPerHour))
    const { plan, day } = days.get(agents) ?? make(line, { callsPerHour, hours, ...keys(agents) })
    days.set(agents, { plan, day })
    const startMs = performance.now()
    let simulatedCalls = 0
    while (simulatedCalls < calls * 0.98) {
      day.run(1, replication++)
      for (let interval = 0; interval < plan.intervals; interval++)
        simulatedCalls += day.tally.cells[interval * WIDTH + CALLS]!
    }
    return (simulatedCalls / (performance.now() - startMs)) * 1_000
  }
}

function make(
  line: Line,
  { callsPerHour, hours, ...keys }: { callsPerHour: number; hours: number },
): { plan: Plan; day: Day } {
  const scenario = {
    durationHours: hours,
    arrivals: { callsPerHour },
    handleSeconds: HANDLE,
    patienceSeconds: PATIENCE,
    queueLimit: 1_000_000,
    ...keys,
  }
  const plan = planOf(parseScenario(JSON.stringify(scenario), 'bench.yaml'), line)
  return { plan, day: new Day(plan) }
}

function lineWithSkills(): Line {
  const { definition } = direct
  const [queue] = definition.queues
  return defineLine(
    {
      ...definition,
      name: 'direct-with-skills',
      queues: [queue!, { ...queue!, name: 'other' }],
      tiers: [
        { name: 'loyal', headStartSeconds: 60 },
        { name: 'ordinary', headStartSeconds: 0 },
      ],
    },
    flow.createMachine({
      id: 'call',
      initial: 'arriving',
      on: { hangup: '.gone', recover: '.recover' },
      states: {
        arriving: { meta: { asks: { kind: 'nothing' } }, on: { 'line.open': 'waiting' } },
        waiting: {
          meta: { asks: { kind: 'nothing' } },
          entry: { type: 'enqueue', params: { queue: 'direct' } },
          on: { 'agent.answered': 'talking', 'queue.full': 'gone', 'queue.closing': 'gone' },
        },
        talking: { meta: { asks: { kind: 'nothing' } }, on: { 'agent.left': 'gone' } },
        recover: { always: 'waiting', meta: { recover: true } },
        gone: { type: 'final' },
      },
    }),
  )
}

function checkAbandonment(name: string, found: number, calls: number, agents: number): void {
  if (agents !== 45 || calls < 200_000) return
  if (Math.abs(found - ABANDONMENT) > 0.006)
    throw new Error(`${name} finds an abandonment of ${found}, not ${ABANDONMENT}`)
}
