import { assert } from '../base/assert.ts'
import type { Outcome } from '../call/directives.ts'
import { OUTCOMES } from '../call/directives.ts'
import type { Arrival, Entry } from '../call/journal.ts'
import { ON_CALL, WRAP_UP } from '../centre/agents.ts'
import { LINE_ZONE, NOT_CALLABLE } from '../centre/calling.ts'
import { FILED, IN_FLOW, TALKING } from '../centre/calls.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { State } from '../centre/state.ts'
import type { Contact } from '../store/contact.ts'
import type { Paper } from '../store/papers.ts'
import type { Draft, LedgerMemory, TalkAt } from './ledger-memory.ts'
import { freshLedger, isLedger } from './ledger-memory.ts'
import type { LiveWatch } from './live-watch.ts'
import type { Rated } from './scores.ts'

/** What is to be kept beside the journal because of one fact. */
export type Deed =
  | { readonly do: 'keep'; readonly contact: Paper<'contact'> }
  | { readonly do: 'rate'; readonly rated: Rated }
  /** The agent's work after a talk is done, though the call may be over for long. */
  | { readonly do: 'wrapped'; readonly call: number; readonly turn: number; readonly wrapMs: number }
  /** The agent says what the call was about; as a rule it is over. */
  | { readonly do: 'coded'; readonly call: number; readonly code: string }

/**
 * Gathers what came of each call while the centre steps it, and says with each fact what is to be kept of it. What it
 * gathers goes with the snapshots of the centre, and the facts since are told to it once more after a restart; what a
 * fact of the journal led to was kept with that fact, and is not asked for again.
 */
export class Ledger implements LiveWatch {
  #centre: JournaledCentre | undefined
  #memory: LedgerMemory = freshLedger()
  /** Of the fact that is being stepped. */
  #deeds: Deed[] = []
  /** The latest. */
  #arrived: Arrival | undefined
  #noted: { readonly entry: Entry; readonly deeds: readonly Deed[] } | undefined

  follows(centre: JournaledCentre, saved: unknown): void {
    this.#centre = centre
    this.#memory = isLedger(saved) ? saved : freshLedger()
    this.#deeds = []
    this.#noted = undefined
  }

  snapshot(): unknown {
    return this.#memory
  }

  /** What is to be kept because of this fact, if it is the last that was noted. */
  deedsOf(entry: Entry): readonly Deed[] {
    return this.#noted?.entry === entry ? this.#noted.deeds : []
  }

  queued(call: number, queue: number): void {
    const atMs = this.#state.nowMs
    const draft = this.#draft(call)
    const name = this.#queueName(queue)
    const last = draft.turns.at(-1)
    // Whoever is called back keeps the place, and the wait, in whatever way the call comes to its queue again.
    if (draft.joinedMs !== undefined && last?.isCallback && last.queue === name) return
    leaveQueue(draft, atMs)
    endTalk(draft, draft.turns.length - 1, atMs)
    draft.turns.push({ queue: name, waitMs: 0 })
    draft.joinedMs = atMs
  }

