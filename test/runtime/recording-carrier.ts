import type { Entry } from '../../src/call/journal.ts'
import type { Carrier, Effect } from '../../src/carrier/port.ts'

/**
 * A carrier that reaches nobody and keeps what it was told. What it remembers of a journal is a count and the last
 * sequence, which shows whether a restart gave it back.
 */
export class RecordingCarrier implements Carrier {
  /** Sequences in the order of their notes, since the last restore. */
  noted: number[] = []
  /** What it remembers. */
  memory = { facts: 0, lastSeq: 0 }
  readonly committedSeqs: number[] = []
  readonly acts: { id: string; payload: string; attempt: number }[] = []
  readonly asking = new Set<number>()
  /** Acts that fail before one succeeds. */
  failures = 0
  /** Awaited in the midst of each act. */
  meanwhile: () => Promise<void> = async () => {}

  note({ seq, directives = [] }: Entry): readonly Effect[] {
    this.noted.push(seq)
    this.memory = { facts: this.memory.facts + 1, lastSeq: seq }
    return directives.flatMap(directive =>
      directive.do === 'ring' || directive.do === 'dial' ? [{ payload: JSON.stringify(directive) }] : [],
    )
  }

  committed(entries: readonly Entry[]): void {
    this.committedSeqs.push(...entries.map(({ seq }) => seq))
  }

  async act({ id, payload }: Effect & { readonly id: string }, attempt: number): Promise<void> {
    this.acts.push({ id, payload, attempt })
    await this.meanwhile()
    if (this.failures === 0) return
    this.failures--
    throw new Error('the phone network is busy')
  }

  asksByItself(call: number): boolean {
    return this.asking.has(call)
  }

  snapshot(): unknown {
    return this.memory
  }

  restore(snapshot: unknown): void {
    this.noted = []
    this.memory = { ...((snapshot as RecordingCarrier['memory'] | undefined) ?? { facts: 0, lastSeq: 0 }) }
  }
}
