import type { Watch } from '../call/directives.ts'
import type { Entry } from '../call/journal.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'

/**
 * A watch that outlives the centres of a runtime. A rebuild tells it every fact once more, so it must know where the
 * telling begins: what it counts is kept in the snapshots of the centre and given back from there, so that nothing
 * is counted twice and nothing is lost.
 */
export interface LiveWatch extends Watch {
  /**
   * From here on this centre is told of. `saved` is what `snapshot` gave at the fact where the centre begins;
   * undefined for one that begins with the journal, or whose snapshot was taken without this watch.
   */
  follows?(centre: JournaledCentre, saved: unknown): void
  /** All that this fact led to has been told. One that is in quarantine led to nothing. */
  noted?(entry: Entry): void
  /** All that must come back with a snapshot of the centre, as a value that `v8.serialize` can write down. */
  snapshot?(): unknown
}
