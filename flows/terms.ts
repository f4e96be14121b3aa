import type { LineDefinition } from '../src/line/definition.ts'

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
  },
} as const satisfies Pick<LineDefinition, 'tiers' | 'thresholds' | 'limits'>
