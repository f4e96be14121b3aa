import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { RandomStream } from '../../src/base/random.ts'
import { HOUR_MS, MINUTE_MS } from '../../src/base/units.ts'
import { hold } from '../../src/call/blocks.ts'
import type { Line } from '../../src/call/line.ts'
import type { Cut } from '../../src/runtime/cut.ts'
import { cutCalls } from '../../src/runtime/cut.ts'
import { cutCallsOf } from '../../src/runtime/cut-calls.ts'
import { LoneLine } from '../../src/runtime/cut-lone-line.ts'
import { rerun } from '../../src/runtime/cut-rerun.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { lineOf } from '../call/blocks/small-line.ts'
import { nextCardReport, ROSTER } from './card-day.ts'
import { House } from './house.ts'
import { desk, laterDesk, OPEN_MS } from './lines.ts'
import { ManualClock } from './manual-clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-cut-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ALL = { first: 1, last: Number.MAX_SAFE_INTEGER }

async function cutsOf(house: House, range = ALL): Promise<Cut[]> {
  const cuts: Cut[] = []
  for await (const cut of cutCalls(new StoredJournal(house.store, 'main'), range)) cuts.push(cut)
  return cuts
}

/** What the calls of some text are by a line, each undefined where it is the same. */
function rerunText(text: string, line: Line) {
  const path = join(folder, 'calls.jsonl')
  writeFileSync(path, text)
  const lone = new LoneLine(line)
  return [...cutCallsOf(path)].map(call => rerun(call, lone))
}

/** Callers and agents who do anything at any time, called back and cut off by closing time among them. */
async function wildDay(seed: number): Promise<House> {
  // An hour and a half before closing time.
  const clock = new ManualClock(OPEN_MS + 8.5 * HOUR_MS)
  const house = await House.open({ lines: [cardSupport], roster: ROSTER, clock })
  const random = new RandomStream(seed)
  const agents = (JSON.parse(ROSTER) as { name: string }[]).map(({ name }) => name)
  for (let i = 0; i < 400; i++) {
    const arrived = house.runtime.centre.nextCall - 1
    const call = 1 + Math.floor(random.next() * arrived)
    const draw = random.next()
    if (arrived > 0 && draw < 0.07) await house.reports({ kind: 'callback-answered', data: { call } })
    else if (arrived > 0 && draw < 0.2) await house.reports({ kind: 'callback-missed', data: { call } })
    else if (draw < 0.25) await house.arrives(0, 'card-support')
    else if (draw < 0.35)
      await house.reports(...agents.map(agent => ({ kind: 'accepted', data: { agent } }) as const))
    else await house.reports(nextCardReport(random, arrived))
    await house.passes(Math.floor(random.next() * 30_000))
  }
  // At last whoever waits asks to be called back; that is picked up twice, and then by nobody any more.
  for (const event of ['key.1', 'silence', 'silence']) {
    for (let call = 1; call < house.runtime.centre.nextCall; call++)
      await house.reports({ kind: 'heard', data: { call, event } })
  }
  // At night nobody is called.
  await house.passes(14 * HOUR_MS)
  for (let round = 0; round < 16; round++) {
    for (const agent of agents) {
      await house.reports({ kind: 'signed-in', data: { agent } }, { kind: 'left', data: { agent } })
      await house.reports({ kind: 'ready', data: { agent } })
    }
    for (let call = 1; call < house.runtime.centre.nextCall; call++) {
      const kind = round > 1 ? 'callback-missed' : 'callback-answered'
      await house.reports({ kind, data: { call } })
      if (round < 6) await house.presses(call, '1')
    }
    // Whatever was promised is due by then.
    if (round === 6) await house.passes(4 * HOUR_MS)
    await house.passes(6 * MINUTE_MS)
  }
  return house
}

