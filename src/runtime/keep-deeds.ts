import type { Deed } from './ledger.ts'
import { keepRated } from './scores.ts'
import type { View } from './work.ts'

/** Keeps what a fact led to beside the journal, with the fact itself. */
export async function keepDeeds(view: View, deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) {
    if (deed.do === 'keep') view.keepPaper(deed.contact)
    else if (deed.do === 'rate') await keepRated(view, deed.rated)
    else await addWrapUp(view, deed)
  }
}

async function addWrapUp(view: View, { call, turn, wrapMs }: Deed & { do: 'wrapped' }): Promise<void> {
  const contact = await view.paper('contact', String(call))
  // It went with its caller, who was erased.
  if (!contact) return
  const turns = contact.body.turns.map((one, index) => (index === turn ? { ...one, wrapMs } : one))
  view.keepPaper({ ...contact, body: { ...contact.body, turns } })
}
