import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import type { Commit, Leased } from '../../src/store/rows.ts'
import { fact, read } from './store-facts.ts'

/** A store as lists in memory: what the port means, with no thought of disk, lock or speed. */
class Model {
  readonly facts: number[] = []
  readonly answers = new Map<string, { answer: string; atMs: number }>()
  readonly outbox: {
    id: string
    dueMs: number
    untilMs: number
    attempt: number
    outcome?: string
    atMs?: number
  }[] = []
  readonly callers = new Map<string, number>()
  readonly secrets: { call: number; caller: number; value: string; atMs: number }[] = []

  lease(nowMs: number, leaseMs: number, limit: number): Pick<Leased, 'id' | 'attempt' | 'untilMs'>[] {
    const free = this.outbox.filter(
      row => row.outcome === undefined && row.dueMs <= nowMs && row.untilMs <= nowMs,
    )
    // Array sort is stable: equal due times stay in the order of their commits.
    return free
      .sort((a, b) => a.dueMs - b.dueMs)
      .slice(0, limit)
      .map(row => {
        row.untilMs = nowMs + leaseMs
        row.attempt++
        return { id: row.id, attempt: row.attempt, untilMs: row.untilMs }
      })
  }
}

type Step =
  | {
      do: 'commit'
      facts: number
      token: number
      rows: number[]
      settle: number
      number: number
      value: string
      fail: boolean
    }
  | { do: 'lease'; laterMs: number; leaseMs: number; limit: number }
  | { do: 'erase'; number: number }
  | { do: 'forget'; what: 'answers' | 'secrets' | 'settled'; agoMs: number }
  | { do: 'read'; since: number }

const small = fc.nat(5)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('commit' as const),
        facts: small,
        token: fc.nat(8),
        rows: fc.array(fc.nat(200), { maxLength: 3 }),
        settle: fc.nat(12),
        number: fc.nat(3),
        value: fc.string({ maxLength: 5, unit: 'grapheme' }),
        fail: fc.boolean(),
      }),
    },
    fc.record({
      do: fc.constant('lease' as const),
      laterMs: fc.nat(60),
      leaseMs: fc.integer({ min: 1, max: 90 }),
      limit: small,
    }),
    fc.record({ do: fc.constant('erase' as const), number: fc.nat(3) }),
    fc.record({
      do: fc.constant('forget' as const),
      what: fc.constantFrom('answers' as const, 'secrets' as const, 'settled' as const),
      agoMs: fc.nat(100),
    }),
    fc.record({ do: fc.constant('read' as const), since: fc.nat(30) }),
  ),
  { minLength: 1, maxLength: 40 },
)

/** Runs random series of operations on a store and on the model, and compares whatever can be read. */
export function storeModel(name: string, open: () => Promise<Store>, runs = 100): void {
  test(`${name}: store: any series of commits, leases, erasures and forgetting does what lists in memory do`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async series => {
        const store = await open()
        const run = new Run(store)
        try {
          for (const step of series) await run.step(step)
        } finally {
          await store.close()
        }
      }),
      { numRuns: runs },
    )
  })
}

class Run {
  readonly #store: Store
  readonly #model = new Model()
  /** Erased keys; none may come back. */
  readonly #erased = new Set<number>()
  #nowMs = 100
  #ids = 0

  constructor(store: Store) {
    this.#store = store
  }

  async step(step: Step): Promise<void> {
    this.#nowMs += 7
    if (step.do === 'commit') await this.#commit(step)
    else if (step.do === 'lease') await this.#lease(step)
    else if (step.do === 'erase') await this.#erase(`+1555000${step.number}`)
    else if (step.do === 'forget') await this.#forget(step.what, this.#nowMs - step.agoMs)
    else await this.#read(step.since)
  }

