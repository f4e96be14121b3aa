/** A place in a queue that waits for a caller who was cut off. */
export interface KeptPlace {
  queue: number
  tier: number
  orderMs: number
  untilMs: number
}

/** Places kept at once; beyond this the oldest is forgotten. */
const PLACES_MAX = 10_000

/** Places of callers who hung up or were cut off while waiting, for those who ring again within a few minutes. */
export class KeptPlaces {
  readonly places = new Map<number, KeptPlace>()

  keep(caller: number, place: KeptPlace, atMs: number): void {
    this.places.delete(caller)
    this.places.set(caller, place)
    for (const [oldest, { untilMs }] of this.places) {
      if (untilMs > atMs && this.places.size <= PLACES_MAX) break
      this.places.delete(oldest)
    }
  }

  /** Takes the place that a caller had in this queue, if it is still kept. */
  take(caller: number, queue: number, atMs: number): KeptPlace | undefined {
    if (this.places.size === 0) return undefined
    const place = this.places.get(caller)
    if (place?.queue !== queue) return undefined
    this.places.delete(caller)
    return place.untilMs > atMs ? place : undefined
  }
}
