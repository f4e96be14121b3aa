import { once } from 'node:events'
import { connect } from 'node:net'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { expectTwiml } from '../carrier/twiml.ts'
import { AUTH_TOKEN, LiveLine, PUBLIC_URL } from './live-line.ts'

const PATH = '/voice/card-support'
const SID = `CA${'1'.repeat(32)}`
const ARRIVAL = { CallSid: SID, From: '+12125550101' }
const TOKEN = 'c7a7b2c4-0003'

/** A signed request for a call as it goes over the wire. */
function onTheWire(): string {
  const body = new URLSearchParams(ARRIVAL).toString()
  return [
    `POST ${PATH} HTTP/1.1`,
    'Host: calls.example.com',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    `X-Twilio-Signature: ${twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${PUBLIC_URL}${PATH}`, ARRIVAL)}`,
    `I-Twilio-Idempotency-Token: ${TOKEN}`,
    '',
    body,
  ].join('\r\n')
}

/** Sends so much of a request for a call, and hangs up without waiting for an answer. */
async function sendsAndGoes(line: LiveLine, length: number): Promise<void> {
  const { hostname, port } = new URL(line.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  await new Promise<void>(resolve => {
    socket.write(onTheWire().slice(0, length), () => resolve())
  })
  socket.destroy()
  await once(socket, 'close')
}

test('a request that breaks off leaves nothing behind, wherever it does, and its retry is one call', async () => {
  const line = await LiveLine.open()
  const whole = onTheWire().length
  for (const length of [1, 60, whole - 40, whole - 1]) await sendsAndGoes(line, length)
  expect(await line.facts()).toEqual([])
  await sendsAndGoes(line, whole)
  await expect.poll(() => line.facts()).toEqual(['arrived 1'])
  const { text } = await line.hook(PATH, ARRIVAL, { 'i-twilio-idempotency-token': TOKEN })
  expect(expectTwiml(text, 'line').children[0]!.name).toBe('Gather')
  expect(await line.facts()).toEqual(['arrived 1'])
  expect(line.logged.filter(text => text.includes('"level":"error"'))).toEqual([])
})

test('callers are answered while others send their requests a byte at a time', async () => {
  const line = await LiveLine.open()
  const { hostname, port } = new URL(line.url)
  const slow = Array.from({ length: 200 }, () => connect(Number(port), hostname))
  await Promise.all(slow.map(socket => once(socket, 'connect')))
  for (const socket of slow) socket.write(onTheWire().slice(0, -20))
  const caller = await line.caller('+12125550102').rings()
  await caller.presses('1')
  expect(await line.facts()).toEqual(['arrived 1', 'heard 1 key.1'])
  for (const socket of slow) socket.destroy()
})

test('a form of too many fields is refused, and leaves no trace', async () => {
  const line = await LiveLine.open()
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`Field${index}`, '1']))
  expect((await line.hook(PATH, { ...ARRIVAL, ...many })).status).toBe(413)
  expect(await line.facts()).toEqual([])
})

test('a thousand callers within a minute: each is heard, and those for whom the queue is full are told', async () => {
  const line = await LiveLine.open()
  const callers = Array.from({ length: 1_000 }, (_, index) =>
    line.caller(`+1415556${String(index).padStart(4, '0')}`),
  )
  await Promise.all(callers.map(caller => caller.rings()))
  await Promise.all(callers.map(caller => caller.presses('0')))
  const { state } = line.live.runtime.centre.centre
  expect(state.queues.waiting.reduce((sum, count) => sum + count, 0)).toBe(200)
  const ended = callers.filter(({ document }) => document.children.at(-1)!.name === 'Hangup')
  expect(ended).toHaveLength(800)
  expect(state.calls.arrived).toBe(1_000)
  expect(line.logged.filter(text => text.includes('"level":"error"'))).toEqual([])
})
