import { PassThrough } from 'node:stream'
import type { ReadStream } from 'node:tty'
import { expect, test } from 'vitest'
import { lines } from '../../flows/index.ts'
import type { Line } from '../../src/call/line.ts'
import { live } from '../../src/cli/call/live.ts'
import { Phone } from '../../src/cli/call/phone.ts'
import { transcriptLine } from '../../src/cli/call/screen.ts'
import { ManualClock } from '../runtime/manual-clock.ts'
import { harbour } from '../testkit/a-talkative-line.ts'

const MORNING = Date.parse('2026-12-14T10:00-05:00')

/** A person at a keyboard, whose time passes when the test says so. */
function sitsDown({ line = lines['card-support']!, busyMs }: { line?: Line; busyMs?: number } = {}) {
  const modes: boolean[] = []
  const keyboard = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => void modes.push(raw) })
  const clock = new ManualClock(MORNING)
  const seen: string[] = []
  const page = {
    startMs: MORNING,
    timeZone: 'America/New_York',
    columns: 60,
    style: (_look: string, text: string) => text,
  }
  const cast = { agents: 1, ahead: 0, ...(busyMs !== undefined && { busyMs }) }
  const phone = new Phone(line, MORNING, cast, { caller: 1 }, heard => seen.push(transcriptLine(heard, page)))
  const typing: string[] = []
  const status = (words?: string) => void (words !== undefined && typing.push(words))
  const screen = { status, unknownKey: (name: string) => void seen.push(`no key ${name}`) }
  const over = live(phone, clock, keyboard as unknown as ReadStream, screen)
  return {
    ...{ seen, modes, over, typing },
    async types(keys: string) {
      keyboard.write(keys)
      // A keyboard's stream hands on what it holds in turns of its own.
      await new Promise(resolve => setImmediate(resolve))
    },
    waits: (seconds: number) => clock.passes(seconds * 1_000),
  }
}

test('at a terminal keys count at once, time goes by, and h hangs up', async () => {
  const person = sitsDown({ busyMs: 60_000 })
  await person.types('1')
  await person.waits(2)
  await person.types('x')
  await person.types('1')
  await person.waits(10)
  await person.types('h')
  await person.over
  const rows = person.seen.flatMap(seen => seen.split('\n').map(row => row.trim()))
  expect(rows.slice(0, 8)).toEqual([
    '0:00  Thank you for calling Juniper Card. · welcome',
    '0:00  ▸ 1',
    '0:00  For help with a charge, a payment or your balance,',
    'press 1. To hear how to dispute a charge, press 2. To',
    'hear how to get a statement, press 3. · billing',
    'no key x',
    '0:02  ▸ 1',
    '0:02  You are number one in line. We expect to answer you',
  ])
  expect(person.seen.at(-1)).toContain('You hung up while waiting')
})

test('Ctrl-C hangs up too, and the terminal is given back as it was', async () => {
  const person = sitsDown()
  expect(person.modes).toEqual([true])
  await person.types('\x03')
  await person.over
  expect(person.seen.at(-1)).toContain('The call ended in the menu')
  expect(person.modes).toEqual([true, false])
})

test('words are typed behind t, can be taken back, and are said by Enter', async () => {
  const person = sitsDown({ line: harbour })
  await person.types('tlost my dog\x7f\x7f\x7fcard\r')
  expect(person.seen).toContain(' 0:00  ▸ “lost my card” (lost-card)')
  expect(person.typing).toContain('lost my dog')
  await person.types('t \r')
  await person.types('h')
  await person.over
  expect(person.seen.filter(seen => seen.includes('▸'))).toHaveLength(2)
})

test('a number is typed digit by digit, and a secret shown as dots', async () => {
  const person = sitsDown({ line: harbour })
  await person.types('34711')
  expect(person.seen).toContain(' 0:00  ▸ ••••')
  await person.types('h')
  await person.over
})

test('r leaves a message after the tone, and anywhere else is told to do nothing', async () => {
  const person = sitsDown({ line: harbour })
  await person.types('r5')
  await person.waits(3)
  await person.types('r')
  await person.waits(20)
  await person.over
  expect(person.seen).toContain(' 0:00  (a message does nothing here)')
  expect(person.seen).toContain(' 0:18  ● message (10 s)')
  expect(person.seen.at(-1)).toContain('You left a message · 20 s in all · a message of 10 s')
})
