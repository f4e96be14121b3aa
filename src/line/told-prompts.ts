/** The prompt by which a caller is told by text that something is done, by what it was. A line may leave any out. */
export const TOLD_WHEN_DONE = {
  'follow-up': 'follow-up-done',
  promise: 'promise-kept',
  message: 'message-answered',
} as const

/** Prompts that people send, and no flow speaks. */
export const SENT_BY_HAND: ReadonlySet<string> = new Set(Object.values(TOLD_WHEN_DONE))
