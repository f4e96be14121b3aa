import { expect, test } from 'vitest'
import { LiveLine, PUBLIC_URL } from './live-line.ts'

const ROSTER = JSON.stringify([
  { name: 'ana', skills: ['card-support/account'], address: '+12025550123' },
  { name: 'ben', skills: ['card-support/account'], address: '+12025550124' },
])

/** Two callers who wait for the same queue; the second is known as loyal. */
async function twoWaiting() {
  const line = await LiveLine.open({ roster: ROSTER })
  const [first, loyal] = ['+12125550101', '+12125550102'].map(number => line.caller(number)) as [
    ReturnType<LiveLine['caller']>,
    ReturnType<LiveLine['caller']>,
  ]
  await line.store.withCentre('main', async hold => {
    const key = await hold.callerKey({ number: '+12125550102', atMs: line.clock.nowMs() })
    await hold.commit({ facts: [], callers: [{ key, tier: 'loyal' }] })
  })
  for (const caller of [first, loyal]) await (await caller.rings()).presses('0')
  return { line, first, loyal }
}

test("rows 8, 9, 10 and 12: our order decides who is next; that caller is taken to the agent by CallSid, and no queue of Twilio's is asked for or dialled", async () => {
  const { line, first, loyal } = await twoWaiting()
  const taken: string[] = []
  for (const [index, agent] of ['ana', 'ben'].entries()) {
    await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent } }] })
    const ring = await line.rest.next()
    const phone = await line.leg(line.rest.legs[index]!.sid, ring.form.get('Url')!).rings()
    await phone.presses('1')
    expect(phone.verb('Dial').children.map(({ name }) => name)).toEqual(['Conference'])
    taken.push((await line.rest.next()).path)
  }
  expect(taken).toEqual([loyal, first].map(({ callSid }) => `/Calls/${callSid}.json`))
  expect(line.rest.requests.filter(({ path }) => !path.startsWith('/Calls'))).toEqual([])
})

test('row 2: what follows the queue says nothing of an answer: only the agent who accepts begins a talk', async () => {
  const { line, first } = await twoWaiting()
  const before = await line.facts()
  for (const result of ['bridged', 'redirected', 'leave']) {
    const fields = { CallSid: first.callSid, CallStatus: 'in-progress', QueueResult: result, QueueTime: '5' }
    await line.hook('/voice/card-support/left-queue', fields)
  }
  expect(await line.facts()).toEqual(before)
})

test('row 16: every address that goes out by REST is a whole one of ours, and no document goes with it', async () => {
  const { line } = await twoWaiting()
  await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ana' } }] })
  const ring = await line.rest.next()
  const phone = await line.leg(line.rest.legs[0]!.sid, ring.form.get('Url')!).rings()
  await phone.presses('1')
  const redirect = await line.rest.next()
  const addresses = [ring, redirect].flatMap(({ form }) =>
    [...form].filter(([name]) => /Url$|Callback$/.test(name)).map(([, address]) => address),
  )
  expect(addresses.length).toBeGreaterThanOrEqual(4)
  for (const address of addresses) expect(address.startsWith(`${PUBLIC_URL}/`), address).toBe(true)
  for (const { form } of [ring, redirect]) expect(form.has('Twiml')).toBe(false)
})
