import type { Call, Device } from '@twilio/voice-sdk'
import type { LegEars, LegPort } from './leg-port.ts'
import type { LegGrant } from './leg-view.ts'

/** Where Twilio's library leaves what is in it: its file for browsers is no module. */
declare global {
  var Twilio: { readonly Device: typeof Device } | undefined
}

/** Served as it lies in its package. */
const LIBRARY: string = '/vendor/twilio-voice.js'
/** Takes a call, once the document that asks for it is being performed. */
const TAKES = '1'
/** From picking up to the first key, and on to the next while the centre has not heard of one. */
const KEY_AFTER_MS = 600
const KEY_EVERY_MS = 1_500
const KEYS_MAX = 8
/** A new token is fetched so long before the old one ends. */
const REFRESH_MS = 60_000

/** A telephone at Twilio, by its library. */
export async function openTwilioLeg(
  token: string,
  ears: LegEars,
  granted: () => Promise<LegGrant>,
): Promise<LegPort> {
  await import(LIBRARY)
  if (!globalThis.Twilio) throw new Error("Twilio's library for browsers cannot be loaded.")
  const device = new globalThis.Twilio.Device(token, {
    closeProtection: 'You are on a call. The caller goes back into the queue if you close this page.',
    tokenRefreshMs: REFRESH_MS,
  })
  let call: Call | undefined
  const over = (ended: Call) => {
    if (call !== ended) return
    call = undefined
    ears.state('ready')
  }
  device.on('registered', () => {
    ears.wrong('')
    if (!call) ears.state('ready')
  })
  device.on('unregistered', () => ears.state('failed'))
  device.on('error', (error: { message: string }) => ears.wrong(`The telephone: ${error.message}`))
  device.on('tokenWillExpire', () => {
    granted().then(
      grant => grant.carrier === 'twilio' && device.updateToken(grant.token),
      (error: Error) => ears.wrong(error.message),
    )
  })
  device.on('incoming', (incoming: Call) => {
    call = incoming
    ears.begins()
    ears.state('ringing')
    for (const ending of ['cancel', 'disconnect', 'reject'] as const)
      incoming.on(ending, () => over(incoming))
    incoming.on('accept', () => {
      ears.state('up')
      pressUntilTaken(incoming, ears)
    })
    incoming.on('error', (error: { message: string }) => ears.wrong(`The call: ${error.message}`))
  })
  await device.register().catch((error: { message: string }) => {
    // Another try makes another.
    device.destroy()
    throw new Error(`Twilio cannot be reached from this browser: ${error.message}`)
  })
  return {
    accept: () => call?.accept(),
    decline: () => call?.reject(),
    hangUp: () => call?.disconnect(),
    close: () => device.destroy(),
  }
}

/** Keys that come before the question are lost, and nobody tells when that is put: so it is answered until it is heard. */
function pressUntilTaken(call: Call, ears: LegEars): void {
  let left = KEYS_MAX
  const presses = () => {
    if (left-- === 0 || ears.isTaken() || call.status() !== 'open') return
    call.sendDigits(TAKES)
    window.setTimeout(presses, KEY_EVERY_MS)
  }
  window.setTimeout(presses, KEY_AFTER_MS)
}
