import type { TwilioCarrier } from '../carrier/twilio/carrier.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { lastTalk } from '../store/contact.ts'
import type { Paper } from '../store/papers.ts'
import type { Caller } from '../store/rows.ts'
import { deskOf, lastDigits } from './desk-picture.ts'
import type { ContactView, DeskCallView, DeskView, NoteView } from './pages/desk-view.ts'

const NOTES_MAX = 10
const CONTACTS_MAX = 10

type About = Pick<
  DeskCallView,
  'number' | 'name' | 'openCase' | 'matters' | 'entered' | 'recordings' | 'notes' | 'contacts'
>

const NOBODY: About = {
  ...{ number: null, name: null, openCase: null },
  ...{ matters: [], entered: [], recordings: [], notes: [], contacts: [] },
}

/** Where what a desk shows comes from. */
export interface DeskSources {
  readonly runtime: Runtime
  readonly carrier: TwilioCarrier
  /** How fast the time of the centre runs; 1 unless told. */
  readonly speed?: number | undefined
}

/** The time of the centre, and how a page tells it. */
export function dated({ runtime, speed = 1 }: Pick<DeskSources, 'runtime' | 'speed'>) {
  const [first] = runtime.centre.centre.state.lines
  return { nowMs: runtime.nowMs, speed, timeZone: first?.table.line.definition.timeZone ?? 'UTC' }
}

/** The desk of an agent of the roster, with what is known of the caller on hand. */
export async function deskView(sources: DeskSources, name: string): Promise<DeskView> {
  const { runtime, carrier } = sources
  const { centre } = runtime
  const desk = deskOf(centre, centre.agentOf(name))
  const { call } = desk
  if (!call) return { ...desk, ...dated(sources), call }
  const { calls } = centre.centre.state
  const caller = calls.caller[centre.slotOf(call.call)]!
  const about =
    call.phase === 'talking'
      ? await inTheTalk(runtime, call.call, caller)
      : await before(runtime, call.call, caller)
  const isCallback = carrier.offers.dials.has(call.call)
  return { ...desk, ...dated(sources), call: { ...call, isCallback, ...about } }
}

/** What is told of a caller before the talk: not who it is. */
async function before(runtime: Runtime, call: number, caller: number): Promise<About> {
  const known = caller === 0 ? undefined : await runtime.options.store.caller(caller)
  const openCase = await caseOf(runtime, call, known)
  if (!known) return { ...NOBODY, openCase }
  return { ...NOBODY, number: lastDigits(known.number), openCase, matters: known.matters ?? [] }
}

async function inTheTalk(runtime: Runtime, call: number, caller: number): Promise<About> {
  const { store, name } = runtime.options
  const [known, entered, recordings, notes, contacts] = await Promise.all([
    caller === 0 ? undefined : store.caller(caller),
    store.secretsOf(name, call),
    store.recordingsOf(name, call),
    caller === 0 ? [] : store.papers(name, { kind: 'note', caller, limit: NOTES_MAX, newestFirst: true }),
    caller === 0
      ? []
      : store.papers(name, { kind: 'contact', caller, limit: CONTACTS_MAX, newestFirst: true }),
  ])
  return {
    number: known?.number ?? null,
    name: known?.name ?? null,
    openCase: await caseOf(runtime, call, known),
    matters: known?.matters ?? [],
    entered,
    recordings: recordings.map(({ url: _, ...recording }) => recording),
    notes: notes.map(({ call, atMs, body: { agent, text } }): NoteView => ({ call, atMs, agent, text })),
    contacts: contacts.map(contactView),
  }
}

function contactView({ call, atMs, body }: Paper<'contact'>): ContactView {
  const { line, turns, outcome, code = null, score = null } = body
  const agent = lastTalk(body)?.agent ?? null
  return { call, atMs, line, queue: turns.at(-1)?.queue ?? null, agent, outcome, code, score }
}

/** The case whose number the caller entered, or got in this call; else the one that was open before. */
export async function caseOf(
  { options: { store, name } }: Runtime,
  call: number,
  known: Caller | undefined,
): Promise<DeskCallView['openCase']> {
  const [paper] = await store.papers(name, { kind: 'case', call, limit: 1 })
  if (paper) {
    const { sameAs } = paper.body
    const about = sameAs === undefined ? paper : await store.paper(name, 'case', sameAs)
    return { number: sameAs ?? paper.id, openedMs: about?.atMs ?? null }
  }
  const { openCase, caseOpenedMs = null } = known ?? {}
  return openCase === undefined ? null : { number: openCase, openedMs: caseOpenedMs }
}