  answered(call: number, queue: number, agent: number, waitMs: number): void {
    const atMs = this.#state.nowMs
    const draft = this.#draft(call)
    if (draft.joinedMs === undefined) draft.turns.push({ queue: this.#queueName(queue), waitMs })
    const turn = draft.turns.at(-1)!
    turn.waitMs = waitMs
    turn.agent = this.#state.agents.names[agent]!
    delete draft.joinedMs
    draft.talkSinceMs = atMs
    const number = this.#state.calls.number[call]!
    this.#memory.talks.set(agent, { call: number, turn: draft.turns.length - 1 })
  }

  abandoned(call: number, _queue: number, _waitMs: number): void {
    const atMs = this.#state.nowMs
    leaveQueue(this.#draft(call), atMs)
  }

  keptPlace(call: number, queue: number): void {
    const atMs = this.#state.nowMs
    const draft = this.#draft(call)
    // The line is about to close: the place is kept where the caller would have waited.
    if (draft.joinedMs === undefined) {
      draft.turns.push({ queue: this.#queueName(queue), waitMs: 0 })
      draft.joinedMs = atMs
    }
    draft.turns.at(-1)!.isCallback = true
  }

  rated(call: number, score: number): void {
    const atMs = this.#state.nowMs
    const draft = this.#draft(call)
    const { calls, lines } = this.#state
    draft.score = score
    const turn = draft.turns.findLast(({ agent }) => agent !== undefined) ?? draft.turns.at(-1)
    this.#deeds.push({
      do: 'rate',
      rated: {
        ...{ call: calls.number[call]!, caller: calls.caller[call]!, score, by: 'keys', atMs },
        line: lines[calls.line[call]!]!.table.names.line,
        ...(turn && { queue: turn.queue }),
        ...(turn?.agent !== undefined && { agent: turn.agent }),
      },
    })
  }

  /** For its caller the call is over, whenever an agent hears the message. */
  filed(call: number, _queue: number, outcome: number): void {
    const atMs = this.#state.nowMs
    this.#ends(call, outcome, atMs)
  }

  heardMessage(): void {}

  ended(call: number, outcome: number): void {
    const atMs = this.#state.nowMs
    if ((this.#state.calls.flags[call]! & FILED) === 0) this.#ends(call, outcome, atMs)
  }

  #ends(call: number, outcome: number, atMs: number): void {
    const { calls } = this.#state
    const number = calls.number[call]!
    const draft = this.#draft(call)
    leaveQueue(draft, atMs)
    endTalk(draft, draft.turns.length - 1, atMs)
    this.#memory.drafts.delete(number)
    const contact = this.#contact(call, draft, OUTCOMES[outcome]!, atMs)
    this.#deeds.push({ do: 'keep', contact })
  }

  agentChanged(agent: number, from: number, to: number): void {
    const { agents, nowMs: atMs } = this.#state
    const sinceMs = agents.sinceMs[agent]!
    const { talks, drafts } = this.#memory
    const talk = talks.get(agent)
    if (!talk || from === to) return
    const draft = drafts.get(talk.call)
    if (from === ON_CALL && draft) {
      endTalk(draft, talk.turn, atMs)
      this.#seeWhetherHandedOver(talk.call, draft, agent, atMs)
    }
    if (from === WRAP_UP) this.#wrapped(draft, talk, atMs - sinceMs)
    if (to !== ON_CALL && to !== WRAP_UP) talks.delete(agent)
  }

  noted(entry: Entry): void {
    const { fact, directives = [], atMs } = entry
    for (const about of [fact.data, ...directives]) {
      if ('call' in about) this.#seeWhetherLeft(about.call, atMs)
    }
    if (fact.kind === 'coded') this.#coded(fact.data)
    if (fact.kind === 'owed') this.#owed(fact.data.call)
    this.#seeWhetherLost(entry)
    this.#noted = { entry, deeds: this.#deeds }
    this.#deeds = []
  }

  get #state(): State {
    assert(this.#centre, 'the ledger follows no centre')
    return this.#centre.centre.state
  }

  #draft(call: number): Draft {
    const number = this.#state.calls.number[call]!
    const known = this.#memory.drafts.get(number)
    if (known) return known
    const draft: Draft = { turns: [] }
    this.#memory.drafts.set(number, draft)
    return draft
  }

  #queueName(queue: number): string {
    return this.#state.queues.settings[queue]!.name
  }

  /** Nobody tells of a caller who leaves a queue for something else: it shows in the call. */
  #seeWhetherLeft(call: number, atMs: number): void {
    const draft = this.#memory.drafts.get(call)
    if (draft?.joinedMs === undefined) return
    if (this.#state.calls.phase[this.#centre!.slotOf(call)] === IN_FLOW) leaveQueue(draft, atMs)
  }

  /** The helper goes on with the talk that this agent leaves: nobody waited for that. */
  #seeWhetherHandedOver(number: number, draft: Draft, agent: number, atMs: number): void {
    const { calls, agents } = this.#state
    const call = this.#centre!.slotOf(number)
    if (call < 0 || calls.phase[call] !== TALKING || calls.agent[call] === agent) return
    const helper = calls.agent[call]!
    draft.turns.push({ queue: draft.turns.at(-1)!.queue, agent: agents.names[helper]! })
    draft.talkSinceMs = atMs
    this.#memory.talks.set(helper, { call: number, turn: draft.turns.length - 1 })
  }

  #owed(call: number): void {
    const draft = this.#memory.drafts.get(call)
    if (draft) draft.isOwed = true
  }

