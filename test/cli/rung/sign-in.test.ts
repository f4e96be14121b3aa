import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { SECOND_MS } from '../../../src/base/units.ts'
import { AWAY_REASONS } from '../../../src/call/away.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { Rung } from './rung-lines.ts'
import { opensLines } from './rung-lines.ts'

const ANA = '+12025550123'
const ROSTER = [{ name: 'Ana', id: '1001', skills: ['card-support/billing'], address: ANA }]
const PINS = new Map([['Ana', '482915']])

const opens = () => opensLines({ lines: [cardSupport], roster: ROSTER, pins: PINS })

/** Ana rings from a phone, and keys in one thing after the other. */
async function rings({ line, clock }: Rung, keys: readonly string[], from = ANA): Promise<Phone> {
  const phone = line.callToSignIn(from)
  // Both languages are offered in turn.
  await clock.passes(7 * SECOND_MS)
  for (const key of keys) {
    phone.press(key)
    await clock.passes(SECOND_MS)
  }
  return phone
}

const reasonOf = ({ line }: Rung) => AWAY_REASONS[line.live.runtime.centre.centre.state.agents.reason[0]!]

test('an agent signs in by phone with id and PIN, and the phone is free to be rung', async () => {
  const rung = await opens()
  const ana = await rings(rung, ['1001#', '482915#', '1'])
  expect(ana.said.map(text => text.split('.')[0])).toEqual([
    'Signing in of agents',
    'Para español, oprima asterisco y numeral',
    'Now your PIN, then pound',
    'You are away',
    'You take calls now',
  ])
  await rung.clock.passes(5 * SECOND_MS)
  expect(ana.status).toBe('completed')
  expect(await rung.facts()).toEqual(['signed-in Ana'])
  await rings(rung, ['1001#', '482915#', '1'])
  expect(await rung.facts()).toEqual(['signed-in Ana'])
  expect(rung.wrong).toEqual([])
})

test('from any phone an agent goes away for a reason, hears how that stands, and changes it', async () => {
  const rung = await opens()
  await rings(rung, ['1001#', '482915#', '1'])
  const away = await rings(rung, ['1001#', '482915#', '2', '2'], '+14155550177')
  expect(away.said.at(-1)).toBe('You are away now. Goodbye.')
  expect(reasonOf(rung)).toBe('lunch')
  const again = await rings(rung, ['1001#', '482915#', '3', '2', '5'])
  expect(again.said.filter(text => text.startsWith('You are away, at lunch.'))).toHaveLength(2)
  expect(reasonOf(rung)).toBe('end-of-work')
  expect(await rung.facts()).toEqual(['signed-in Ana', 'went-away Ana', 'went-away Ana'])
})

test('one who talks is told that going away comes after the call', async () => {
  const rung = await opens()
  await rings(rung, ['1001#', '482915#', '1'])
  rung.line.carrier.plug(ANA, phone => phone.answer())
  const caller = rung.line.call('+14155550101')
  await rung.clock.passes(SECOND_MS)
  caller.press('1')
  await rung.clock.passes(SECOND_MS)
  caller.press('1')
  await rung.clock.passes(3 * SECOND_MS)
  await rung.line.live.runtime.submit({ reports: () => [{ kind: 'accepted', data: { agent: 'Ana' } }] })
  const away = await rings(rung, ['1001#', '482915#', '2', '1'], '+14155550177')
  expect(away.said.at(-1)).toBe('You are away as soon as this call is done with. Goodbye.')
})

test('Spanish is a key away, and stays', async () => {
  const rung = await opens()
  const ana = await rings(rung, ['*#', '1001#', '482915#', '1'])
  expect(ana.said.slice(2).map(text => text.split('.')[0])).toEqual([
    'Ingreso de agentes',
    'Ahora su clave y luego numeral',
    'Está ausente',
    'Ahora recibe llamadas',
  ])
})

test.each([
  ['PINs', ['1001#', '111111#', '1001#', '222222#', '1001#', '333333#']],
  ['ids', ['9999#', '482915#', '8888#', '482915#', '7777#', '482915#']],
])('three wrong %s in a call end it alike, and sign nobody in', async (_what, keys) => {
  const rung = await opens()
  const phone = await rings(rung, keys)
  expect(phone.said.filter(text => text.startsWith('That is not right.'))).toHaveLength(2)
  expect(phone.said.at(-1)).toBe('You cannot be signed in. Goodbye.')
  await rung.clock.passes(5 * SECOND_MS)
  expect(phone.status).toBe('completed')
  expect(await rung.facts()).toEqual([])
})

test('silence counts as a wrong answer, and ends the call', async () => {
  const rung = await opens()
  const phone = await rings(rung, [])
  await rung.clock.passes(120 * SECOND_MS)
  expect([phone.status, phone.said.at(-1)]).toEqual(['completed', 'You cannot be signed in. Goodbye.'])
})

test('after five wrong PINs, from whatever phones, the account waits and says so', async () => {
  const rung = await opens()
  for (let call = 0; call < 2; call++)
    await rings(rung, ['1001#', '111111#', '1001#', '222222#', '1001#', '333333#'], `+1415555017${call}`)
  const phone = await rings(rung, ['1001#', '482915#'])
  expect(phone.said.at(-1)).toMatch(/^There were too many wrong PINs\./)
  expect(await rung.facts()).toEqual([])
})
