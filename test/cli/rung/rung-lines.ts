import { onTestFinished } from 'vitest'
import { SECOND_MS } from '../../../src/base/units.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { SteppedClock } from '../../../src/carrier/local/stepped-clock.ts'
import type { RosterAgent } from '../../../src/centre/roster.ts'
import type { LocalLineOptions } from '../../../src/cli/rung/local-line.ts'
import { LocalLine } from '../../../src/cli/rung/local-line.ts'
import { createLog } from '../../../src/log.ts'
import { entryOf } from '../../../src/runtime/rebuild.ts'
import type { Store } from '../../../src/store/port.ts'
import { openSqliteStore } from '../../../src/store/sqlite.ts'

/** A Monday morning in New York, in opening hours. */
export const OPEN_MS = Date.UTC(2026, 11, 14, 15)

/** Lines behind the local carrier in stepped time, and what they and the carrier complain of. */
export interface Rung {
  readonly line: LocalLine
  readonly store: Store
  readonly clock: SteppedClock
  readonly wrong: string[]
  facts(): Promise<string[]>
}

interface Opening
  extends Pick<LocalLineOptions, 'lines' | 'carrier' | 'records' | 'alerting' | 'pins' | 'pageGoneMs'> {
  readonly roster?: readonly RosterAgent[]
  readonly atMs?: number
}

export async function opensLines({ roster = [], atMs = OPEN_MS, ...options }: Opening): Promise<Rung> {
  const wrong: string[] = []
  const destination = { write: (text: string) => void wrong.push(text) }
  const clock = new SteppedClock(atMs)
  const store = await openSqliteStore({ memory: true })
  const line = await LocalLine.open({
    ...{ ...options, roster, clock, store, programVersion: 'test' },
    log: createLog({ level: 'warn', pretty: false, destination, secrets: [] }),
  })
  onTestFinished(() => line.close())
  line.carrier.listen(happening => {
    if (happening.kind === 'alert') wrong.push(happening.text)
  })
  const facts = async () => {
    const short: string[] = []
    for await (const row of store.factsSince('main', 0)) {
      const { kind, data } = entryOf('main', row).fact
      const { call, agent, event } = data as { call?: number; agent?: string; event?: string }
      if (!kind.endsWith('-defined') && !kind.endsWith('due') && kind !== 'program-started')
        short.push([kind, call, agent, event].filter(part => part !== undefined).join(' '))
    }
    return short
  }
  return { line, store, clock, wrong, facts }
}

/** Presses a key as soon as the caller is asked for one. */
export async function presses(phone: Phone, clock: SteppedClock, keys: string): Promise<void> {
  for (const key of keys) {
    phone.press(key)
    await clock.passes(SECOND_MS)
  }
}
