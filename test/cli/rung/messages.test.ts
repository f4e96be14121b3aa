import { expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/base/units.ts'
import { hold, menu, owed, owes, voicemail } from '../../../src/call/blocks.ts'
import { defineLine } from '../../../src/call/define-line.ts'
import { flow } from '../../../src/call/flow.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import { ON_CALL } from '../../../src/centre/agents.ts'
import type { RosterAgent } from '../../../src/centre/roster.ts'
import { definition } from '../../centre/lines.ts'
import type { Rung } from './rung-lines.ts'
import { opensLines, presses } from './rung-lines.ts'

const BEA = '+12125550101'
const ANA = '+12025550111'
const roster: RosterAgent[] = [{ name: 'ana', skills: ['shop/sales', 'shop/messages'], address: ANA }]
const base = definition()
const texts = { main: 'Press 1 for sales, 2 for a message.', voicemail: 'Speak after the tone.' }
const more = { 'voicemail-empty': 'Nothing.', 'voicemail-thanks': 'We will call you.', sorry: 'Sorry.' }

const shop = defineLine(
  {
    ...base,
    name: 'shop',
    hours: 'always',
    intents: ['sales'],
    transcribes: true,
    queues: [
      { name: 'sales', limit: 5, handleSeconds: 60, wrapUpSeconds: 10 },
      { name: 'messages', limit: 5, handleSeconds: 60, wrapUpSeconds: 10, yieldSeconds: 3_600 },
    ],
    prompts: {
      ...base.prompts,
      ...Object.fromEntries(
        Object.entries({ ...texts, ...more }).map(([name, text]) => [name, { text: { 'en-US': text } }]),
      ),
    },
  },
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.main' },
    states: {
      arriving: {
        meta: { asks: { kind: 'nothing' } },
        on: { 'line.open': 'main', ...owes({ messages: '#call.owed' }) },
      },
      owed: owed({ queue: 'messages' }),
      main: {
        ...menu({
          prompt: 'main',
          sorry: 'sorry',
          giveUp: '#call.gone',
          choices: {
            '1': { to: '#call.sales', serves: ['sales'] },
            '2': { to: '#call.message', serves: [] },
          },
        }),
      },
      sales: hold({ queue: 'sales', full: '#call.gone', closing: '#call.gone' }),
      message: voicemail({ queue: 'messages' }),
      gone: { type: 'final' },
    },
  }),
)

async function opens() {
  const rung = await opensLines({ lines: [shop], roster })
  const rings: Phone[] = []
  rung.line.carrier.plug(ANA, phone => {
    rings.push(phone)
    phone.answer()
  })
  const signsIn = async () => {
    await rung.line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'ana' } }] })
    await rung.clock.passes(SECOND_MS)
  }
  return { ...rung, rings, signsIn }
}

/** A caller leaves a message and presses #, or hangs up while speaking. */
async function leavesMessage({ line, clock }: Rung, from = BEA, ending: '#' | 'hangs up' = '#') {
  const phone = line.call(from)
  await clock.passes(SECOND_MS)
  await presses(phone, clock, '2')
  await clock.passes(5 * SECOND_MS)
  phone.speak('Please call me about my order of last week, it has not come')
  await clock.passes(12 * SECOND_MS)
  if (ending === '#') phone.press('#')
  else phone.hangUp()
  await clock.passes(SECOND_MS)
  return phone
}

const played = (phone: Phone) => phone.diary.filter(({ kind }) => kind === 'plays').length

test('an agent is rung for a message, hears who left it and what was said, again if wanted, and is done by key', async () => {
  const rung = await opens()
  const { clock, rings, facts, wrong, line } = rung
  const bea = await leavesMessage(rung)
  expect(bea.said.at(-1)).toBe('We will call you.')
  await clock.passes(35 * MINUTE_MS)
  await rung.signsIn()
  const ana = rings[0]!
  expect(ana.said.join(' ')).toContain('Message for messages, shop, from a number ending in 0 1 0 1')
  await presses(ana, clock, '1')
  await clock.passes(20 * SECOND_MS)
  expect(ana.said.join(' ')).toContain('Message from a number ending in 0 1 0 1, left 35 minutes ago.')
  expect(played(ana)).toBe(1)
  await presses(ana, clock, '2')
  await clock.passes(20 * SECOND_MS)
  expect(played(ana)).toBe(2)
  await presses(ana, clock, '3')
  await clock.passes(SECOND_MS)
  expect(ana.isOver).toBe(true)
  expect(await facts()).toEqual([
    'arrived 1',
    'heard 1 key.2',
    'heard 1 recording.kept',
    'signed-in ana',
    'accepted ana',
    'left ana',
  ])
  expect(line.live.runtime.centre.centre.state.calls.live).toBe(0)
  expect(wrong).toEqual([])
})

