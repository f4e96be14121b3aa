import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import { settleCase } from '../../../src/runtime/cases.ts'
import { opensLines, presses } from './rung-lines.ts'

const BEA = '+14155550101'
const CARL = '+14155550102'
const ANA = 'client:ana'
const ROSTER = [{ name: 'ana', skills: ['card-support/account'], address: ANA, signedIn: true }]

/** Card support, with an agent who picks up at once. */
async function opens() {
  const rung = await opensLines({ lines: [cardSupport], roster: ROSTER })
  rung.line.carrier.plug(ANA, answers({ clock: rung.clock, presses: '1' }))
  const { carrier, numbers } = rung.line
  const own = numbers.get('card-support')!
  const rings = async (from = BEA, keys = '0') => {
    const phone = rung.line.call(from)
    await rung.clock.passes(SECOND_MS)
    await presses(phone, rung.clock, keys)
    return phone
  }
  /** Rings, talks to the agent and hangs up. */
  const talks = async (from = BEA) => {
    const phone = await rings(from)
    await rung.clock.passes(20 * SECOND_MS)
    phone.hangUp()
    await rung.clock.passes(5 * SECOND_MS)
    return phone
  }
  const text = (body: string, from = BEA) => carrier.text({ from, to: own, body })
  const papers = <Kind extends 'case' | 'score' | 'task'>(kind: Kind) => rung.store.papers('main', { kind })
  return { ...rung, rings, talks, text, papers, messages: carrier.messages }
}

test('whoever hangs up in the talk is texted the case number and asked how it was; the reply is the score of the call', async () => {
  const day = await opens()
  await day.talks()
  expect(day.messages.wordsTo(BEA)).toEqual([
    'Juniper Card: Thank you for calling. Your case number is 100014. How content are you? ' +
      'Reply with 1, not at all, to 5, very. Reply STOP to stop these texts.',
  ])
  await day.text('5')
  expect(day.messages.wordsTo(BEA).at(-1)).toBe('Juniper Card: Thank you for telling us.')
  expect(await day.papers('score')).toMatchObject([
    { call: 1, body: { line: 'card-support', queue: 'account', agent: 'ana', score: 5, by: 'text' } },
  ])
  expect(await day.papers('task')).toEqual([])
  await day.text('1')
  expect(await day.papers('score')).toMatchObject([{ call: 1, body: { score: 1 } }])
  expect(await day.papers('task')).toMatchObject([{ state: 'open', body: { what: 'follow-up', score: 1 } }])
  expect(day.wrong).toEqual([])
})

test('a digit counts as a score only for three days, and only from whoever was asked', async () => {
  const day = await opens()
  await day.talks()
  await day.text('4', CARL)
  const [asked] = await day.store.papers('main', { kind: 'text' })
  await day.line.live.runtime.submit({
    reports(view) {
      view.keepPaper({ ...asked!, atMs: view.atMs - 3 * DAY_MS - SECOND_MS })
      return []
    },
  })
  await day.text('4')
  expect(await day.papers('score')).toEqual([])
  expect(day.messages.wordsTo(BEA).at(-1)).toContain('Nobody reads the texts to this number')
})

test('a case is kept with its caller, who is met about it and by the agent who had it, until it is closed', async () => {
  const day = await opens()
  await day.talks()
  expect(await day.papers('case')).toMatchObject([
    { id: '100014', call: 1, state: 'open', body: { line: 'card-support', queue: 'account', agent: 'ana' } },
  ])
  expect(await day.store.callerByNumber(BEA)).toMatchObject({ openCase: '100014', lastAgent: 'ana' })
  const again = day.line.call(BEA)
  await day.clock.passes(20 * SECOND_MS)
  expect(again.said.join(' ')).toContain('Are you calling about case one, zero, zero, zero, one, four?')
  await presses(again, day.clock, '1')
  await day.clock.passes(20 * SECOND_MS)
  again.hangUp()
  await day.clock.passes(5 * SECOND_MS)
  expect(await day.papers('case')).toHaveLength(1)
  expect(day.messages.wordsTo(BEA).at(-1)).toContain('Your case number is 100014.')
  const { runtime } = day.line.live
  const settles = (isSettled: boolean, call = 2) =>
    runtime.submit({
      async reports(view) {
        await settleCase(view, day.store, { call, caller: 1 }, isSettled)
        return []
      },
    })
  // The second call was about the case of the first.
  await settles(true)
  await settles(true)
  expect(await day.papers('case')).toMatchObject([{ state: 'closed' }])
  await settles(false, 1)
  expect(await day.store.callerByNumber(BEA)).toMatchObject({ openCase: '100014' })
  await settles(true, 1)
  expect(await day.papers('case')).toMatchObject([{ state: 'closed' }])
  expect((await day.store.callerByNumber(BEA))?.openCase).toBeUndefined()
})

test('records that know nothing of a case of ours do not close it', async () => {
  const day = await opens()
  await day.talks()
  const bea = (await day.store.callerByNumber(BEA))!
  const learns = (record: { openCase?: string; caseOpenedMs?: number }) =>
    day.line.live.runtime.submit({
      reports(view) {
        view.changeCaller({ key: bea.key, record: { ...record, atMs: view.atMs } })
        return []
      },
    })
  await learns({})
  expect(await day.store.callerByNumber(BEA)).toMatchObject({ openCase: '100014', lastAgent: 'ana' })
  await learns({ openCase: 'A-4711', caseOpenedMs: bea.caseOpenedMs! + 1 })
  expect((await day.store.callerByNumber(BEA))?.openCase).toBe('A-4711')
})

test('a case number that was entered is looked up: the right one is what the call is about, a mistyped one is asked for again', async () => {
  const day = await opens()
  await day.talks()
  const carl = await day.rings(CARL, '23')
  await presses(carl, day.clock, '100041#')
  await day.clock.passes(3 * SECOND_MS)
  expect((await day.facts()).at(-1)).toBe('heard 2 entry.invalid')
  await presses(carl, day.clock, '100014#')
  expect((await day.facts()).at(-1)).toBe('heard 2 entry.valid')
  expect((await day.store.secretsOf('main', 2)).map(({ what, value }) => [what, value])).toEqual([
    ['digits', '100041'],
    ['digits', '100014'],
    ['case', '100014'],
  ])
  await presses(carl, day.clock, '1')
  // After the agent's wrap-up.
  await day.clock.passes(3 * MINUTE_MS)
  carl.hangUp()
  await day.clock.passes(5 * SECOND_MS)
  expect(day.messages.wordsTo(CARL)[0]).toContain('Your case number is 100014.')
  expect((await day.store.callerByNumber(CARL))?.openCase).toBeUndefined()
})

test('a caller who withholds the number hears a case number, and is known again by it', async () => {
  const day = await opens()
  const secret = await day.talks('anonymous')
  expect(secret.isOver).toBe(true)
  expect(day.messages.all).toEqual([])
  expect(await day.papers('case')).toMatchObject([{ id: '100014', caller: 0, state: 'open' }])
  const again = await day.rings('anonymous', '23')
  await presses(again, day.clock, '100014#')
  expect((await day.facts()).at(-1)).toBe('heard 2 entry.valid')
})

test('the number of a case is in no journal', async () => {
  const day = await opens()
  await day.talks()
  for await (const { data, directives } of day.store.factsSince('main', 0))
    expect(data + directives).not.toContain('100014')
})
