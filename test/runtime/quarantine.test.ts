import { expect, test } from 'vitest'
import { TALKING, WAITING } from '../../src/centre/calls.ts'
import { replay } from '../../src/runtime/replay.ts'
import { StoredJournal } from '../../src/runtime/stored-journal.ts'
import { House, wholeState } from './house.ts'
import { desk, faulty } from './lines.ts'

const kinds = async (house: House) => (await house.journal()).map(({ fact }) => fact.kind)

async function staysSound(house: House, lines = [desk]): Promise<void> {
  const again = await house.again({ lines })
  expect(again.faults).toEqual([])
  expect(wholeState(again.runtime.centre)).toEqual(wholeState(house.runtime.centre))
  const replayed = await replay(new StoredJournal(house.store, 'main'))
  expect(replayed).toMatchObject({ differingFacts: 0, facts: again.runtime.seq })
  expect(replayed.skipped).toBe((await kinds(house)).filter(kind => kind === 'quarantined').length)
}

test('a key on which we throw is put away: its caller hears an apology and waits, all others go on, also after a restart', async () => {
  const house = await House.open()
  await house.reports({ kind: 'signed-in', data: { agent: 'ben' } })
  const talking = await house.arrives()
  await house.presses(talking, '1')
  await house.reports({ kind: 'accepted', data: { agent: 'ben' } })
  const [bad, unlucky, other] = [await house.arrives(), await house.arrives(), await house.arrives()]
  const [led, , late] = await Promise.all([
    house.presses(bad, '2'),
    house.presses(other, '1'),
    house.presses(unlucky, '2'),
  ])
  expect(led.map(({ fact }) => fact.kind)).toEqual(['heard', 'quarantined', 'recovered'])
  expect(led[0]!.directives).toEqual([])
  expect(led[1]!.fact.data).toEqual({
    seq: led[0]!.seq,
    reason: 'the flow of line "desk" goes round in circles',
  })
  expect(led[2]!.directives![0]).toEqual({ do: 'say', call: bad, prompt: 'apology' })
  expect(late.map(({ fact }) => fact.kind)).toEqual(['heard', 'quarantined', 'recovered'])
  const { centre } = house.runtime
  const phaseOf = (call: number) => centre.centre.state.calls.phase[centre.slotOf(call)]
  expect([talking, bad, unlucky, other].map(phaseOf)).toEqual([TALKING, WAITING, WAITING, WAITING])
  const left = await house.reports({ kind: 'left', data: { agent: 'ben' } })
  expect(left[0]!.directives).toContainEqual({ do: 'hang-up', call: talking })
  await staysSound(house)
  await house.runtime.stop()
  await staysSound(house)
})

test('a caller whose arrival throws is answered, hears the apology and waits', async () => {
  const lines = [desk, faulty({ recovers: true })]
  const house = await House.open({ lines })
  const led = await house.reports({
    kind: 'arrived',
    data: { line: 'faulty', caller: 0, tier: 'ordinary' },
  })
  expect(led.map(({ fact }) => fact.kind)).toEqual(['arrived', 'quarantined', 'rescued'])
  expect(led[2]!.directives!.slice(0, 2)).toEqual([
    { do: 'answer', call: 1 },
    { do: 'say', call: 1, prompt: 'apology' },
  ])
  expect(await house.arrives()).toBe(2)
  await staysSound(house, lines)
})

test('a call that cannot recover ends, and its number is not given to another', async () => {
  const lines = [desk, faulty({ recovers: false })]
  const house = await House.open({ lines })
  const led = await house.reports({
    kind: 'arrived',
    data: { line: 'faulty', caller: 0, tier: 'ordinary' },
  })
  expect(led.map(({ fact }) => fact.kind)).toEqual([
    'arrived',
    'quarantined',
    'rescued',
    'quarantined',
    'dropped',
  ])
  expect(led.at(-1)!.directives).toEqual([{ do: 'hang-up', call: 1 }])
  expect(await house.arrives()).toBe(2)
  await staysSound(house, lines)
})

test('a call in the midst of which recovering throws as well is dropped', async () => {
  const house = await House.open()
  const call = await house.arrives()
  // The next version of the desk cannot recover; the call stands where both have a menu.
  const broken = { ...desk, flow: faultyRecovery() }
  const again = await house.again({ lines: [broken] })
  const led = await again.presses(call, '2')
  expect(led.map(({ fact }) => fact.kind)).toEqual([
    'heard',
    'quarantined',
    'recovered',
    'quarantined',
    'dropped',
  ])
  expect(led.at(-1)!.directives).toContainEqual({ do: 'hang-up', call })
  expect(again.runtime.centre.slotOf(call)).toBe(-1)
  await staysSound(again, [broken])
})

test('a new version of a line on which its calls cannot go on leaves the old one in force, and says so', async () => {
  const house = await House.open()
  await house.arrives()
  // No state of the call's is left, and recovering goes round in circles.
  const broken = { ...faulty({ recovers: false }), definition: desk.definition }
  const again = await house.again({ lines: [broken] })
  expect(again.faults).toEqual([expect.stringContaining('stepping "line-defined"')])
  expect((await kinds(again)).slice(-2)).toEqual(['line-defined', 'quarantined'])
  expect((await again.presses(1, '1'))[0]!.directives).toContainEqual({ do: 'play-music', call: 1 })
  const third = await again.again()
  expect(third.faults).toEqual([])
  expect(wholeState(third.runtime.centre)).toEqual(wholeState(again.runtime.centre))
})

function faultyRecovery() {
  const { config } = desk.flow
  const on = { ...config.on, recover: '.circle' }
  return { ...desk.flow, config: { ...config, on } } as unknown as typeof desk.flow
}
