import { expect, test } from 'vitest'
import { madePin } from '../../src/store/pin-hash.ts'
import { recordOf } from './care-line.ts'
import { DeskLine, PEOPLE } from './desk-line.ts'
import { PASSWORD } from './live-line.ts'

const CALLER = '+12125550101'
const [ANA] = PEOPLE
/** PINs, ids, addresses and words of agents; each could be told from anything else. */
const PRIVATE = [
  ANA.pin,
  '739164',
  '605837',
  ANA.address.slice(2),
  '5550124',
  '867530',
  'umbrella',
  CALLER.slice(2),
]

test('what agents log in with, are rung at and note down stands in no journal, outbox, snapshot, log or URL', async () => {
  const desk = await DeskLine.open()
  const { line } = desk
  await recordOf(line, CALLER, { openCase: '867530', caseOpenedMs: 0 })
  const urls: string[] = []
  const post = line.post.bind(line)
  line.post = async (...request) => {
    const answer = await post(...request)
    urls.push(request[0], ...(answer.text.match(/https:[^"<\s]*/g) ?? []))
    return answer
  }
  const phone = line.leg(`CA${'7'.repeat(32)}`, '/agents')
  await phone.rings()
  for (const keys of [ANA.id, '111999', ANA.id, ANA.pin, '1']) await phone.presses(keys)
  const ana = await desk.person('Ana')
  await desk.logsIn('Ana', '555111')
  const caller = await line.caller(CALLER).rings()
  await caller.presses('0')
  const ring = await line.rest.next()
  const agent = await line.leg(line.rest.legs.at(-1)!.sid, ring.form.get('Url')!).rings()
  await agent.presses('1')
  await line.rest.next()
  await caller.ends()
  await ana.posts('/api/agent/wrap-up', { call: 1, code: 'resolved', note: 'has lost an umbrella' })
  await ana.posts('/api/agent/wrap-up', { call: 1, code: 'umbrella' })
  await ana.posts('/api/agent/ready', { call: 1 })
  const admin = await desk.browser('', PASSWORD)
  await admin.posts('/api/roster', { agents: [{ ...ANA, pin: '11' }] })

  const { store } = await line.stop()
  const journal: string[] = []
  for await (const { data, directives } of store.factsSince('main', 0)) journal.push(data, directives)
  const places = {
    journal: journal.join('\n'),
    outbox: JSON.stringify(await store.outstanding('main', 100)),
    snapshot: Buffer.from((await store.loadSnapshot('main', 'test'))!.bytes).toString('latin1'),
    log: line.logged.join(''),
    urls: urls.join('\n'),
  }
  expect(journal.length).toBeGreaterThan(20)
  for (const [place, text] of Object.entries(places))
    for (const words of [...PRIVATE, '111999', '555111'])
      expect(text.includes(words), `"${words}" in the ${place}`).toBe(false)
  // Ids are short, and could stand anywhere; where digits are logged, one would be by itself.
  expect(places.log).not.toMatch(/["=]1001\b/)
  const roster = await store.rosterOf('main')
  const { text } = (await store.definition(roster!.hash))!
  for (const pin of [ANA.pin, '739164', '605837']) expect(text).not.toContain(pin)
  expect(JSON.stringify(await store.pinsOf('main'))).not.toMatch(/482915|739164|605837/)
  await store.close()
})

test('a PIN that is made up has digits alone, as a phone does, and no two are alike', () => {
  const pins = Array.from({ length: 200 }, madePin)
  for (const pin of pins) expect(pin).toMatch(/^\d{8}$/)
  expect(new Set(pins).size).toBeGreaterThan(195)
})
