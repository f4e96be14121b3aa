import type { AnyActorScope, AnyMachineSnapshot, AnyStateNode } from 'xstate'
import { createActor, getInitialMicrosteps } from 'xstate'
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
  const steps = getInitialMicrosteps(flow) as unknown as Microstep[]
  const actions = steps.flatMap(([, taken]) => taken)
  return { after: steps.at(-1)![0], actions, entered: enteredBy(steps.map(([snapshot]) => snapshot)) }
}

const steppers = new WeakMap<Flow, Stepper>()

/** What an event leads to. @throws Error for what XState cannot step */
export function stepOf(flow: Flow, before: AnyMachineSnapshot, type: string): Taken {
  let stepper = steppers.get(flow)
  if (!stepper) {
    bound(flow)
    stepper = new Stepper(flow)
    steppers.set(flow, stepper)
  }
  return stepper.step(before, type)
}

/**
 * Steps one flow as XState's `transition` does, with one actor that never starts instead of one for each step, which
 * costs as much again as the step. The actor's inspector is told of each state that a step passes through.
 */
class Stepper {
  readonly #flow: Flow
  readonly #scope: AnyActorScope
  #passed: AnyMachineSnapshot[] = []
  #actions: PlainAction[] = []

  constructor(flow: Flow) {
    this.#flow = flow
    const self = createActor(flow, {
      inspect: event => {
        if (event.type === '@xstate.microstep') this.#passed.push(event.snapshot as AnyMachineSnapshot)
      },
    })
    const nothing = () => {}
    this.#scope = {
      ...{ self, system: self.system, id: '', sessionId: '' },
      ...{ logger: nothing, defer: nothing, stopChild: nothing, emit: nothing },
      actionExecutor: action => void this.#actions.push(action),
    }
  }

  step(before: AnyMachineSnapshot, type: string): Taken {
    this.#passed = []
    this.#actions = []
    // The alphabet is closed, but XState's types know each event only by its literal name.
    const after = this.#flow.transition(before, { type }, this.#scope) as AnyMachineSnapshot
    return { after, actions: this.#actions, entered: enteredBy(this.#passed) }
  }
}

/** True for what is thrown where states that wait for nothing lead to each other without end. */
export function goesRound(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Infinite loop detected')
}

/** XState would pass on a call for ever. What it may do is no part of a flow's text. */
function bound({ options }: Flow): void {
  options.maxIterations = Math.min(options.maxIterations ?? PASSED_MAX, PASSED_MAX)
}

function enteredBy(snapshots: readonly AnyMachineSnapshot[]): Set<string> {
  const entered = new Set<string>()
  for (const { _nodes } of snapshots) for (const { id } of _nodes as AnyStateNode[]) entered.add(id)
  return entered
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
