import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { SECOND_MS } from '../../src/base/units.ts'
import { answers } from '../../src/carrier/local/people.ts'
import { opensLines, presses } from '../cli/rung/rung-lines.ts'
import { Browser } from './desk-line.ts'

const SKILLS = ['card-support/account']
const PINS = new Map([
  ['Ana', '482915'],
  ['Ben', '739164'],
  ['Cid', '193746'],
  ['Sam', '605837'],
])
const ADDRESSES = { Ana: '+12125550181', Ben: '+12125550182', Cid: '+12125550183', Sam: '+12125550184' }

/** Ana talks to a caller; Ben takes calls too, Cid and Sam do not. */
async function opens() {
  const roster = Object.entries(ADDRESSES).map(([name, address]) => ({
    ...{ name, address, skills: SKILLS },
    ...(name === 'Sam' && { role: 'supervisor' as const }),
  }))
  const rung = await opensLines({ lines: [cardSupport], roster, pins: PINS })
  const { line, clock } = rung
  for (const { address } of roster) line.carrier.plug(address, answers({ clock, presses: '1' }))
  const logsIn = async (name: string) => {
    const body = new URLSearchParams({ name, password: PINS.get(name)!, next: '/' })
    const { headers } = await fetch(`${line.url}/login`, { method: 'POST', body, redirect: 'manual' })
    return new Browser(line.url, headers.get('set-cookie')!.split(';')[0]!)
  }
  const [ana, ben, sam] = [await logsIn('Ana'), await logsIn('Ben'), await logsIn('Sam')]
  await ana.posts('/api/agent/available', {})
  const bea = line.call('+14155550143')
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '0')
  await clock.passes(5 * SECOND_MS)
  await ben.posts('/api/agent/available', {})
  const does = (who: Browser, deed: string, body: object = {}) =>
    who.posts(`/api/agent/${deed}`, { call: 1, ...body })
  return { ...rung, ana, ben, sam, bea, does }
}

const refused = (status: number, sentence: string) => ({
  status,
  body: { error: expect.stringContaining(sentence) },
})

test('a desk shows how a talk stands: on hold, with whose help, and to the one who helps whose call it is', async () => {
  const { ana, ben, does, clock } = await opens()
  const callOf = async (who: Browser) => (await who.gets('/api/agent')).body.call
  expect(await callOf(ana)).toMatchObject({
    isHeld: false,
    helper: null,
    helps: null,
    recording: 'off',
    isPreferred: false,
  })
  await does(ana, 'hold')
  expect(await callOf(ana)).toMatchObject({ isHeld: true })
  await does(ana, 'resume')
  await does(ana, 'invite', { queue: 'account' })
  expect(await callOf(ana)).toMatchObject({ isHeld: true, helper: { name: 'Ben', isThere: false } })
  expect(await callOf(ben)).toMatchObject({ call: 1, phase: 'ringing', helps: 'Ana' })
  await clock.passes(5 * SECOND_MS)
  expect(await callOf(ana)).toMatchObject({ helper: { name: 'Ben', isThere: true } })
  await does(ana, 'uninvite')
  expect(await callOf(ana)).toMatchObject({ isHeld: false, helper: null })
})

test('what cannot be done in a talk is refused with a sentence', async () => {
  const { ana, ben, does, clock } = await opens()
  expect(await does(ana, 'hand-over')).toEqual(refused(409, 'Nobody is there'))
  expect(await does(ana, 'invite', { other: 'Cid' })).toEqual(refused(409, 'Cid is not available any more'))
  expect(await does(ana, 'invite', { other: 'Zoe' })).toEqual(refused(404, 'no agent "Zoe"'))
  expect(await does(ana, 'invite', { queue: 'gifts' })).toEqual(refused(400, 'one of: billing'))
  expect(await does(ana, 'invite', { queue: 'night' })).toEqual(
    refused(409, 'Nobody who serves night is available'),
  )
  expect(await does(ana, 'hold', { call: 7 })).toEqual(refused(409, 'Call 7 is not on this line any more'))
  await does(ana, 'invite', { other: 'Ben' })
  expect(await does(ana, 'invite', { other: 'Ben' })).toEqual(refused(409, 'Ben is asked already'))
  await clock.passes(5 * SECOND_MS)
  expect(await does(ben, 'hold')).toEqual(refused(409, 'the call of Ana, who asked you to help'))
})

test('a supervisor listens to whoever talks, and hears why where that cannot be', async () => {
  const { sam, ben, clock } = await opens()
  const watches = (how: string, body: object) => sam.posts(`/api/supervise/${how}`, body)
  expect(await watches('listen', {})).toEqual(refused(400, '"agent" must be the name'))
  expect(await watches('listen', { agent: 'Ben' })).toEqual(refused(409, 'Ben talks to nobody'))
  expect(await ben.posts('/api/supervise/listen', { agent: 'Ana' })).toMatchObject({ status: 403 })
  const { body } = await watches('join', { agent: 'Ana' })
  expect(body).toMatchObject({ watching: { agent: 'Ana', how: 'join' }, phone: 'telephone', speed: 1 })
  await clock.passes(5 * SECOND_MS)
  expect((await watches('stop', {})).body.watching).toBe(null)
})