test('row 17: a file that is not there yet is waited for, and what was said is written beside the journal', async () => {
  const rung = await opens()
  const { clock, rings, wrong, store, facts } = rung
  await rung.signsIn()
  await leavesMessage(rung, BEA, 'hangs up')
  const ana = rings[0]!
  await presses(ana, clock, '1')
  await clock.passes(20 * SECOND_MS)
  expect(played(ana)).toBe(1)
  ana.hangUp()
  await clock.passes(SECOND_MS)
  expect((await facts()).at(-1)).toBe('left ana')
  const [recording] = await store.recordingsOf('main', 1)
  expect(recording).toMatchObject({
    state: 'ready',
    transcript: 'Please call me about my order of last week, it has not come',
  })
  expect(wrong).toEqual([])
})

test('row 32: an agent is told that nobody can call back who withheld the number', async () => {
  const rung = await opens()
  const { clock, rings, wrong } = rung
  await leavesMessage(rung, 'anonymous')
  await rung.signsIn()
  await presses(rings[0]!, clock, '1')
  await clock.passes(20 * SECOND_MS)
  expect(rings[0]!.said.join(' ')).toContain('There is no number at which to call back.')
  expect(wrong).toEqual([])
})

test('an agent calls back at once who has heard a message, with a key', async () => {
  const rung = await opens()
  const { clock, rings, facts, wrong, line } = rung
  await leavesMessage(rung)
  line.carrier.plug(BEA, answers({ clock, presses: '1' }))
  await rung.signsIn()
  await presses(rings[0]!, clock, '1')
  await clock.passes(20 * SECOND_MS)
  await presses(rings[0]!, clock, '1')
  await clock.passes(18 * SECOND_MS)
  await presses(rings.at(-1)!, clock, '1')
  await clock.passes(SECOND_MS)
  const done = ['owed 2 ana', 'left ana', 'callback-answered 2', 'heard 2 key.1', 'accepted ana']
  expect((await facts()).slice(-5)).toEqual(done)
  expect(line.live.runtime.centre.centre.state.agents.state[0]).toBe(ON_CALL)
  expect(wrong).toEqual([])
})

test('an agent who says nothing more is asked a few times, and is free again', async () => {
  const rung = await opens()
  const { clock, rings, line } = rung
  await leavesMessage(rung)
  await rung.signsIn()
  await presses(rings[0]!, clock, '1')
  await clock.passes(5 * MINUTE_MS)
  expect(rings[0]!.isOver).toBe(true)
  expect(line.live.runtime.centre.centre.state.calls.live).toBe(0)
})

test('who declines a message, or is not there, leaves it for the next, and callers on the line come first', async () => {
  const rung = await opens()
  const { clock, rings, line, facts } = rung
  await leavesMessage(rung)
  await rung.signsIn()
  await presses(rings[0]!, clock, '5')
  await clock.passes(SECOND_MS)
  expect((await facts()).at(-1)).toBe('missed ana')
  const caller = line.call('+12125550102')
  await clock.passes(SECOND_MS)
  await presses(caller, clock, '1')
  rings.at(-1)!.hangUp()
  await clock.passes(SECOND_MS)
  await rung.signsIn()
  expect(rings.at(-1)!.said.join(' ')).toContain('Call for sales')
  await presses(rings.at(-1)!, clock, '1')
  await clock.passes(SECOND_MS)
  caller.hangUp()
  await clock.passes(MINUTE_MS)
  expect(rings.at(-1)!.said.join(' ')).toContain('Message for messages')
})

test('the sound is let out while the agent hears it, and to nobody else', async () => {
  const rung = await opens()
  const { clock, rings, line } = rung
  await leavesMessage(rung)
  await clock.passes(HOUR_MS)
  await rung.signsIn()
  await presses(rings[0]!, clock, '1')
  await clock.passes(10 * SECOND_MS)
  const sound = rings[0]!.documents.join(' ').match(/\/sound\/[^<]+/)![0]
  const fetched = async (path: string) => (await fetch(`${line.url}${path}`)).status
  expect(await fetched(sound)).toBe(200)
  expect(await fetched(`${sound.slice(0, -1)}x`)).toBe(404)
  rings[0]!.hangUp()
  await clock.passes(SECOND_MS)
  expect(await fetched(sound)).toBe(404)
})
