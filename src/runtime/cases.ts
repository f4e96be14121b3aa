import type { Entry } from '../call/journal.ts'
import { caseNumberOf } from '../line/case-number.ts'
import type { Store } from '../store/port.ts'
import type { View } from './work.ts'

/**
 * Keeps the cases that a fact has opened beside the journal. The number of a case follows from its call, so that what
 * was spoken is what is kept.
 */
export async function keepCases(view: View, { directives = [], atMs }: Entry): Promise<void> {
  for (const directive of directives) {
    if (directive.do !== 'open-case') continue
    const { call, line, caller, queue } = directive
    const number = caseNumberOf(call)
    // The caller has entered the number of another case, which the call is about.
    if (await view.paper('case', number)) continue
    const talk = directives.find(other => other.do === 'connect' && other.call === call)
    const agent = talk?.do === 'connect' ? talk.agent : undefined
    view.keepPaper({
      ...{ kind: 'case', id: number, caller, call, state: 'open', atMs },
      body: { line, ...(queue !== undefined && { queue }), ...(agent !== undefined && { agent }) },
    })
    if (caller === 0) continue
    const ownCase = { number, openedMs: atMs }
    // The agent first counts for a case once there is one.
    view.changeCaller({ key: caller, ownCase, ...(agent !== undefined && { lastAgent: agent }) })
  }
}

/** The caller of a call has entered the number of a case: the call is about it, and opens none. */
export function isAbout(
  view: View,
  { call, caller, line }: { readonly call: number; readonly caller: number; readonly line: string },
  number: string,
): void {
  view.keepPaper({
    ...{ kind: 'case', id: caseNumberOf(call), caller, call, state: 'same', atMs: view.atMs },
    body: { line, sameAs: number },
  })
}

/**
 * Whoever talked to a caller says that the matter is settled, or that it is not: closes the case that the call is about,
 * or opens it again. Only a case that we gave its number; those of the records are theirs.
 */
export async function settleCase(
  view: View,
  store: Pick<Store, 'caller'>,
  { call, caller }: { readonly call: number; readonly caller: number },
  isSettled: boolean,
): Promise<void> {
  const own = await view.paper('case', caseNumberOf(call))
  const before = own || caller === 0 ? undefined : (await store.caller(caller))?.ownCase
  const number = own ? (own.body.sameAs ?? own.id) : before
  const paper = number === undefined ? undefined : await view.paper('case', number)
  if (!paper || paper.state !== (isSettled ? 'open' : 'closed')) return
  const { closedMs: _, ...body } = paper.body
  view.keepPaper({
    ...paper,
    state: isSettled ? 'closed' : 'open',
    body: { ...body, ...(isSettled && { closedMs: view.atMs }) },
  })
  if (paper.caller === 0) return
  const ownCase = isSettled ? null : { number: paper.id, openedMs: paper.atMs }
  view.changeCaller({ key: paper.caller, ownCase })
}
