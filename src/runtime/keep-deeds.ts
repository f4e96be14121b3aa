import { caseNumberOf } from '../line/case-number.ts'
import type { Contact } from '../store/contact.ts'
import type { Paper } from '../store/papers.ts'
import type { Deed } from './ledger.ts'
import { keepRated } from './scores.ts'
import type { View } from './work.ts'

/** Keeps what a fact led to beside the journal, with the fact itself. */
export async function keepDeeds(view: View, deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) {
    if (deed.do === 'keep') await keepContact(view, deed.contact)
    else if (deed.do === 'rate') await keepRated(view, deed.rated)
    else await amend(view, deed)
  }
}

/** Keeps a contact, with the case that the call opened or was about. */
async function keepContact(view: View, contact: Paper<'contact'>): Promise<void> {
  const own = await view.paper('case', caseNumberOf(contact.call))
  const number = own?.body.sameAs ?? own?.id
  view.keepPaper(number === undefined ? contact : { ...contact, body: { ...contact.body, case: number } })
}

/** Adds what became known after the call to its contact. */
async function amend(view: View, deed: Deed & { do: 'wrapped' | 'coded' }): Promise<void> {
  const contact = await view.paper('contact', String(deed.call))
  // It went with its caller, who was erased.
  if (!contact) return
  const { body } = contact
  view.keepPaper({
    ...contact,
    body: deed.do === 'coded' ? { ...body, code: deed.code } : wrapped(body, deed),
  })
}

function wrapped(body: Contact, { turn, wrapMs }: Deed & { do: 'wrapped' }): Contact {
  return { ...body, turns: body.turns.map((one, index) => (index === turn ? { ...one, wrapMs } : one)) }
}
