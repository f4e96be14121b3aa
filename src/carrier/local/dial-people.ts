import { attribute, isOn, methodOf, numberOf } from './attributes.ts'
import { talk } from './bridge.ts'
import { CallError } from './call-error.ts'
import type { Dialled } from './dialled.ts'
import type { Scene } from './follow.ts'
import { absolute, follow } from './follow.ts'
import type { RingResult } from './house.ts'
import type { Leg, Notices } from './leg.ts'
import { live } from './live.ts'
import { Stretch } from './stretch.ts'
import { withinLimit } from './time-limit.ts'
import type { Verb } from './twiml.ts'

/** Rung this much longer than told. */
const MORE_SECONDS = 5
const E164 = /^\+?[1-9]\d{6,14}$/
const EVENTS_USUAL = 'completed'

interface Target {
  readonly noun: Verb
  readonly address: string
}

/** Rings one or several at once; whoever picks up first is put through, and the others stop ringing. */
export async function dialPeople(scene: Scene, dial: Verb, nouns: readonly Verb[]): Promise<Dialled> {
  const targets = nouns.flatMap(noun => targetOf(scene, noun))
  if (targets.length === 0) return { status: 'failed' }
  scene.leg.tell({ kind: 'ringback' })
  const groups = isOn(dial, 'sequential', false) ? targets.map(target => [target]) : [targets]
  let dialled: Dialled = { status: 'no-answer' }
  for (const group of groups) {
    dialled = await ringAll(scene, dial, group)
    if (dialled.isBridged) break
  }
  return dialled
}

function targetOf({ house, leg, script }: Scene, noun: Verb): Target[] {
  const { name, text, children, line } = noun
  const identity = children.find(child => child.name === 'Identity')?.text ?? text
  if (name === 'Client') return [{ noun, address: `client:${identity}` }]
  if (name === 'Sip') return [{ noun, address: text }]
  const number = text.replace(/[\s().-]/g, '')
  if (E164.test(number)) return [{ noun, address: international(number) }]
  const sentence = `<Number> is "${text}", which is no phone number; expected one like +12025550123.`
  house.alert(leg, new CallError(13224, sentence, { url: script.url, line }), false)
  return []
}

/** Twilio takes ten digits for a number of North America. */
function international(number: string): string {
  if (number.startsWith('+')) return number
  return number.length === 10 ? `+1${number}` : `+${number}`
}

async function ringAll(scene: Scene, dial: Verb, targets: readonly Target[]): Promise<Dialled> {
  const { house, leg, stretch } = scene
  const forMs = (numberOf(dial, 'timeout', 30) + MORE_SECONDS) * 1_000
  const from = attribute(dial, 'callerId') ?? leg.options.from
  const legs = targets.map(({ noun, address }) => {
    const notices = noticesOf(scene, noun)
    return house.outgoing({ from, to: address, parent: leg, ...(notices && { notices }) })
  })
  const ringing = new Stretch<Leg>(stretch)
  try {
    const rung = await ringing.spend(() =>
      Promise.all(
        legs.map(async called => {
          const result = await house.ring(called, forMs, ringing)
          if (result === 'answered') ringing.cut(called)
          return result
        }),
      ),
    )
    if (!rung.isCut) return { status: worst(rung.value) }
    const called = rung.reason
    for (const other of legs) if (other !== called) other.ends('canceled')
    const { noun } = targets[legs.indexOf(called)]!
    leg.becomes('in-progress')
    if (!(await screens(scene, noun, called)))
      return { status: 'no-answer', callSid: called.sid, isBridged: false }
    const isOver = await withinLimit(scene, dial, limited => bridge(limited, dial, called))
    // One who is up still was taken elsewhere, and is not ours any more.
    if (isOver && !called.isOver) legs.splice(legs.indexOf(called), 1)
    return { status: 'completed', callSid: called.sid, seconds: called.durationSeconds, isBridged: true }
  } finally {
    for (const called of legs) called.ends(called.status === 'in-progress' ? 'completed' : 'canceled')
  }
}

function worst(results: readonly RingResult[]): Dialled['status'] {
  for (const result of ['busy', 'no-answer', 'canceled'] as const) if (results.includes(result)) return result
  return 'failed'
}

/** What whoever picked up hears first. False for one who is gone after it. */
async function screens(scene: Scene, noun: Verb, called: Leg): Promise<boolean> {
  const { url } = noun.attributes
  if (url === undefined) return true
  const { house, script } = scene
  const errand = { url: absolute(script, url, noun), method: methodOf(noun, 'method') }
  const heard = new Stretch<never>(called.life)
  const stage = { ...scene, leg: called, stretch: heard, stand: 'screen' as const, fields: () => ({}) }
  const screening = heard
    .spend(() => follow(stage, errand))
    .then(
      ended => !ended.isCut && ended.value === 'ran-out',
      (error: unknown) => {
        if (error instanceof CallError) house.alert(called, error, true)
        return false
      },
    )
  return scene.stretch.for(screening)
}

/** Lets both talk until either has done with it. */
async function bridge(scene: Scene, dial: Verb, called: Leg): Promise<true> {
  const { leg, house, stretch, verbs } = scene
  const left = Promise.withResolvers<void>()
  // The one who was called has a life of its own: REST may take it elsewhere.
  void live({ house, verbs, leg: called }, async doing => {
    try {
      await talk(
        called,
        () => [leg],
        () => doing.wait(() => undefined),
      )
    } finally {
      left.resolve()
    }
    return 'hang-up'
  })
  const hangsUpOnStar = isOn(dial, 'hangupOnStar', false)
  await talk(
    leg,
    () => [called],
    () => stretch.for(left.promise),
    key => {
      if (key === '*' && hangsUpOnStar) called.ends('completed')
    },
  )
  return true
}

function noticesOf({ script }: Scene, noun: Verb): Notices | undefined {
  const { statusCallback, statusCallbackEvent = EVENTS_USUAL } = noun.attributes
  if (!statusCallback) return undefined
  return {
    url: absolute(script, statusCallback, noun),
    method: methodOf(noun, 'statusCallbackMethod'),
    events: new Set(statusCallbackEvent.split(/\s+/)),
  }
}
