import type { Clock } from '../../base/clock.ts'
import { HOUR_MS, MINUTE_MS } from '../../base/units.ts'
import type { TwilioCarrier } from '../../carrier/twilio/carrier.ts'
import type { Logger } from '../../log.ts'
import type { KeptDays } from '../../runtime/retention.ts'
import { purge } from '../../runtime/retention.ts'
import type { Store } from '../../store/port.ts'

/** How long a phone may be silent before Twilio is asked about it; a phone on hold asks every 15 s. */
const SILENT_MS = 3 * MINUTE_MS
/** Calls that are asked about in a minute. */
const CALLS_MAX = 30
/** Retries of a webhook come within a minute or so, the longest call takes 24 hours. */
const KEPT_MS = { answers: HOUR_MS, calls: 48 * HOUR_MS, settled: 7 * 24 * HOUR_MS } as const

/** What a live line does now and then: looks after silent phones, forgets what no one asks for. Gives what ends it. */
export function upkeep(options: {
  carrier: TwilioCarrier
  store: Store
  clock: Clock
  keepDays: KeptDays
  log: Logger
}): () => void {
  const { carrier, store, clock, keepDays, log } = options
  let isOver = false
  const safely = (what: string, work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      // A centre that stops takes no more reports; what was looked for is looked for after the next start.
      if (!isOver) log.error({ err: error, what }, 'a fault')
    })
  }
  const sweeps = setInterval(() => {
    safely('looking after silent phones', async () => {
      const gone = await carrier.sweep(SILENT_MS, CALLS_MAX)
      if (gone > 0) log.warn({ goneCount: gone }, 'callers had hung up without a word from Twilio')
    })
  }, MINUTE_MS)
  const forgets = setInterval(() => {
    safely('forgetting', async () => {
      for (const what of ['answers', 'calls', 'settled'] as const)
        await store.forget(what, clock.nowMs() - KEPT_MS[what])
      const purged = await purge(store, carrier.options.rest, keepDays, clock.nowMs())
      if (Object.values(purged).some(count => count > 0))
        log.info({ purged }, 'what was kept for long enough is deleted')
    })
  }, HOUR_MS)
  return () => {
    isOver = true
    clearInterval(sweeps)
    clearInterval(forgets)
  }
}
