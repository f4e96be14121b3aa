import type { Entry } from '../call/journal.ts'
import type { Effect } from '../carrier/port.ts'
import { effectId } from '../carrier/port.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import { canonicalJson } from '../line/line-hash.ts'
import type { PaperKind } from '../store/paper-kinds.ts'
import type { Paper } from '../store/papers.ts'
import type { CentreHold } from '../store/port.ts'
import type {
  Answer,
  CallBinding,
  CallerChange,
  Commit,
  NewOutboxRow,
  NewRecording,
  NewRoster,
  NewSecret,
  Transcript,
} from '../store/rows.ts'
import type { View } from './work.ts'

/** How much of a batch there was at one moment. */
export interface Mark {
  readonly entries: number
  readonly outbox: number
  readonly bindings: number
  readonly secrets: number
  readonly recordings: number
  readonly transcripts: number
  readonly callers: number
  readonly papers: number
  readonly roster: NewRoster | undefined
}

/** What one round writes, gathered until its commit. */
export class Batch {
  readonly entries: Entry[] = []
  readonly #hold: CentreHold
  readonly #answered: Map<string, string>
  readonly #answers: Answer[] = []
  readonly #outbox: NewOutboxRow[] = []
  readonly #bindings: CallBinding[] = []
  readonly #secrets: NewSecret[] = []
  readonly #recordings: NewRecording[] = []
  readonly #transcripts: Transcript[] = []
  readonly #callers: CallerChange[] = []
  readonly #papers: Paper[] = []
  #roster: NewRoster | undefined

  constructor(hold: CentreHold, answered: ReadonlyMap<string, string>) {
    this.#hold = hold
    this.#answered = new Map(answered)
  }

  get isEmpty(): boolean {
    const beside = [
      this.#bindings,
      this.#secrets,
      this.#recordings,
      this.#transcripts,
      this.#callers,
      this.#papers,
    ]
    const isEmpty = [this.entries, this.#answers, ...beside].every(rows => rows.length === 0)
    return isEmpty && !this.#roster
  }

  /** What must reach other legs. */
  get outbox(): readonly NewOutboxRow[] {
    return this.#outbox
  }

  /** Takes rows for whoever acts on them right after the commit: spares the store a second commit for the lease. */
  lease(choose: (rows: readonly NewOutboxRow[]) => NewOutboxRow[]): void {
    this.#outbox.splice(0, Number.POSITIVE_INFINITY, ...choose(this.#outbox))
  }

  add(entry: Entry, effects: readonly Effect[]): void {
    this.entries.push(entry)
    effects.forEach(({ payload, dueMs = entry.atMs }, index) => {
      this.#outbox.push({ id: effectId(entry, index), seq: entry.seq, payload, dueMs })
    })
  }

  /** What was answered under a token, before this round or in it. */
  answerTo(token: string): string | undefined {
    return this.#answered.get(token)
  }

  keepAnswer(token: string, answer: string, atMs: number): void {
    this.#answered.set(token, answer)
    this.#answers.push({ token, answer, atMs })
  }

  /** Where the batch stands, for `backTo`. */
  mark(): Mark {
    return {
      entries: this.entries.length,
      outbox: this.#outbox.length,
      bindings: this.#bindings.length,
      secrets: this.#secrets.length,
      recordings: this.#recordings.length,
      transcripts: this.#transcripts.length,
      callers: this.#callers.length,
      papers: this.#papers.length,
      roster: this.#roster,
    }
  }

  /** Drops what was gathered since the mark, answers apart: they come last. True when there were facts in it. */
  backTo(mark: Mark): boolean {
    this.#outbox.length = mark.outbox
    this.#bindings.length = mark.bindings
    this.#secrets.length = mark.secrets
    this.#recordings.length = mark.recordings
    this.#transcripts.length = mark.transcripts
    this.#callers.length = mark.callers
    this.#papers.length = mark.papers
    this.#roster = mark.roster
    return this.entries.splice(mark.entries).length > 0
  }

  view(centre: JournaledCentre, atMs: number): View {
    return {
      centre,
      atMs,
      callerKey: number => this.#hold.callerKey({ number, atMs }),
      bind: (callSid, call) => void this.#bindings.push({ callSid, call, atMs }),
      keepSecret: (call, caller, what, value) => void this.#secrets.push({ call, caller, what, value, atMs }),
      keepRecording: (call, caller, recording) =>
        void this.#recordings.push({ call, caller, ...recording, atMs }),
      keepTranscript: transcript => void this.#transcripts.push(transcript),
      changeCaller: change => void this.#callers.push(change),
      keepRoster: roster => this.#keepRoster(roster),
      keepPaper: paper => void this.#papers.push(paper),
      paper: (kind, id) => this.#paper(kind, id),
    }
  }

  /** Of two in one round the second counts; PINs that only the first brings are as new as they were. */
  #keepRoster(roster: NewRoster): void {
    const { agents, pins } = roster
    const before = this.#roster?.pins.filter(
      ({ name }) => agents.includes(name) && !pins.some(pin => pin.name === name),
    )
    this.#roster = before ? { ...roster, pins: [...before, ...pins] } : roster
  }

  async #paper<Kind extends PaperKind>(kind: Kind, id: string): Promise<Paper<Kind> | undefined> {
    const kept = this.#papers.findLast(paper => paper.kind === kind && paper.id === id)
    return (kept as Paper<Kind> | undefined) ?? this.#hold.paper(kind, id)
  }

  commit(): Commit {
    return {
      facts: this.entries.map(({ seq, atMs, fact, directives }) => ({
        seq,
        atMs,
        kind: fact.kind,
        data: canonicalJson(fact.data),
        directives: JSON.stringify(directives),
      })),
      answers: this.#answers,
      outbox: this.#outbox,
      calls: this.#bindings,
      secrets: this.#secrets,
      recordings: this.#recordings,
      transcripts: this.#transcripts,
      callers: this.#callers,
      papers: this.#papers,
      ...(this.#roster && { roster: this.#roster }),
    }
  }
}
