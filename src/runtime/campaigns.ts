import type { Clock } from '../base/clock.ts'
import { DAY_MS, NEVER_MS, SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import { zonesOf } from '../carrier/twilio/number-zones.ts'
import { CallingHours } from '../line/calling-hours.ts'
import type { LineDefinition } from '../line/definition.ts'
import { dayStartMs } from '../line/zone.ts'
import type { CampaignItemBody } from '../store/paper-kinds.ts'
import type { Paper } from '../store/papers.ts'
import type { Runtime } from './runtime.ts'
import type { Report, View } from './work.ts'

/** One caller of a list, and what is pending for them. */
export interface Notice {
  /** In E.164. */
  readonly number: string
  /** As the line names it. */
  readonly matter: string
  readonly name?: string
  /** Language tag of the line's. */
  readonly language?: string
  /** The day `YYYY-MM-DD` until whose end the notice is of use. */
  readonly due?: string
}

/** A notice with the moment at which it may be sent first; without one where it never may be before it is of no use. */
export interface PlannedNotice {
  readonly notice: Notice
  /** Names of the zones in which the number may be, joined by spaces; empty for the line's own. */
  readonly zone: string
  readonly fromMs?: number
}

/** How far a campaign has come: how many notices by what became of them. */
export interface Progress {
  readonly campaign: string
  readonly line: string
  readonly atMs: number
  readonly notices: Readonly<Record<string, number>>
}

/** Texts that a long number may send in a second, as carriers count; longer ones take more. */
const EVERY_MS = SECOND_MS
/** The store gives nothing now. */
const AFTER_FAULT_MS = 10 * SECOND_MS
/** Notices of one campaign. */
const ITEMS_MAX = 20_000
/** Longer than any calling hours take to come. */
const PATIENCE_MS = 400 * DAY_MS

/** When each notice of a list may be sent: in the calling hours where its number is, one after the other. */
export function planned(line: LineDefinition, notices: readonly Notice[], nowMs: number): PlannedNotice[] {
  const hours = new Map<string, CallingHours>()
  let turnMs = nowMs
  return notices.map(notice => {
    const zone = zonesOf(notice.number) ?? ''
    const calling = hours.get(zone) ?? new CallingHours(line, zone)
    hours.set(zone, calling)
    const legalMs = calling.next(turnMs)
    const isOfUse = legalMs < Math.min(endOfUseMs(line, notice), nowMs + PATIENCE_MS)
    if (!isOfUse) return { notice, zone }
    if (legalMs === turnMs) turnMs += EVERY_MS
    return { notice, zone, fromMs: legalMs }
  })
}

function endOfUseMs({ timeZone }: LineDefinition, { due }: Pick<Notice, 'due'>): number {
  return due === undefined ? NEVER_MS : dayStartMs(timeZone, due) + DAY_MS
}

/**
 * Sends notices of matters that are pending, by text message, to callers of a list. What is to be sent stands in the
 * store, and that it is sent is kept together with the fact by which it is: no notice leaves twice, whenever this
 * program stops. Whoever has said STOP is left alone.
 */
export class Campaigns {
  readonly #runtime: Runtime
  readonly #onFault: (what: string, error: unknown) => void
  #cancel: (() => void) | undefined
  #isOver = false

  constructor(runtime: Runtime, onFault: (what: string, error: unknown) => void) {
    this.#runtime = runtime
    this.#onFault = onFault
    this.#looksAt(this.#clock.nowMs())
  }

  /** Takes a list, to be sent from now on. Gives the campaign's id. @throws WrongInput for a line or matter that is none */
  async begin(line: string, notices: readonly Notice[]): Promise<string> {
    const { definition } = this.#lineNamed(line)
    const problem = notices.length > ITEMS_MAX ? `more than ${ITEMS_MAX} notices` : undefined
    if (problem) throw new WrongInput(`this campaign has ${problem}; split it.`)
    const known = (definition.matters ?? []).map(({ name }) => name)
    const wrong = notices.find(({ matter }) => !known.includes(matter))
    if (wrong)
      throw new WrongInput(`line "${line}" has no matter "${wrong.matter}"; it has: ${known.join(', ')}.`)
    let id = ''
    await this.#runtime.submit({
      reports: async view => {
        id = `${line}-${view.atMs}`
        view.keepPaper({
          ...{ kind: 'campaign', id, caller: 0, call: 0, state: 'running', atMs: view.atMs },
          body: { line, notices: notices.length },
        })
        const plan = planned(definition, notices, view.atMs)
        for (const [index, { notice, fromMs }] of plan.entries())
          await keepItem(view, { id, index, line, notice, fromMs })
        return []
      },
    })
    this.#looksAt(this.#clock.nowMs())
    return id
  }

  /** How far each campaign has come, the newest first. */
  async progress(): Promise<Progress[]> {
    const { store, name } = this.#runtime.options
    const campaigns = await store.papers(name, { kind: 'campaign', newestFirst: true, limit: 100 })
    return Promise.all(
      campaigns.map(async ({ id, atMs, body }) => {
        const items = await store.papers(name, {
          kind: 'campaign-item',
          sinceMs: atMs,
          untilMs: atMs + 1,
          limit: ITEMS_MAX,
        })
        const own = items.filter(item => item.body.campaign === id)
        const states = Map.groupBy(own, ({ state }) => state)
        const notices = Object.fromEntries([...states].map(([state, of]) => [state, of.length]))
        return { campaign: id, line: body.line, atMs, notices }
      }),
    )
  }

  /** Sends nothing more: what is left is sent after the next start. */
  close(): void {
    this.#isOver = true
    this.#cancel?.()
  }

  get #clock(): Clock {
    return this.#runtime.options.clock
  }

  #looksAt(atMs: number): void {
    if (this.#isOver) return
    this.#cancel?.()
    this.#cancel = this.#clock.at(atMs, () => {
      this.#sendNext()
        .catch(error => {
          if (!this.#isOver) this.#onFault('a campaign', error)
          return this.#clock.nowMs() + AFTER_FAULT_MS
        })
        .then(nextMs => {
          if (nextMs !== undefined) this.#looksAt(nextMs)
        })
    })
  }

  /** Sends the notice that is due first. Gives when to look for the next; undefined where no more are to be sent. */
  async #sendNext(): Promise<number | undefined> {
    const { store, name } = this.#runtime.options
    const wanted = { kind: 'campaign-item', state: 'waiting' } as const
    const [item] = await store.papers(name, { ...wanted, dueByMs: this.#runtime.nowMs, limit: 1 })
    if (!item) {
      const later = await store.papers(name, { ...wanted, limit: ITEMS_MAX })
      return later.length === 0 ? undefined : Math.min(...later.map(({ dueMs = NEVER_MS }) => dueMs))
    }
    const caller = await store.caller(item.caller)
    await this.#runtime.submit({
      reports: async view => {
        // Another node may have sent it meanwhile, or the caller may have been erased.
        const now = await view.paper('campaign-item', item.id)
        if (now?.state !== 'waiting' || !caller) return []
        const dueMs = this.#dueMs(now, caller.number, view.atMs)
        if (dueMs === undefined) return settled(view, now, 'too-late')
        if (dueMs > view.atMs) return settled(view, now, 'waiting', dueMs)
        if (caller.texts !== undefined)
          return settled(view, now, caller.texts === 'stopped' ? 'opted-out' : 'unreachable')
        return [...settled(view, now, 'sent'), this.#textOf(now)]
      },
    })
    return this.#clock.nowMs() + EVERY_MS
  }

  /** When a notice may be sent: now, or later; undefined where it is of no use by then. */
  #dueMs({ body }: Paper<'campaign-item'>, number: string, atMs: number): number | undefined {
    const { definition } = this.#lineNamed(body.line)
    const legalMs = new CallingHours(definition, zonesOf(number)).next(atMs)
    return legalMs < endOfUseMs(definition, body) ? legalMs : undefined
  }

  #textOf({ caller, body: { line, matter } }: Paper<'campaign-item'>): Report {
    const { prompt } = this.#lineNamed(line).definition.matters!.find(({ name }) => name === matter)!
    return { kind: 'texted', data: { line, caller, prompt } }
  }

  #lineNamed(name: string): { readonly definition: LineDefinition } {
    const { centre } = this.#runtime
    const line = centre.lineOf(name)
    if (line >= 0) return centre.centre.state.lines[line]!.table.line
    const lines = centre.centre.state.lines.map(({ table }) => table.names.line)
    throw new WrongInput(`there is no line "${name}"; there is: ${lines.join(', ')}.`)
  }
}

async function keepItem(
  view: View,
  {
    id,
    index,
    line,
    notice,
    fromMs,
  }: { id: string; index: number; line: string; notice: Notice; fromMs: number | undefined },
): Promise<void> {
  const { number, name, language, matter, due } = notice
  const caller = await view.callerKey(number)
  if (name !== undefined || language !== undefined)
    view.changeCaller({
      key: caller,
      ...(name !== undefined && { name }),
      ...(language !== undefined && { language }),
    })
  const body: CampaignItemBody = { campaign: id, line, matter, ...(due !== undefined && { due }) }
  const state = fromMs === undefined ? 'too-late' : 'waiting'
  const dueMs = fromMs === undefined ? {} : { dueMs: fromMs }
  view.keepPaper({
    kind: 'campaign-item',
    id: `${id}-${index}`,
    caller,
    call: 0,
    state,
    atMs: view.atMs,
    ...dueMs,
    body,
  })
}

/** Keeps where a notice stands from now on. */
function settled(view: View, item: Paper<'campaign-item'>, state: string, dueMs?: number): readonly Report[] {
  const { dueMs: _, ...paper } = item
  view.keepPaper({ ...paper, state, ...(dueMs !== undefined && { dueMs }) })
  return []
}
