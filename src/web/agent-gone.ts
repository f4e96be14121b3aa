import type { Report } from '../runtime/runtime.ts'
import type { Desk } from './webhooks.ts'

/** How a roster addresses an agent whose phone is a page of ours. */
export const BROWSER = 'client:'

/**
 * What it means that the leg of an agent is over in the middle of a talk. Whoever has a phone has hung it up. A page tells
 * us before it hangs up, so a browser's leg that ends by itself has failed: it was closed, or lost its network.
 */
export function agentGone({ carrier }: Desk, agent: string): Report {
  const isBrowser = carrier.options.lookUp.addressOf(agent)?.startsWith(BROWSER) ?? false
  return { kind: isBrowser ? 'lost' : 'left', data: { agent } }
}
