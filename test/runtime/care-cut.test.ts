import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { defineLine } from '../../src/call/define-line.ts'
import type { Arrival, Entry } from '../../src/call/journal.ts'
import { formatEntry } from '../../src/call/journal.ts'
import { cutCalls } from '../../src/runtime/cut.ts'
import { cutCallsOf } from '../../src/runtime/cut-calls.ts'
import { parseHead } from '../../src/runtime/cut-file.ts'
import { LoneLine } from '../../src/runtime/cut-lone-line.ts'
import { rerun } from '../../src/runtime/cut-rerun.ts'
import { partingOf } from '../../src/runtime/cut-transcript.ts'
import { JournalFile, writeJournalFile } from '../../src/runtime/journal-file.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { transcript } from '../../src/runtime/transcript.ts'
import { care, LATER_MS } from '../centre/care.ts'
import { CLOSING_MS } from '../centre/lines.ts'
import { House } from './house.ts'
import { OPEN_MS } from './lines.ts'
import { ManualClock } from './manual-clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-care-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LINE = defineLine(care().definition, care().flow)

const ROSTER = JSON.stringify([
  { name: 'ann', skills: ['care/billing'] },
  { name: 'bob', skills: ['care/account', 'care/billing'] },
  { name: 'cyd', skills: ['care/night'] },
])

/** What agents do, of which the last happen in the midst of talks. */
const DOES = [
  ...(['signed-in', 'accepted', 'left', 'ready'] as const),
  ...(['held', 'resumed', 'uninvited', 'handed-over', 'recording-paused', 'recording-resumed'] as const),
] as const

class CareHouse {
  readonly house: House

  constructor(house: House) {
    this.house = house
  }

  static async open(startMs = OPEN_MS): Promise<CareHouse> {
    return new CareHouse(await House.open({ lines: [LINE], roster: ROSTER, clock: new ManualClock(startMs) }))
  }

  async rings(caller: number, known?: Arrival['known']): Promise<number> {
    const data = { line: 'care', caller, tier: 'ordinary', ...(known && { known }) }
    const [first] = await this.house.reports({ kind: 'arrived', data })
    return (first!.fact.data as Arrival).call
  }

  async hears(call: number, ...events: string[]): Promise<void> {
    for (const event of events) {
      await this.house.passes(2_000)
      await this.house.reports({ kind: 'heard', data: { call, event } })
    }
  }

  async agent(kind: (typeof DOES)[number], agent: string): Promise<void> {
    await this.house.reports({ kind, data: { agent } })
  }

  async transfers(agent: string, queue: string): Promise<void> {
    await this.house.reports({ kind: 'transferred', data: { agent, queue } })
  }

  async cuts(): Promise<string[]> {
    const texts: string[] = []
    const range = { first: 1, last: Number.MAX_SAFE_INTEGER }
    for await (const { number, text, reason } of cutCalls(
      new StoredJournal(this.house.store, 'main'),
      range,
    )) {
      expect(reason, `call ${number}`).toBeUndefined()
      texts[number - 1] = text
    }
    return texts
  }
}

/** What the calls of some text are today, each undefined where it is the same. */
function rerunText(text: string) {
  const path = join(folder, 'calls.jsonl')
  writeFileSync(path, text)
  const lone = new LoneLine(LINE)
  return [...cutCallsOf(path)].map(call => rerun(call, lone))
}

/** One caller after the other meets with everything that the line can do. */
async function fullDay(): Promise<CareHouse> {
  const day = await CareHouse.open()
  await day.agent('signed-in', 'ann')
  await day.agent('signed-in', 'bob')
  const returning = await day.rings(1, {
    openCase: true,
    agent: 'bob',
    matters: ['payment-due', 'unheard-of'],
  })
  await day.hears(returning, 'key.1')
  await day.agent('accepted', 'bob')
  await day.transfers('bob', 'night')
  await day.transfers('bob', 'account')
  await day.agent('ready', 'bob')
  await day.agent('accepted', 'bob')
  await day.agent('left', 'bob')
  await day.hears(returning, 'key.5')
  const entering = await day.rings(0)
  await day.hears(entering, 'key.1', 'key.3', 'entry.valid')
  const slipping = await day.rings(0, { openCase: false })
  await day.hears(slipping, 'key.1', 'key.3', 'entry.invalid', 'recording.kept')
  const withheld = await day.rings(0)
  await day.hears(withheld, 'key.1', 'key.2', 'recording.empty')
  const later = await day.rings(2)
  await day.hears(later, 'key.1', 'key.5')
  await day.house.passes(LATER_MS)
  await day.house.reports({ kind: 'callback-answered', data: { call: entering } })
  await day.hears(entering, 'key.1')
  await day.agent('accepted', 'ann')
  await day.house.reports({ kind: 'hung-up', data: { call: entering } })
  await day.house.passes(10_000)
  return day
}

