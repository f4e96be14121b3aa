import type { KeptText } from '../carrier/twilio/served.ts'
import type { View } from './work.ts'

/** Keeps what came of a text message, and whether its recipient may be sent another. */
export async function keepText(view: View, { text, call, number, fate, ...kept }: KeptText): Promise<void> {
  const { atMs } = view
  const caller = await view.callerKey(number)
  view.keepPaper({
    ...{ kind: 'text', id: text, caller, call, state: fate, atMs },
    body: { direction: 'out', ...kept },
  })
  if (fate === 'sent') view.changeCaller({ key: caller, textedMs: atMs })
  else if (fate === 'stopped' || fate === 'unreachable') view.changeCaller({ key: caller, texts: fate })
}

/** Codes by which a carrier tells that a number takes no texts at all: unknown, or a landline. */
const NEVER: ReadonlySet<number> = new Set([30005, 30006])

/** States from which nothing is told that is any newer. */
const FINAL: ReadonlySet<string> = new Set(['delivered', 'undelivered', 'failed'])

/** Keeps what a carrier tells of a text message later; what comes late or twice changes nothing. */
export async function textBecomes(
  view: View,
  text: string,
  { status, errorCode }: { readonly status: string; readonly errorCode?: number },
): Promise<void> {
  const paper = await view.paper('text', text)
  if (paper?.body.direction !== 'out' || FINAL.has(paper.state) || !FINAL.has(status)) return
  view.keepPaper({ ...paper, state: status, body: { ...paper.body, ...(errorCode && { errorCode }) } })
  const isNever = errorCode !== undefined && NEVER.has(errorCode)
  if (isNever && paper.caller !== 0) view.changeCaller({ key: paper.caller, texts: 'unreachable' })
}
