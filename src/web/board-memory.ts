import { NEVER_MS } from '../base/units.ts'
import type { Directive } from '../call/journal.ts'
import type { AlertsMemory } from './board-alerts.ts'
import { freshAlerts } from './board-alerts.ts'
import type { Day, Slice } from './board-tallies.ts'
import { freshDay } from './board-tallies.ts'
import type { BoardEvent, BoardHappening, ToldView } from './pages/board-view.ts'

/** What the board remembers of a centre; goes with the centre's snapshot. */
export interface Memory {
  /** Raised with every change of this shape, so that a board never takes up what another one kept. */
  readonly shape: 2
  day: Day
  readonly slices: Slice[]
  /** Callers whose wait is not decided, by number of the call. */
  readonly joined: Map<number, { readonly queue: number; readonly atMs: number }>
  /** The prompt that each live call heard last. */
  readonly hears: Map<number, string>
  readonly told: Map<number, ToldView>
  /** Calls whose place is kept for a callback, and messages that wait to be heard. */
  readonly kept: Set<number>
  readonly events: BoardEvent[]
  lastEvent: number
  readonly alerts: AlertsMemory
}

/** Events of the ticker. */
const EVENTS_MAX = 24

/** A memory of nothing. Its day has ended long since: the first fact begins another. */
export function freshMemory(): Memory {
  return {
    shape: 2,
    day: freshDay(0, -NEVER_MS),
    slices: [],
    joined: new Map(),
    hears: new Map(),
    told: new Map(),
    kept: new Set(),
    events: [],
    lastEvent: 0,
    alerts: freshAlerts(),
  }
}

/** What another program kept is not taken up: the counts begin anew with the facts since. */
export function isMemory(saved: unknown): saved is Memory {
  return typeof saved === 'object' && saved !== null && 'shape' in saved && saved.shape === 2
}

/** Puts an event on the ticker, where the oldest makes room for it. */
export function show(memory: Memory, atMs: number, happening: BoardHappening): void {
  memory.events.push({ id: ++memory.lastEvent, atMs, ...happening })
  if (memory.events.length > EVENTS_MAX) memory.events.shift()
}

/** Remembers what a live call is made to hear, and what it is told about its wait. */
export function hear(memory: Memory, directive: Directive, atMs: number): void {
  if (directive.do !== 'say' && directive.do !== 'ask') return
  const { call, prompt } = directive
  memory.hears.set(call, prompt)
  if (directive.do === 'ask') return
  const { position, lowMinutes, highMinutes } = directive
  if (position === undefined && highMinutes === undefined) return
  const minutes = highMinutes === undefined ? null : { low: lowMinutes ?? 0, high: highMinutes }
  const told: ToldView = { atMs, position: position ?? null, minutes }
  memory.told.set(call, told)
  show(memory, atMs, { kind: 'told', call, told })
}

/** Forgets a call that is over. */
export function forget({ hears, told, kept, joined }: Memory, call: number): void {
  hears.delete(call)
  told.delete(call)
  kept.delete(call)
  joined.delete(call)
}
