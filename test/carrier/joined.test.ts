import { expect, test } from 'vitest'
import type { Entry } from '../../src/call/journal.ts'
import { JoinedCarrier } from '../../src/carrier/joined.ts'
import type { Carrier, Effect } from '../../src/carrier/port.ts'
import { effectId } from '../../src/carrier/port.ts'

const ENTRY: Entry = { centre: 'main', seq: 7, atMs: 1_000, fact: { kind: 'alerts-due', data: {} } }
const HELD = new AbortController().signal

/** An edge that has something to do about every fact, and remembers all that it is told. */
class Edge implements Carrier {
  readonly acted: unknown[] = []
  seen = 0
  readonly #payloads: readonly string[]

  constructor(...payloads: string[]) {
    this.#payloads = payloads
  }

  note(): readonly Effect[] {
    this.seen++
    return this.#payloads.map((payload, index) => ({ payload, dueMs: 2_000 + index }))
  }

  committed(entries: readonly Entry[]): void {
    this.acted.push(entries.length)
  }

  async act(effect: Effect & { readonly id: string }, attempt: number): Promise<void> {
    this.acted.push({ ...effect, attempt })
  }

  asksByItself(call: number): boolean {
    return call === 1
  }

  snapshot(): unknown {
    return { seen: this.seen }
  }

  restore(snapshot: unknown): void {
    this.seen = (snapshot as { seen: number } | undefined)?.seen ?? 0
  }
}

test('effects of the phones come first and as they are, so that their ids count from 0; each finds its own edge', async () => {
  const phones = new Edge('{"do":"ring"}', '{"do":"end"}')
  const mail = new Edge('{"mail":1}')
  const posts = new Edge('{"post":1}')
  const joined = new JoinedCarrier(phones, { mail, posts })
  const effects = joined.note(ENTRY)
  expect(effects.slice(0, 2)).toEqual([
    { payload: '{"do":"ring"}', dueMs: 2_000 },
    { payload: '{"do":"end"}', dueMs: 2_001 },
  ])
  for (const [index, effect] of effects.entries())
    await joined.act({ ...effect, id: effectId(ENTRY, index) }, 3, HELD)
  expect(phones.acted).toMatchObject([{ id: 'main-7-0' }, { id: 'main-7-1' }])
  expect(mail.acted).toEqual([{ id: 'main-7-2', payload: '{"mail":1}', dueMs: 2_000, attempt: 3 }])
  expect(posts.acted).toMatchObject([{ id: 'main-7-3', payload: '{"post":1}' }])
})

test('what an edge left to do that is no longer there is passed over', async () => {
  const [effect] = new JoinedCarrier(new Edge(), { mail: new Edge('{}') }).note(ENTRY)
  const phones = new Edge()
  await new JoinedCarrier(phones, {}).act({ ...effect!, id: 'main-7-0' }, 1, HELD)
  expect(phones.acted).toEqual([])
})

test('each edge is told what is durable, and gets its own memory back', () => {
  const [phones, mail] = [new Edge(), new Edge()]
  const joined = new JoinedCarrier(phones, { mail })
  joined.note(ENTRY)
  joined.committed([ENTRY, ENTRY])
  expect([phones.acted, mail.acted]).toEqual([[2], [2]])
  const snapshot = joined.snapshot()
  joined.restore(undefined)
  expect([phones.seen, mail.seen]).toEqual([0, 0])
  mail.seen = 5
  joined.restore(snapshot)
  expect([phones.seen, mail.seen]).toEqual([1, 1])
})

test('only the phones ask by themselves', () => {
  const joined = new JoinedCarrier(new Edge(), { mail: new Edge() })
  expect([joined.asksByItself(1), joined.asksByItself(2)]).toEqual([true, false])
})
