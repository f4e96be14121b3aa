import { expect, test } from 'vitest'
import { SECOND_MS } from '../../src/base/units.ts'
import { answered, clicks, opensDesks, shows } from './agent-desk.ts'

/**
 * Stands for Twilio's library, by the names that its documentation gives, with the carrier on this machine behind it. Keys
 * that come before the question are lost, as they would be.
 */
const LIBRARY = `
class Emitter {
  #listeners = {}
  on(name, listener) { (this.#listeners[name] ??= []).push(listener); return this }
  emit(name, ...told) { for (const listener of this.#listeners[name] ?? []) listener(...told) }
}
const post = (deed, body = {}) => fetch('/api/agent/leg/' + deed, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
})
class Call extends Emitter {
  isAsked = false
  #status = 'pending'
  status() { return this.#status }
  accept() { post('answer').then(() => { this.#status = 'open'; this.emit('accept', this) }) }
  reject() { post('decline').then(() => { this.#status = 'closed'; this.emit('reject') }) }
  disconnect() { post('hang-up') }
  sendDigits(keys) { if (this.isAsked) post('keys', { keys }) }
  ends() { this.#status = 'closed'; this.emit('disconnect', this) }
}
class Device extends Emitter {
  constructor(token, options) { super(); window.made = { token, options } }
  updateToken(token) { window.made.token = token }
  destroy() {}
  async register() {
    let call
    new EventSource('/api/agent/leg/events').addEventListener('message', ({ data }) => {
      const { kind, status } = JSON.parse(data)
      if (kind === 'begins') { call = new Call(); this.emit('incoming', call) }
      if (kind === 'asks') call.isAsked = true
      if (status === 'completed') call.ends()
    })
    this.emit('registered')
    window.device = this
  }
}
globalThis.Twilio = { Device }
`

test("a call rings by Twilio's library, which presses the key until the call is taken, and hangs up when told", async () => {
  const { atDesk, rings, clock, facts, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  let tokens = 0
  await ana.route('**/vendor/twilio-voice.js', route =>
    route.fulfill({ contentType: 'text/javascript', body: LIBRARY }),
  )
  await ana.route('**/api/agent/token', async route => {
    // The telephone at this address is plugged in by asking for it.
    await route.fetch()
    await route.fulfill({ json: { carrier: 'twilio', token: `token ${++tokens}` } })
  })
  await ana.reload()
  await shows(ana, 'The telephone is ready.')
  await clicks(ana, /Be available/, '/available')
  await rings()
  const keyed = answered(ana, '/leg/keys')
  await clicks(ana, /^Accept/, '/leg/answer')
  await clock.passes(SECOND_MS)
  await keyed
  await clock.passes(5 * SECOND_MS)
  await shows(ana, '+14155550143')
  expect(await ana.getByLabel('What you say').count()).toBe(0)
  const before = await ana.evaluate('made.token')
  const fresh = answered(ana, '/api/agent/token')
  await ana.evaluate('device.emit("tokenWillExpire")')
  await fresh
  await expect.poll(() => ana.evaluate('made.token'), { timeout: 30_000 }).not.toBe(before)
  await clicks(ana, /^Hang up/, '/hang-up')
  await clock.passes(2 * SECOND_MS)
  await shows(ana, 'Wrap-up')
  expect(await facts()).toEqual(['signed-in Ana', 'arrived 1', 'heard 1 key.0', 'accepted Ana', 'left Ana'])
  await ana.evaluate('device.emit("error", { message: "no network" })')
  await shows(ana, 'The telephone: no network')
  expect(wrong).toEqual([])
})

test('the library that is served defines what the page needs of it', async () => {
  const { atDesk, wrong } = await opensDesks()
  const ana = await atDesk('Ana')
  const names = await ana.evaluate(`import('/vendor/twilio-voice.js').then(() =>
    ['register', 'updateToken', 'destroy', 'on'].filter(name => typeof Twilio.Device.prototype[name] === 'function')
      .concat(['accept', 'reject', 'disconnect', 'sendDigits', 'status'].filter(
        name => typeof Twilio.Call.prototype[name] === 'function')))`)
  expect(names).toEqual([
    'register',
    'updateToken',
    'destroy',
    'on',
    'accept',
    'reject',
    'disconnect',
    'sendDigits',
    'status',
  ])
  expect(wrong).toEqual([])
})
