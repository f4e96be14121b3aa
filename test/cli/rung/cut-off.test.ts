import { expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { opensLines, presses } from './rung-lines.ts'

const BEA = '+14155550101'
const SKILLS = ['card-support/account']

/** Two agents, of whom Ana is rung first at this address, and the legs that rang them. */
async function opens(address: string) {
  const roster = [
    { name: 'ana', skills: SKILLS, address, signedIn: true },
    { name: 'ben', skills: SKILLS, address: '+12125550188' },
  ]
  const rung = await opensLines({ lines: [cardSupport], roster })
  const { line, clock } = rung
  const legs: Record<string, Phone> = {}
  for (const agent of roster)
    line.carrier.plug(agent.address, phone => {
      legs[agent.name] = phone
      answers({ clock, presses: '1' })(phone)
    })
  const bea = line.call(BEA)
  await clock.passes(SECOND_MS)
  await presses(bea, clock, '0')
  await clock.passes(10 * SECOND_MS)
  const { runtime } = line.live
  const begins = () => runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ben' } }] })
  return { ...rung, bea, legs, begins }
}

test('a caller whose agent closes the browser hears an apology, waits in the old place and talks to another', async () => {
  const { clock, bea, legs, begins, facts, wrong } = await opens('client:ana')
  legs.ana!.hangUp()
  await clock.passes(20 * SECOND_MS)
  expect(bea.said.some(text => text.includes('the agent was cut off'))).toBe(true)
  await begins()
  await clock.passes(20 * SECOND_MS)
  legs.ben!.speak('Sorry about that, Ben here.')
  expect(bea.diary.at(-1)).toMatchObject({ kind: 'voice', text: 'Sorry about that, Ben here.' })
  await clock.passes(MINUTE_MS)
  bea.hangUp()
  await clock.passes(SECOND_MS)
  expect(await facts()).toEqual([
    'signed-in ana',
    'arrived 1',
    'heard 1 key.0',
    'accepted ana',
    'lost ana',
    'signed-in ben',
    'accepted ben',
    'hung-up 1',
  ])
  expect(wrong).toEqual([])
})

test('an agent who has a telephone hangs it up when all is said', async () => {
  const { clock, bea, legs, facts, wrong } = await opens('+12125550177')
  legs.ana!.hangUp()
  await clock.passes(5 * SECOND_MS)
  expect(bea.said.at(-1)).toMatch(/^Your case number is/)
  expect(await facts()).toContain('left ana')
  expect(wrong).toEqual([])
})