test('a call that meets with everything new stands in its file as people would tell it, without a digit', async () => {
  const day = await fullDay()
  const [returning, entering, slipping, withheld, later] = await day.cuts()
  const head = '"known":{"agent":"bob","matters":["payment-due","unheard-of"],"openCase":true}}'
  expect(returning!.split('\n')[0]).toContain(head)
  const told = returning!.replaceAll(/"at":[\d.]+,/g, '').split('\n')
  expect(told.slice(1, 10)).toEqual([
    '{"speaks":"en-US"}',
    '{"heard":"payment-due"}',
    '{"consents":true}',
    '{"identifies":"returning"}',
    '{"heard":"your-case"}',
    '{"prefers":"last agent"}',
    '{"asked":"main","keys":1,"seconds":8}',
    '{"pressed":"1"}',
    '{"joins":"billing"}',
  ])
  expect(told).toContain('{"transferred":"account"}')
  expect(told).not.toContain('{"transferred":"night"}')
  expect(told.slice(-5, -1)).toEqual([
    '{"asked":"survey","keys":1,"seconds":8}',
    '{"pressed":"5"}',
    '{"rates":5}',
    '{"ends":"call"}',
  ])
  expect(entering).toContain('"asked":"number","keys":15,"least":7,"as":"number","seconds":8}')
  expect(entering).toContain('"entered":"valid"}')
  expect(entering).toContain('"uses":"number"}')
  expect(entering).toMatch(/"heard":"callback-promised","promised":"2026-12-14T15:\d\d:\d\d\.\d{3}Z"}/)
  expect(entering).toContain('"caller":"picks up"}')
  expect(slipping).toContain('"records":"message","seconds":120}')
  expect(slipping).toContain('"recorded":"kept"}')
  expect(withheld).toContain('"callback":"refused"}')
  expect(withheld).toContain('"recorded":"empty"}')
  expect(later).toContain('"promises":"opening"}')
})

test('cut out of a journal each call is the same when it is run again', async () => {
  const cuts = await (await fullDay()).cuts()
  expect(rerunText(cuts.join('')).filter(today => today !== undefined)).toEqual([])
})

test('an edit of what was known, entered, recorded or promised is found, and its parting shown', async () => {
  const [returning, entering, slipping] = await (await fullDay()).cuts()
  const edited = [
    returning!.replace('"openCase":true', '"openCase":false'),
    returning!.replace('["payment-due","unheard-of"]', '["card-sent"]'),
    returning!.replace('{"transferred":"account"}', '{"transferred":"billing"}'),
    entering!.replace('"entered":"valid"', '"entered":"invalid"'),
    entering!.replace(/"promised":"[^"]*"/, '"promised":"2026-12-14T12:00:00.000Z"'),
    slipping!.replace('"recorded":"kept"', '"recorded":"empty"'),
  ]
  const changes = rerunText(edited.join('')).map((today, index) => {
    if (today === undefined) return 'the same'
    const { recorded, today: now } = partingOf(edited[index]!.trimEnd().split('\n'), today)
    return [recorded[0]?.text, now[0]?.text].join(' | ')
  })
  expect(changes.slice(0, 2)).toEqual(['is returning | is known', 'heard payment-due | heard card-sent'])
  expect(changes[3]).toBe('is called back at the number entered | heard message')
  expect(changes[4]).toMatch(
    /^heard callback-promised: 2026-12-14T12.* \| heard callback-promised: 2026-12-14T15/,
  )
  // Both lead to the end of the call, so nothing but the input differs, and an input may be edited.
  expect(changes[5]).toBe('the same')
})

test('a head that says nonsense of a caller is an input error that shows what is right', () => {
  const head = '{"call":"care","rang":"2026-12-14T10:00:00-05:00","tier":"ordinary","number":"known","known":'
  for (const known of ['7', '{"agent":1}', '{"matters":"payment-due"}', '{"number":"5550100"}'])
    expect(() => parseHead(`${head}${known}}`)).toThrow(WrongInput)
  expect(() => parseHead(`${head}null}`)).toThrow('expected such as {"openCase":true,"agent":"ann"')
})

test('a journal with everything new replays to the byte, also from a file', async () => {
  const { house } = await fullDay()
  const stored = new StoredJournal(house.store, 'main')
  const facts = house.runtime.seq
  expect(await replay(stored)).toMatchObject({ facts, differingFacts: 0, differingCalls: 0 })
  const path = join(folder, 'journal.jsonl')
  await writeJournalFile(path, stored)
  expect(await replay(new JournalFile(path))).toMatchObject({ facts, differingFacts: 0 })
})

test('the transcript of a call tells what was known, promised, recorded and to whom the caller was handed on', async () => {
  const journal = await (await fullDay()).house.journal()
  const told = (call: number) => transcript(journal, call, 0).map(({ did, what }) => `${did} ${what}`.trim())
  expect(transcriptOf(journal, 1)).toEqual(
    expect.arrayContaining([
      'arrived care, known by an open case, payment-due, unheard-of',
      'handed on to account',
    ]),
  )
  expect(told(2).some(line => /^heard callback-promised for 2026-12-14T15:/.test(line))).toBe(true)
  expect(told(3)).toEqual(expect.arrayContaining(['entered invalid', 'heard message', 'recorded a message']))
})

