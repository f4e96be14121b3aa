import type { Arrow } from './draw-graph.ts'
import { arrowName } from './draw-graph.ts'
import { eventNumber } from './events.ts'
import type { FlowTable } from './flow-table.ts'
import { beginning, passage } from './passage.ts'

/** How often calls came to a state, and what callers did there. */
export interface Passed {
  /** Times that a call came in from elsewhere. */
  readonly visits: number
  /** Callers who hung up here without an agent on the line. */
  readonly hangUps: number
  /** Callers whom an agent answered here. */
  readonly answered: number
  /** Calls that ended here because somebody hung up, after a talk or without one. */
  readonly ended: number
  /** Times that a caller here pressed 0. */
  readonly zeros: number
}

type Counts = { -readonly [count in keyof Passed]: number }

const NOBODY: Passed = { visits: 0, hangUps: 0, answered: 0, ended: 0, zeros: 0 }

const AGENT_LEFT = eventNumber('agent.left')

/** Where calls went in a flow: counts of states at every depth, and of arrows, by the names that pictures give them. */
export class Traffic {
  calls = 0
  readonly #states = new Map<string, Counts>()
  readonly #arrows = new Map<string, number>()

  /** Calls began. */
  begins(table: FlowTable, calls: number): void {
    this.calls += calls
    for (const state of beginning(table)) this.#moved('', state, calls)
  }

  /** A step was taken, so many times. */
  took(table: FlowTable, state: number, event: number, times: number): void {
    const { states, arrows } = passage(table, state, event)
    const name = table.events[event]
    // States of a flow lie within each other and not side by side: a call is in one innermost state.
    let at = table.stateName(state)
    if (name === 'key.0') this.#add('zeros', at, times)
    if (arrows.length === 0) return
    if (name === 'agent.answered') this.#add('answered', at, times)
    if (name === 'hangup' && table.isFinal(table.next(state, event))) {
      this.#add('ended', at, times)
      // Whoever talks to an agent hangs up when all is said.
      if (table.next(state, AGENT_LEFT) === state) this.#add('hangUps', at, times)
    }
    for (const arrow of arrows) this.#arrows.set(arrow, (this.#arrows.get(arrow) ?? 0) + times)
    for (const to of states) {
      this.#moved(at, to, times)
      at = to
    }
  }

  /** Other calls went through the same flow as well. */
  add(other: Traffic): void {
    this.calls += other.calls
    for (const [place, counts] of other.#states) {
      const own = this.#at(place)
      for (const what of Object.keys(counts) as (keyof Passed)[]) own[what] += counts[what]
    }
    for (const [arrow, count] of other.#arrows)
      this.#arrows.set(arrow, (this.#arrows.get(arrow) ?? 0) + count)
  }

  /** What happened in a state, with all states in it. */
  at(path: readonly string[]): Passed {
    return this.#states.get(path.join('.')) ?? NOBODY
  }

  /** How often an arrow was taken. */
  along(arrow: Arrow): number {
    return this.#arrows.get(arrowName(arrow)) ?? 0
  }

  /** Times that a state was left: along the arrows that lead out of it, or by hanging up, which they may tell as well. */
  exits(path: readonly string[], leaving: readonly Arrow[]): number {
    const times = (arrows: readonly Arrow[]) => arrows.reduce((sum, arrow) => sum + this.along(arrow), 0)
    const hungUp = times(leaving.filter(({ labels }) => labels.includes('hangup')))
    return times(leaving) + Math.max(0, this.at(path).ended - hungUp)
  }

  /** Times that arrows were taken that are none of these: of a flow that was another then. */
  elsewhere(arrows: readonly Arrow[]): number {
    const known = new Set(arrows.map(arrowName))
    let times = 0
    for (const [name, count] of this.#arrows) if (!known.has(name)) times += count
    return times
  }

  #add(what: keyof Passed, state: string, times: number): void {
    for (const place of placesOf(state)) this.#at(place)[what] += times
  }

  #moved(from: string, to: string, times: number): void {
    for (const place of placesOf(to)) {
      if (from !== place && !from.startsWith(`${place}.`)) this.#at(place).visits += times
    }
  }

  #at(place: string): Counts {
    let passed = this.#states.get(place)
    if (passed) return passed
    passed = { ...NOBODY }
    this.#states.set(place, passed)
    return passed
  }
}

/** A state's own name and those of the states around it. */
function placesOf(name: string): string[] {
  const path = name === '' ? [] : name.split('.')
  return path.map((_, index) => path.slice(0, index + 1).join('.'))
}

/** A share for people: `38 %`, and `<1 %` rather than none. */
export function shareText(part: number, whole: number): string {
  if (part <= 0 || whole <= 0) return '0 %'
  const percent = Math.round((100 * part) / whole)
  return percent === 0 ? '<1 %' : `${percent} %`
}

/** A count for people: `1,234`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US')
}

/** The share of visits, in brackets; nothing for what happened more than once a visit, as a key that is pressed again. */
export function ofVisits(count: number, visits: number): string {
  return count > visits ? '' : ` (${shareText(count, visits)})`
}

/** What is to be said of a state's callers, a thing a line. */
export function passedLines({ visits, hangUps, answered, zeros }: Passed): string[] {
  return [
    `${countText(visits)} ${visits === 1 ? 'visit' : 'visits'}`,
    ...(answered > 0 ? [`${countText(answered)} answered${ofVisits(answered, visits)}`] : []),
    ...(hangUps > 0 ? [`${countText(hangUps)} hung up${ofVisits(hangUps, visits)}`] : []),
    ...(zeros > 0 ? [`${countText(zeros)} pressed 0${ofVisits(zeros, visits)}`] : []),
  ]
}
