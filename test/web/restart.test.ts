import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { saidIn } from '../carrier/twiml.ts'
import { ANA_NUMBER, LINE_NUMBER, LiveLine, OPEN_MS, ROSTER } from './live-line.ts'

const CALLER = '+12125550101'

test('a caller on hold hears the music go on over a restart, and is found by the hang-up that comes after it', async () => {
  const first = await LiveLine.open()
  const caller = await first.caller(CALLER).rings()
  await caller.presses('0')
  await caller.hearsOut()
  const next = caller.verb('Redirect').text
  const second = await LiveLine.open({ ...(await first.stop()), atMs: OPEN_MS + 1_000 })
  const same = second.leg(caller.callSid, next)
  await same.rings()
  expect(saidIn(same.document)).toEqual([])
  expect(new URL(same.verb('Redirect').text).searchParams.get('m')).not.toBe('0')
  await same.ends()
  expect((await second.facts()).at(-1)).toBe('hung-up 1')
})

test('an offer that was made before a restart is still the same offer after it', async () => {
  const first = await LiveLine.open({ roster: ROSTER })
  const caller = await first.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await first.rest.next()
  const second = await LiveLine.open({ ...(await first.stop()), roster: ROSTER, atMs: OPEN_MS + 1_000 })
  const agent = await second.leg(second.rest.legs[0]!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  expect((await second.facts()).at(-1)).toBe('accepted ana')
})

test('a hang-up that nobody told us of ends the call at the next look after silent phones', async () => {
  const first = await LiveLine.open()
  const caller = await first.caller(CALLER).rings()
  await caller.presses('0')
  const second = await LiveLine.open({ ...(await first.stop()), atMs: OPEN_MS + 300_000 })
  second.rest.answers = ({ path }) =>
    path.includes(caller.callSid)
      ? { status: 200, body: { sid: caller.callSid, status: 'completed' } }
      : undefined
  expect(await second.live.carrier.sweep(180_000, 10)).toBe(1)
  expect((await second.facts()).at(-1)).toBe('hung-up 1')
})

/** A caller who is on the way to an agent when the agent leaves: Twilio has not taken the phone there yet. */
async function leftAlone() {
  const line = await LiveLine.open({ roster: ROSTER })
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs[0]!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  await caller.isTaken((await line.rest.next()).form.get('Url')!)
  await line.clock.passes(1_000)
  await agent.asks(agent.verb('Dial').attributes.action!, { CallStatus: 'completed' })
  expect((await line.facts()).at(-1)).toBe('left ana')
  await line.rest.next()
  return { line, caller }
}

test('an agent who leaves before the caller has come leaves nobody alone in the conference', async () => {
  const { line, caller } = await leftAlone()
  await line.clock.passes(4_500)
  const nudge = await line.rest.next()
  expect(nudge.path).toBe(`/Calls/${caller.callSid}.json`)
  await caller.isTaken(nudge.form.get('Url')!)
  expect(saidIn(caller.document).join(' ')).toContain('How content are you with this call?')
  await caller.hearsOut()
  expect(caller.document.children.at(-1)!.name).toBe('Hangup')
})

test('a caller whose call was over already is not reported to have hung up once more', async () => {
  const { line, caller } = await leftAlone()
  await caller.ends()
  line.rest.answers = () => ({ status: 404, body: { code: 20404, message: 'gone', status: 404 } })
  await line.clock.passes(4_500)
  await expect.poll(() => line.logged.join('')).toContain('"outcome":"gone"')
  expect((await line.facts()).slice(-2)).toEqual(['left ana', 'hung-up 1'])
})

test('an agent is not rung twice when the answer to the first try was lost: the leg that Twilio has is taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const first = await LiveLine.open({ roster: ROSTER, store: await openSqliteStore({ folder }) })
  const leg = {
    sid: `CA${'d'.repeat(32)}`,
    to: ANA_NUMBER,
    from: LINE_NUMBER,
    status: 'ringing',
    created: new Date(),
  }
  first.rest.answers = ({ method }) => {
    if (method !== 'POST') return undefined
    first.rest.legs.push(leg)
    return { status: 503, body: { message: 'lost' } }
  }
  const caller = await first.caller(CALLER).rings()
  await caller.presses('0')
  await first.rest.next()
  await expect.poll(() => first.logged.join('')).toContain('attempt 1 of')
  const { rest, store } = await first.stop()
  await store.close()
  rest.answers = () => undefined
  const reopened = await openSqliteStore({ folder })
  const second = await LiveLine.open({ rest, store: reopened, roster: ROSTER, atMs: OPEN_MS + 1_000 })
  const look = await second.rest.next()
  expect([look.method, look.query.get('To')]).toEqual(['GET', ANA_NUMBER])
  await second.leg(caller.callSid, '').ends()
  const end = await second.rest.next()
  expect([end.path, end.form.get('Status')]).toEqual([`/Calls/${leg.sid}.json`, 'completed'])
})
