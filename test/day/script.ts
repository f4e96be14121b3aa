import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Replayed } from '../../src/runtime/replay.ts'
import { replay } from '../../src/runtime/replay.ts'
import { Day } from './day.ts'
import type { Feature } from './features.ts'
import { OffScript } from './off-script.ts'
import { SCENES } from './scenes/index.ts'

/** Half past seven on a Monday morning in New York; the lines open at eight. */
const START_MS = Date.UTC(2026, 11, 14, 12, 30)

/** What came of the day. */
export interface Played {
  readonly transcripts: readonly string[]
  /** Scenes that went otherwise than they should, complaints of line and carrier, features that were not seen. */
  readonly faults: readonly string[]
  readonly features: readonly Feature[]
  readonly calls: number
  readonly lost: number
  readonly replayed: Replayed
}

/** Plays the day by its script, scene after scene, and replays its journal. */
export async function playDay(): Promise<Played> {
  const day = await Day.open(START_MS)
  try {
    const faults: string[] = []
    for (const [name, scene] of Object.entries(SCENES)) {
      try {
        await scene(day)
        await day.clears()
      } catch (error) {
        if (!(error instanceof OffScript || error instanceof WrongInput)) throw error
        faults.push(`${name}: ${error.message}`)
        await day.clears()
      }
    }
    const replayed = await replay(day.journal)
    if (replayed.differingFacts > 0)
      faults.push(`${replayed.differingFacts} facts lead elsewhere when replayed`)
    faults.push(...day.wrong.map(complaint => `complained of: ${complaint}`))
    faults.push(...day.missing.map(feature => `not seen: ${feature}`))
    const transcripts = day.transcripts()
    return { transcripts, faults, features: day.shown, calls: transcripts.length, lost: day.lost, replayed }
  } finally {
    await day.close()
  }
}
