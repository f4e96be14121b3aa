import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { bringToStore, importedRoster } from '../../src/runtime/rosters.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { DeskLine, PEOPLE } from './desk-line.ts'
import { LiveLine, PASSWORD } from './live-line.ts'

const CALLER = '+12125550101'
const skills = ['card-support/billing']
const [ANA, BEN, SAM] = PEOPLE

async function roster(desk: DeskLine, ...agents: readonly object[]) {
  return (await desk.browser('', PASSWORD)).posts('/api/roster', { agents })
}

test('a roster that was brought to a store is run by the next line on it, whose agents log in with their PINs', async () => {
  const store = await openSqliteStore({ memory: true })
  const pins = new Map([['Ana', '482915']])
  const at = { store, centre: 'main', atMs: 1 }
  const { made } = await bringToStore(at, {
    agents: [
      { name: 'Ana', skills },
      { name: 'Ben', skills },
    ],
    pins,
  })
  expect(made.map(({ name }) => name)).toEqual(['Ben'])
  const line = await LiveLine.open({
    lines: [cardSupport],
    store,
    roster: await importedRoster(store, 'main'),
  })
  expect([...line.live.runtime.centre.roster.keys()]).toEqual(['Ana', 'Ben'])
  expect(await line.live.accounts.enter('ana', '482915')).toEqual({ agent: 'Ana' })
  expect(await line.live.accounts.enter('Ben', made[0]!.pin)).toEqual({ agent: 'Ben' })
  expect(await store.rosterOf('main')).toMatchObject({ atMs: 1 })
})

test('a roster that is given at the start counts as imported, and agents keep the PINs that they have', async () => {
  const store = await openSqliteStore({ memory: true })
  await bringToStore(
    { store, centre: 'main', atMs: 1 },
    { agents: [{ name: 'Ana', skills }], pins: new Map([['Ana', '482915']]) },
  )
  const text = JSON.stringify([
    { name: 'Ana', skills: ['card-support/account'] },
    { name: 'Cleo', skills },
  ])
  const line = await LiveLine.open({ lines: [cardSupport], store, roster: text })
  expect(JSON.parse(await importedRoster(store, 'main'))).toEqual(JSON.parse(text))
  expect(await line.live.accounts.enter('Ana', '482915')).toEqual({ agent: 'Ana' })
  expect(await line.live.accounts.enter('Cleo', '482915')).toBe('wrong')
})

test('whoever is not in a new roster finishes the call, goes away and cannot sign in; new addresses are rung at once', async () => {
  const desk = await DeskLine.open()
  const { line } = desk
  const ana = await desk.person('Ana')
  await ana.posts('/api/agent/available', {})
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs.at(-1)!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  await line.rest.next()
  const moved = { ...BEN, skills: ['card-support/account'], address: 'client:ben' }
  expect((await roster(desk, moved, SAM)).body).toMatchObject({ agents: 2, added: 0, gone: 1 })
  const { agents } = line.live.runtime.centre.centre.state
  expect([agents.state[0], agents.leaving[0]]).toEqual([3, 1])
  await caller.ends()
  await line.rest.next()
  // A code is wanted here, which nobody who is gone could give any more.
  await line.clock.passes(120_000, () => line.live.runtime.quiet())
  expect(agents.state[0]).toBe(0)
  const again = line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'Ana' } }] })
  await expect(again).rejects.toThrow('no longer in the roster')
  const board = await (await desk.person('Sam')).gets('/api/board')
  expect(board.body.agents.shown.map(({ name }) => name)).toEqual(['Ben', 'Sam'])

  await (await desk.person('Ben')).posts('/api/agent/available', {})
  await (await line.caller('+12125550102').rings()).presses('0')
  expect((await line.rest.next()).form.get('To')).toBe('client:ben')
})

test('a roster with a queue that the line does not have is refused whole, and what was brought twice is one fact', async () => {
  const desk = await DeskLine.open()
  const wrong = await roster(desk, { ...ANA, skills: ['card-support/bill'] }, { ...BEN, id: '1' }, SAM)
  expect(wrong.status).toBe(400)
  expect(wrong.body.error.split('\n')).toHaveLength(3)
  expect((await (await desk.person('Ana')).gets('/api/agent')).status).toBe(200)
  const { seq } = desk.line.live.runtime
  expect((await roster(desk, ...PEOPLE)).body).toEqual({ agents: 3, added: 0, gone: 0, made: [] })
  expect(desk.line.live.runtime.seq).toBe(seq)
  expect((await roster(desk)).status).toBe(200)
  const admin = await desk.browser('', PASSWORD)
  expect((await admin.posts('/api/roster', {})).status).toBe(400)
  expect((await admin.posts('/api/roster', { agents: PEOPLE }, 'text/plain')).status).toBe(415)
})
