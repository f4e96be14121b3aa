/** How it went with whom or what was dialled. */
export interface Dialled {
  readonly status: 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled'
  readonly callSid?: string
  readonly seconds?: number
  readonly isBridged?: boolean
}
