/** Parts into which a window is cut: it moves on by one of them at a time. */
const PARTS = 30

/** What became of the calls of the last minutes, counted in parts of the window, the oldest of which drop out. */
export interface CallWindow {
  readonly partMs: number
  /** Calls in each part, in a ring. */
  readonly calls: Uint32Array
  /** Of those, the ones that the rule is about. */
  readonly hits: Uint32Array
  /** The part that was counted in last, by its number since 1970. */
  latest: number
}

export function callWindow(lengthMs: number): CallWindow {
  const partMs = lengthMs / PARTS
  return { partMs, calls: new Uint32Array(PARTS), hits: new Uint32Array(PARTS), latest: 0 }
}

/** Counts one call. */
export function countCall(window: CallWindow, isHit: boolean, atMs: number): void {
  const part = moveTo(window, atMs)
  window.calls[part]!++
  if (isHit) window.hits[part]!++
}

/** The share of calls in the window that the rule is about; undefined with fewer than `least` calls. */
export function shareOf(window: CallWindow, least: number, atMs: number): number | undefined {
  moveTo(window, atMs)
  let calls = 0
  let hits = 0
  for (let part = 0; part < PARTS; part++) {
    calls += window.calls[part]!
    hits += window.hits[part]!
  }
  return calls >= least ? hits / calls : undefined
}

/** Lets the parts drop out that are older than the window; gives the place in the ring of the present one. */
function moveTo(window: CallWindow, atMs: number): number {
  const now = Math.floor(atMs / window.partMs)
  const from = Math.max(window.latest + 1, now - PARTS + 1)
  for (let part = from; part <= now; part++) {
    window.calls[part % PARTS] = 0
    window.hits[part % PARTS] = 0
  }
  window.latest = Math.max(window.latest, now)
  return now % PARTS
}