test('whatever callers and agents do, each call goes the same way alone as it went among others', async () => {
  const kinds = new Set<string>()
  for (const seed of [1, 2, 3]) {
    const house = await wildDay(seed)
    const cuts = await cutsOf(house)
    expect(cuts.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: house.runtime.centre.nextCall - 1 }, (_, index) => index + 1),
    )
    expect(cuts.filter(({ reason }) => reason !== undefined)).toEqual([])
    const text = cuts.map(cut => cut.text).join('')
    expect(text).not.toContain('assumed')
    expect(rerunText(text, cardSupport).filter(today => today !== undefined)).toEqual([])
    for (const [, kind] of text.matchAll(/^\{"at":[\d.]+,("\w+":"[^"]*")/gm)) kinds.add(kind!)
  }
  // The day had what it should have had.
  for (const kind of [
    '"callback":"kept"',
    '"callback":"refused"',
    '"callback":"given-up"',
    '"caller":"picks up"',
    '"entered":"valid"',
    '"heard":"matter-near-limit"',
    '"heard":"notice-holiday-disputes"',
    '"prefers":"last agent"',
    '"queue":"closing"',
    '"recorded":"kept"',
    '"said":"billing"',
    '"told":"longer"',
    '"told":"nothing"',
    '"wait":"very-long"',
  ])
    expect(kinds, kind).toContain(kind)
  for (const kind of ['"answered":"agent-', '"transferred":"'])
    expect(
      [...kinds].some(found => found.startsWith(kind)),
      kind,
    ).toBe(true)
})

test('a callback at another number and at another time goes the same way alone', async () => {
  const house = await House.open({ lines: [cardSupport], roster: ROSTER })
  const call = await house.arrives(0, 'card-support')
  const hears = async (...events: string[]) => {
    for (const event of events) await house.reports({ kind: 'heard', data: { call, event } })
  }
  await hears('key.1', 'key.1', 'key.1', 'entry.invalid', 'entry.valid', 'key.1', 'key.1')
  const [cut] = await cutsOf(house)
  expect(cut!.text).toContain(
    '{"at":0,"asked":"callback-other-number","keys":15,"least":7,"as":"number","seconds":8}',
  )
  expect(cut!.text).toContain(
    '{"at":0,"uses":"number"}\n{"at":0,"keeps":"place"}\n{"at":0,"callback":"kept"}',
  )
  const inAnHour = new Date(OPEN_MS + HOUR_MS).toISOString()
  expect(cut!.text).toContain('{"at":0,"promises":3600}')
  expect(cut!.text).toContain(`{"at":0,"heard":"callback-promised","promised":"${inAnHour}"}`)
  expect(rerunText(cut!.text, cardSupport)).toEqual([undefined])
})

test('what is known of a caller stands in the head, and leads another way where it is edited', async () => {
  const house = await House.open({ lines: [cardSupport], roster: ROSTER })
  const known = { openCase: true, matters: ['near-limit'] }
  await house.reports({ kind: 'arrived', data: { line: 'card-support', caller: 7, tier: 'ordinary', known } })
  const [cut] = await cutsOf(house)
  expect(cut!.text).toContain('"known":{"matters":["near-limit"],"openCase":true}')
  expect(cut!.text).toContain(
    '{"at":0,"heard":"matter-near-limit"}\n{"at":0,"identifies":"returning"}\n{"at":0,"asked":"open-case"',
  )
  const [today] = rerunText(cut!.text.replace(',"openCase":true', ''), cardSupport)
  expect(today!.at(-1)).toContain('"asked":"main"')
})

test('a call that lasted while its line was defined anew is left out, and it is said why', async () => {
  const house = await House.open()
  await house.arrives()
  const later = await house.again({ lines: [laterDesk], programVersion: '2' })
  await later.arrives()
  expect(await cutsOf(later)).toEqual([
    { number: 1, text: '', reason: 'its line was defined anew while it lasted' },
    { number: 2, text: expect.stringContaining('"heard":"welcome"') },
  ])
})

test('a call that a fault of ours met goes on in its file as it did on the line', async () => {
  const house = await House.open()
  const call = await house.arrives()
  await house.passes(4_000)
  await house.presses(call, '2')
  const [cut] = await cutsOf(house)
  expect(cut!.text).toContain('{"at":4,"centre":"recovers"}\n{"at":4,"heard":"apology"}\n')
  expect(rerunText(cut!.text, desk)).toEqual([undefined])
})

test('what nobody recorded is assumed, and marked so', async () => {
  const house = await House.open()
  const call = await house.arrives()
  await house.passes(4_000)
  await house.presses(call, '1')
  const [cut] = await cutsOf(house, { first: 1, last: 1 })
  const [today] = rerunText(cut!.text.replaceAll(/.*"(wait|told)":.*\n/g, ''), desk)
  expect(today).toContain('{"at":4,"wait":"short","assumed":true}')
  expect(today).toContain('{"at":4,"told":"nothing","assumed":true}')
})

test('a call that was told the place alone goes the same way, and where the wait is no longer told the place is', async () => {
  const paced = (estimateEvery: '30 s' | '60 s') =>
    lineOf({
      first: hold({
        queue: 'help',
        announceEvery: '30 s',
        estimateEvery,
        full: '#call.bye',
        closing: '#call.bye',
      }),
    })
  const cutOf = async (line: Line) => {
    const roster = JSON.stringify([{ name: 'ann', skills: ['small/help'] }])
    const house = await House.open({ lines: [line], roster })
    await house.reports({ kind: 'signed-in', data: { agent: 'ann' } })
    for (const caller of [0, 0]) await house.arrives(caller, 'small')
    await house.passes(MINUTE_MS + 5_000)
    const [, cut] = await cutsOf(house)
    return cut!.text
  }
  const now = await cutOf(paced('60 s'))
  expect(now.match(/"heard":"queue-position"/g)).toHaveLength(1)
  expect(rerunText(now, paced('60 s'))).toEqual([undefined])
  const [changed] = rerunText(await cutOf(paced('30 s')), paced('60 s'))
  expect(changed!.join('\n')).toContain('"heard":"queue-position"')
})