  #coded({ agent, call, code }: { agent: string; call: number; code: string }): void {
    // One that is about another call than the agent's last changed nothing.
    if (this.#state.agents.talkCall[this.#centre!.agentOf(agent)] !== call) return
    const draft = this.#memory.drafts.get(call)
    if (draft) draft.code = code
    else this.#deeds.push({ do: 'coded', call, code })
  }

  /** A caller whose arrival could be stepped in no way is hung up on, and no slot was ever taken: all is in the fact. */
  #seeWhetherLost({ fact, atMs }: Entry): void {
    if (fact.kind === 'arrived' || fact.kind === 'rescued') this.#arrived = fact.data
    const lost = this.#arrived
    if (fact.kind !== 'dropped' || fact.data.call !== lost?.call || this.#deeds.length > 0) return
    const { call, caller, line, tier } = lost
    const language = this.#state.lines[this.#centre!.lineOf(line)]!.table.names.languages[0]!
    this.#deeds.push({
      do: 'keep',
      contact: {
        ...{ kind: 'contact', id: String(call), call, caller, state: '', atMs },
        body: { line, channel: 'phone', endedMs: atMs, outcome: 'left', turns: [], language, tier },
      },
    })
  }

  #wrapped(draft: Draft | undefined, { call, turn }: TalkAt, wrapMs: number): void {
    if (draft) draft.turns[turn]!.wrapMs = wrapMs
    else this.#deeds.push({ do: 'wrapped', call, turn, wrapMs })
  }

  #contact(call: number, draft: Draft, outcome: Outcome, atMs: number): Paper<'contact'> {
    const { calls, lines } = this.#state
    const { turns, score, code, isOwed } = draft
    const { names } = lines[calls.line[call]!]!.table
    const number = calls.number[call]!
    return {
      ...{ kind: 'contact', id: String(number), call: number, caller: calls.caller[call]!, state: '' },
      atMs: calls.arrivedMs[call]!,
      body: {
        ...{ line: names.line, channel: 'phone', endedMs: atMs, outcome, turns },
        ...(score !== undefined && { score }),
        ...(code !== undefined && { code }),
        ...(isOwed && { isOwed }),
        ...zoneOf(this.#state, call),
        language: names.languages[calls.language[call]!]!,
        tier: names.tiers[calls.tier[call]!]!,
      },
    }
  }
}

/** Where the caller may be called, and whether at all. */
function zoneOf({ calls, zones }: State, call: number): Pick<Contact, 'zone' | 'isCallable'> {
  const number = calls.zone[call]!
  if (number === NOT_CALLABLE) return { isCallable: false }
  return number === LINE_ZONE ? {} : { zone: zones[number]! }
}

/** The wait is over, however it ended. */
function leaveQueue(draft: Draft, atMs: number): void {
  if (draft.joinedMs === undefined) return
  draft.turns.at(-1)!.waitMs = atMs - draft.joinedMs
  delete draft.joinedMs
}

function endTalk(draft: Draft, turn: number, atMs: number): void {
  if (draft.talkSinceMs === undefined) return
  draft.turns[turn]!.talkMs = atMs - draft.talkSinceMs
  delete draft.talkSinceMs
}
