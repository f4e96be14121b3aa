import { expect, test } from 'vitest'
import { lines } from '../../flows/index.ts'
import { drawMermaid, drawSvg } from '../../src/call/draw.ts'
import { graphOf } from '../../src/call/draw-graph.ts'
import type { Traffic } from '../../src/call/traffic.ts'
import { shareText } from '../../src/call/traffic.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { trafficOf } from '../../src/runtime/traffic.ts'
import { ROSTER } from '../runtime/card-day.ts'
import { House } from '../runtime/house.ts'

const line = lines['card-support']!

/** Four callers: two wait for billing, of whom one is answered and one gives up; one asks for a person; one leaves. */
async function traffic(): Promise<Traffic> {
  const house = await House.open({ lines: [line], roster: ROSTER })
  await house.reports({ kind: 'signed-in', data: { agent: 'agent-0' } })
  const calls = []
  for (let i = 0; i < 4; i++) calls.push(await house.arrives(0, 'card-support'))
  const [answered, waits, asks, leaves] = calls as [number, number, number, number]
  for (const call of [answered, waits]) {
    await house.presses(call, '1')
    await house.presses(call, '1')
  }
  await house.reports({ kind: 'accepted', data: { agent: 'agent-0' } })
  await house.presses(asks, '5')
  await house.presses(asks, '0')
  for (const call of [answered, waits, leaves]) await house.reports({ kind: 'hung-up', data: { call } })
  return trafficOf(new StoredJournal(house.store, 'main'), 'card-support')
}

test('counts tell where callers went, gave up, were answered and pressed 0', async () => {
  const counted = await traffic()
  expect(counted.calls).toBe(4)
  const seen = (...path: string[]) => counted.at(path)
  expect(seen('main')).toEqual({ visits: 4, hangUps: 1, answered: 0, ended: 1, zeros: 1 })
  expect(seen('main', 'again')).toMatchObject({ visits: 1, zeros: 1 })
  expect(seen('billing')).toMatchObject({ visits: 2, hangUps: 0 })
  expect(seen('holdBilling')).toEqual({ visits: 2, hangUps: 1, answered: 1, ended: 2, zeros: 0 })
  expect(seen('holdBilling', 'talking')).toMatchObject({ visits: 1, hangUps: 0, ended: 1 })
  expect(seen('holdAccount')).toMatchObject({ visits: 1 })
  expect(seen('gone')).toMatchObject({ visits: 3 })
  expect(seen('spanish').visits).toBe(0)
  expect(counted.elsewhere(graphOf(line).arrows)).toBe(0)
})

test('calls that come in are calls that go on, or are still there', async () => {
  const counted = await traffic()
  const { root, arrows } = graphOf(line)
  for (const { path } of root.inside.filter(({ kind }) => kind !== 'end')) {
    // Who hung up is counted as having ended there, also where an arrow tells what is still to be texted.
    const leaving = arrows.filter(
      ({ from, to, labels }) => from[0] === path[0] && to[0] !== path[0] && !labels.includes('hangup'),
    )
    const left = leaving.reduce((sum, arrow) => sum + counted.along(arrow), counted.at(path).ended)
    const there = path[0] === 'holdAccount' ? 1 : 0
    expect(left, path.join('.')).toBe(counted.at(path).visits - there)
  }
})

test('the pictures have counts and shares on their arrows and in their boxes', async () => {
  const counted = await traffic()
  const mermaid = drawMermaid(line, undefined, counted)
  expect(mermaid).toMatch(/any_s_main -->\|"1, “billing”.* · 2 \(40 %\)"\| s_billing_asking/)
  expect(mermaid).toContain('s_main["main<br/>4 visits<br/>1 hung up (25 %)<br/>1 pressed 0 (25 %)"]')
  expect(mermaid).toMatch(/linkStyle \d+ stroke-width:5px/)
  expect(mermaid).toMatch(/linkStyle \d+ stroke:#dadce0/)
  const svg = drawSvg(line, counted)
  expect(svg).toContain('card-support – 4 calls')
  expect(svg).toMatch(/<tspan class="count">2 · 50 %<\/tspan>/)
  expect(svg).toMatch(/class="note"[^>]*>1 answered \(50 %\)</)
  expect(svg).not.toMatch(/NaN|undefined/)
  expect(drawMermaid(line)).not.toContain('visits')
})

test('who hangs up along an arrow left the state once', async () => {
  const counted = await traffic()
  const { arrows } = graphOf(line)
  const leaving = arrows.filter(({ from, to }) => from[0] === 'holdBilling' && to[0] !== 'holdBilling')
  const byHangUp = leaving.filter(({ labels }) => labels.includes('hangup'))
  // The one who was answered goes on to be texted; the one who gave up is gone.
  expect(byHangUp.reduce((sum, arrow) => sum + counted.along(arrow), 0)).toBe(1)
  expect(counted.at(['holdBilling']).ended).toBe(2)
  expect(counted.exits(['holdBilling'], leaving)).toBe(2)
})

test('calls of several journals are counted together', async () => {
  const [one, both] = [await traffic(), await traffic()]
  both.add(one)
  expect(both.calls).toBe(8)
  expect(both.at(['main'])).toEqual({ visits: 8, hangUps: 2, answered: 0, ended: 2, zeros: 2 })
  for (const arrow of graphOf(line).arrows) expect(both.along(arrow)).toBe(2 * one.along(arrow))
})

test('a line that nobody called has no counts', async () => {
  const house = await House.open({ lines: [line], roster: ROSTER })
  await expect(trafficOf(new StoredJournal(house.store, 'main'), 'card-support')).rejects.toThrow(
    'the journal has no call to line "card-support"',
  )
})

test('few of many are shown as less than one percent, never as none', () => {
  expect([shareText(0, 9), shareText(1, 900), shareText(1, 3), shareText(0, 0)]).toEqual([
    '0 %',
    '<1 %',
    '33 %',
    '0 %',
  ])
})