  async #commit(step: Step & { do: 'commit' }): Promise<void> {
    const model = this.#model
    const atMs = this.#nowMs
    const token = `t${step.token}`
    const number = `+1555000${step.number}`
    await this.#store.withCentre('main', async hold => {
      expect(hold.lastSeq).toBe(model.facts.length)
      const known = await hold.answersTo([token])
      expect(known.get(token)).toBe(model.answers.get(token)?.answer)
      const caller = await hold.callerKey({ number, atMs })
      if (model.callers.has(number)) expect(caller).toBe(model.callers.get(number))
      else expect(this.#erased.has(caller)).toBe(false)
      if (step.fail) return

      const seqs = Array.from({ length: step.facts }, (_, i) => hold.lastSeq + 1 + i)
      const rows = hold.lastSeq + step.facts > 0 ? step.rows : []
      const commit: Commit = {
        facts: seqs.map(seq => fact(seq, atMs)),
        answers: known.has(token) ? [] : [{ token, answer: step.value, atMs }],
        outbox: rows.map((inMs, i) => ({
          id: `o${this.#ids + i}`,
          seq: 1,
          payload: '{}',
          dueMs: atMs + inMs,
        })),
        settled: [{ id: `o${step.settle}`, outcome: 'done', atMs }],
        secrets: [{ call: step.number, caller, what: 'speech', value: step.value, atMs }],
      }
      await hold.commit(commit)
      this.#ids += rows.length
      this.#keep(commit, { number, caller })
    })
  }

  #keep(commit: Commit, { number, caller }: { number: string; caller: number }): void {
    const model = this.#model
    for (const { atMs } of commit.facts) model.facts.push(atMs)
    for (const { token, answer, atMs } of commit.answers ?? []) model.answers.set(token, { answer, atMs })
    for (const { id, dueMs } of commit.outbox ?? []) model.outbox.push({ id, dueMs, untilMs: 0, attempt: 0 })
    for (const { id, outcome, atMs } of commit.settled ?? []) {
      const row = model.outbox.find(row => row.id === id)
      if (row && row.outcome === undefined) Object.assign(row, { outcome, atMs })
    }
    model.callers.set(number, caller)
    for (const { call, value, atMs } of commit.secrets ?? [])
      model.secrets.push({ call, caller, value, atMs })
  }

  async #lease({ laterMs, leaseMs, limit }: Step & { do: 'lease' }): Promise<void> {
    this.#nowMs += laterMs
    const nowMs = this.#nowMs
    const leased = await this.#store.leaseOutbox({ centre: 'main', node: 'n', nowMs, leaseMs, limit })
    const got = leased.map(({ id, attempt, untilMs }) => ({ id, attempt, untilMs }))
    expect(got).toEqual(this.#model.lease(nowMs, leaseMs, limit))
  }

  async #erase(number: string): Promise<void> {
    const key = this.#model.callers.get(number)
    expect((await this.#store.callerByNumber(number))?.key).toBe(key)
    if (key === undefined) return
    const said = removeWhere(this.#model.secrets, secret => secret.caller === key)
    this.#model.callers.delete(number)
    this.#erased.add(key)
    expect(await this.#store.eraseCaller(key)).toBe(said + 1)
  }

  async #forget(what: 'answers' | 'secrets' | 'settled', beforeMs: number): Promise<void> {
    const { answers, secrets, outbox } = this.#model
    let expected = 0
    if (what === 'secrets') expected = removeWhere(secrets, ({ atMs }) => atMs < beforeMs)
    else if (what === 'settled')
      expected = removeWhere(outbox, ({ atMs }) => atMs !== undefined && atMs < beforeMs)
    else for (const [token, { atMs }] of answers) if (atMs < beforeMs && answers.delete(token)) expected++
    expect(await this.#store.forget(what, beforeMs)).toBe(expected)
  }

  async #read(since: number): Promise<void> {
    const { facts, secrets, outbox } = this.#model
    const rows = await read(this.#store.factsSince('main', since))
    expect(rows.map(row => row.atMs)).toEqual(facts.slice(since))
    const expected = secrets
      .filter(secret => secret.call === since % 4)
      .map(({ value }) => ({ what: 'speech', value }))
    expect(await this.#store.secretsOf('main', since % 4)).toEqual(expected)
    const open = outbox.filter(row => row.outcome === undefined).length
    expect(await this.#store.outstanding('main', 1_000)).toHaveLength(open)
  }
}

function removeWhere<T>(list: T[], which: (item: T) => boolean): number {
  const kept = list.filter(item => !which(item))
  const removed = list.length - kept.length
  list.splice(0, list.length, ...kept)
  return removed
}
