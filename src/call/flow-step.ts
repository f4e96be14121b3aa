import type { AnyMachineSnapshot, AnyStateNode } from 'xstate'
import { getInitialMicrosteps, getMicrosteps } from 'xstate'
import type { Flow } from './flow.ts'
import type { PlainAction } from './program.ts'

/** States that a call may pass through in one step; more is a flow that goes round without waiting for anything. */
const PASSED_MAX = 1_000

/** One step of a flow, as XState takes it. */
export interface Taken {
  readonly after: AnyMachineSnapshot
  readonly actions: readonly PlainAction[]
  /** Ids of all states that the call is in afterwards or passed through. */
  readonly entered: ReadonlySet<string>
}

type Microstep = readonly [AnyMachineSnapshot, readonly PlainAction[]]

/** What gets a call to where it begins. @throws Error for a flow that goes round without end, see `goesRound` */
export function firstStep(flow: Flow): Taken {
  bound(flow)
  return taken(getInitialMicrosteps(flow) as unknown as Microstep[])
}

/** What an event leads to. @throws Error for what XState cannot step */
export function stepOf(flow: Flow, before: AnyMachineSnapshot, type: string): Taken {
  bound(flow)
  // The alphabet is closed, but XState's types know each event only by its literal name.
  return taken(getMicrosteps(flow, before, { type }) as unknown as Microstep[])
}

/** True for what is thrown where states that wait for nothing lead to each other without end. */
export function goesRound(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Infinite loop detected')
}

/** XState would pass on a call for ever. What it may do is no part of a flow's text. */
function bound({ options }: Flow): void {
  options.maxIterations = Math.min(options.maxIterations ?? PASSED_MAX, PASSED_MAX)
}

function taken(steps: readonly Microstep[]): Taken {
  const entered = new Set<string>()
  for (const [{ _nodes }] of steps) for (const { id } of _nodes as AnyStateNode[]) entered.add(id)
  return { after: steps.at(-1)![0], actions: steps.flatMap(([, actions]) => actions), entered }
}

/** By what of a state an event is heard. */
export class Hearing {
  readonly #events: readonly string[]
  readonly #known = new WeakMap<AnyStateNode, readonly string[]>()

  constructor(events: readonly string[]) {
    this.#events = events
  }

  /** Empty for an event that is ignored; equal for events that lead from a state to the same. */
  of({ _nodes }: AnyMachineSnapshot, event: number): string {
    let heard = ''
    for (const node of _nodes as AnyStateNode[]) {
      const names = this.#names(node)[event]!
      if (names !== '') heard += `${node.order}:${names} `
    }
    return heard
  }

  /** By event, the names in the node's `on` that stand for it, wildcards among them. */
  #names(node: AnyStateNode): readonly string[] {
    const known = this.#known.get(node)
    if (known) return known
    const names = [...node.transitions.keys()]
    const byEvent = this.#events.map(event => names.filter(name => standsFor(name, event)).join(' '))
    this.#known.set(node, byEvent)
    return byEvent
  }
}

function standsFor(name: string, event: string): boolean {
  return name === event || (name.endsWith('*') && `${event}.`.startsWith(name.slice(0, -1)))
}
