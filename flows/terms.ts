import type { LineDefinition, QueueDefinition } from '../src/line/definition.ts'

/** By what agents say how a call ended. */
export const WRAP_UP_CODES = ['resolved', 'follow-up', 'escalated', 'wrong-line'] as const

/** What all our lines promise their callers, and expect of their agents. */
export const TERMS = {
  tiers: [
    { name: 'loyal', headStartSeconds: 120 },
    { name: 'ordinary', headStartSeconds: 0 },
  ],
  thresholds: { longWaitSeconds: 180, veryLongWaitSeconds: 900 },
  limits: {
    ringSeconds: 20,
    missedOffers: 2,
    serveAfterClosingSeconds: 1_800,
    redialSeconds: 300,
    callbackAttempts: 3,
    callbackGapSeconds: 300,
    callbackExpiresSeconds: 86_400,
  },
} as const satisfies Pick<LineDefinition, 'tiers' | 'thresholds' | 'limits'>

/**
 * Messages that callers leave: agents hear them when nobody waits on the line, and those of the evening by the next
 * noon, whoever waits.
 */
export const MESSAGES: QueueDefinition = {
  name: 'messages',
  limit: 500,
  handleSeconds: 120,
  wrapUpSeconds: 60,
  yieldSeconds: 16 * 3_600,
}