/** All of a transcript, of which the end alone is shown. */
function transcriptOf(journal: readonly Entry[], call: number): string[] {
  return journal.flatMap((_, end) =>
    transcript(journal.slice(0, end + 1), call, 0).map(({ did, what }) => `${did} ${what}`),
  )
}

const EVENTS = [
  ...['key.1', 'key.1', 'key.2', 'key.3', 'key.4', 'key.5', 'key.6', 'silence'],
  ...['entry.valid', 'entry.invalid', 'recording.kept', 'recording.empty', 'callback.answered'],
]

/** Anybody does anything. */
async function wildDay(seed: number, startMs: number): Promise<CareHouse> {
  const day = await CareHouse.open(startMs)
  const random = new RandomStream(seed)
  const any = <T>(list: readonly T[]) => list[Math.floor(random.next() * list.length)]!
  for (let i = 0; i < 350; i++) {
    const arrived = day.house.runtime.centre.nextCall - 1
    const call = Math.max(1, arrived - Math.floor(random.next() * 12))
    const agent = any(['ann', 'bob', 'cyd'])
    const draw = random.next()
    const known = { openCase: random.next() < 0.5, agent, matters: any([[], ['payment-due'], ['card-sent']]) }
    const event = any(EVENTS)
    if (draw < 0.2) await day.rings(any([0, 1, 2, 3, 4]), random.next() < 0.5 ? known : undefined)
    else if (draw < 0.5 && event === 'callback.answered')
      await day.house.reports({ kind: 'callback-answered', data: { call } })
    else if (draw < 0.47) await day.hears(call, event)
    else if (draw < 0.5) await day.hears(call, 'key.1', 'key.3', 'entry.valid')
    else if (draw < 0.55) await day.house.reports({ kind: 'hung-up', data: { call } })
    else if (draw < 0.57) await day.house.reports({ kind: 'recovered', data: { call } })
    else if (draw < 0.6) await day.house.reports({ kind: 'callback-missed', data: { call } })
    else if (draw < 0.68) await day.transfers(agent, any(['billing', 'account', 'night']))
    else if (draw < 0.72)
      await day.house.reports({ kind: 'invited', data: { agent, other: any(['ann', 'bob']) } })
    else if (draw < 0.78) await day.agent(any(DOES.slice(4)), agent)
    else await day.agent(any(['signed-in', 'accepted', 'accepted', 'left', 'ready']), agent)
    await day.house.passes(Math.floor(random.next() * 20_000))
  }
  return day
}

test('a call that was held, helped with and handed over goes the same way alone', async () => {
  const day = await CareHouse.open()
  await day.agent('signed-in', 'ann')
  const call = await day.rings(1)
  await day.hears(call, 'key.1')
  await day.agent('accepted', 'ann')
  await day.agent('signed-in', 'bob')
  await day.agent('held', 'ann')
  await day.house.reports({ kind: 'invited', data: { agent: 'ann', other: 'bob' } })
  await day.agent('recording-paused', 'ann')
  await day.agent('accepted', 'bob')
  await day.agent('handed-over', 'ann')
  await day.agent('left', 'bob')
  await day.hears(call, 'key.5')
  const [text = ''] = await day.cuts()
  expect(text).toContain('{"answered":"ann"}'.slice(1))
  expect(text).toContain('{"left":"bob"}'.slice(1))
  expect(rerunText(text)).toEqual([undefined])
  const directed = (await day.house.journal()).flatMap(({ directives = [] }) => directives.map(act => act.do))
  expect(directed).toEqual(expect.arrayContaining(['hold', 'join', 'part', 'unhold', 'record-talk']))
  expect(await replay(new StoredJournal(day.house.store, 'main'))).toMatchObject({ differingFacts: 0 })
})

test('whatever happens at a line that can do all of it, each call goes the same way alone, and no digit is anywhere', async () => {
  const kinds = new Set<string>()
  for (const [seed, startMs] of [
    [1, OPEN_MS],
    [2, CLOSING_MS - 3_600_000],
  ] as const) {
    const day = await wildDay(seed, startMs)
    const text = (await day.cuts()).join('')
    expect(text).not.toContain('assumed')
    expect(rerunText(text).filter(today => today !== undefined)).toEqual([])
    for (const [, kind] of text.matchAll(/^\{"at":[\d.]+,"(\w+)":"?[^"\n]*/gm)) kinds.add(kind!)
    const stored = new StoredJournal(day.house.store, 'main')
    expect(await replay(stored)).toMatchObject({ differingFacts: 0 })
    const journal = (await day.house.journal()).map(formatEntry).join('\n')
    // Times are milliseconds since 1970, the hash of a line is a text of its own.
    expect(
      journal.replaceAll(
        /"(atMs|dueMs|promisedMs|openingMs|timeoutMs|seq|v|call|caller)":\d+|"hash":"\w+"/g,
        '',
      ),
    ).not.toMatch(/\d{4}/)
  }
  for (const kind of [
    'entered',
    'recorded',
    'transferred',
    'records',
    'promises',
    'uses',
    'prefers',
    'identifies',
  ])
    expect(kinds, kind).toContain(kind)
}, 20_000)
