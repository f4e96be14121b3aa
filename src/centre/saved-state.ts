import type { Watched } from './alert-judgement.ts'
import type { Experience } from './estimate.ts'
import type { KeptPlace } from './kept-places.ts'
import type { NearTexts } from './near-texts.ts'
import type { CentreLine, State } from './state.ts'

/** The columns of a centre: numbers, typed arrays and lists of numbers by name. */
type Columns = Record<string, unknown>

/** What a line knows of its hours at one moment. */
type SavedLine = Pick<CentreLine, 'spanFromMs' | 'spanUntilMs' | 'servesUntilMs' | 'arrivalEvent' | 'wakeMs'>

/** A state without what its definitions give: lines' settings, queues' settings and agents' skills are defined again. */
export interface SavedState {
  readonly calls: Columns
  readonly agents: Columns
  readonly queues: Columns
  readonly lines: readonly SavedLine[]
  readonly experience: readonly Experience[]
  readonly setbacks: readonly number[]
  readonly places: ReadonlyMap<number, KeptPlace>
  readonly near: ReadonlyMap<number, NearTexts>
  readonly zones: readonly string[]
  readonly agentsWakeMs: number
  readonly alerts: readonly Pick<Watched, 'standing' | 'window'>[]
  readonly alertsWakeMs: number
}

/** What definitions give, and a saved state leaves out. */
const DEFINED = new Set(['names', 'groupQueues', 'settings', 'groups', 'yielding'])

/** The state as a value; it shares its columns with the centre, so write it down before the next fact. */
export function saveState(state: State): SavedState {
  return {
    calls: columns(state.calls),
    agents: columns(state.agents),
    queues: columns(state.queues),
    lines: state.lines.map(({ spanFromMs, spanUntilMs, servesUntilMs, arrivalEvent, wakeMs }) => ({
      spanFromMs,
      spanUntilMs,
      servesUntilMs,
      arrivalEvent,
      wakeMs,
    })),
    experience: state.experience,
    setbacks: state.setbacks,
    places: state.places.places,
    near: state.near,
    zones: state.zones,
    agentsWakeMs: state.agentsWakeMs,
    alerts: state.alerts.map(({ standing, window }) => ({ standing, window })),
    alertsWakeMs: state.alertsWakeMs,
  }
}

/** Puts a saved state into a centre whose lines and agents are defined as they were. */
export function loadState(state: State, saved: SavedState): void {
  Object.assign(state.calls, saved.calls)
  Object.assign(state.agents, saved.agents)
  Object.assign(state.queues, saved.queues)
  saved.lines.forEach((line, number) => {
    Object.assign(state.lines[number]!, line)
  })
  state.experience.splice(0, Infinity, ...saved.experience)
  state.setbacks.splice(0, Infinity, ...saved.setbacks)
  state.zones.splice(0, Infinity, ...saved.zones)
  state.callbacks.restore(state.calls)
  for (const [caller, place] of saved.places) state.places.places.set(caller, place)
  for (const [call, texts] of saved.near) state.near.set(call, texts)
  state.agentsWakeMs = saved.agentsWakeMs
  state.alerts = state.alerts.map((watched, i) => ({ ...watched, ...saved.alerts[i]! }))
  state.alertsWakeMs = saved.alertsWakeMs
}

function columns(of: object): Columns {
  return Object.fromEntries(Object.entries(of).filter(([name]) => !DEFINED.has(name)))
}
