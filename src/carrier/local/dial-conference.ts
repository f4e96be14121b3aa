import { attribute, isOn, methodOf, numberOf } from './attributes.ts'
import { talk } from './bridge.ts'
import { CallError } from './call-error.ts'
import type { Conference, Participant } from './conferences.ts'
import type { Dialled } from './dialled.ts'
import type { Scene } from './follow.ts'
import { absolute, follow } from './follow.ts'
import type { Errand, Notices } from './leg.ts'
import { Stretch } from './stretch.ts'
import { withinLimit } from './time-limit.ts'
import type { Verb } from './twiml.ts'

const PARTICIPANTS_MAX = 250
/** Music of Twilio's own, where a line gives none. */
const MUSIC_MS = 60_000
const EVENTS: Readonly<Record<string, string>> = { modify: 'mute' }

/** A leg's part in a conference, from joining it to the end of it. */
export async function dialConference(scene: Scene, dial: Verb, noun: Verb): Promise<Dialled> {
  const { house, leg } = scene
  const conference = house.conferences.named(noun.text)
  if (conference.participants.length >= numberOf(noun, 'maxParticipants', PARTICIPANTS_MAX)) {
    const sentence = `the conference "${noun.text}" is full.`
    house.alert(leg, new CallError(0, sentence, { url: scene.script.url, line: noun.line }), false)
    return { status: 'failed' }
  }
  conference.notices ??= noticesOf(scene, noun)
  await withinLimit(scene, dial, limited => takePart(limited, noun, conference))
  return { status: house.undocumented.conferenceDialStatus }
}

async function takePart(scene: Scene, noun: Verb, conference: Conference): Promise<void> {
  const { leg } = scene
  const beep = attribute(noun, 'beep') ?? 'true'
  const part = new Part(scene, noun, conference, beep)
  conference.enter(part, beep === 'true' || beep === 'onEnter')
  leg.tell({ kind: 'joins', conference: conference.name })
  leg.hears = () => conference.heard(part)
  try {
    await part.lasts()
  } finally {
    leg.hears = undefined
    conference.leave(part)
    leg.tell({ kind: 'leaves', conference: conference.name })
  }
}

class Part implements Participant {
  readonly leg
  readonly joinedMs: number
  readonly label: string
  isMuted: boolean
  coaches: string
  startsOnEnter: boolean
  endsOnExit: boolean
  beepsOnExit: boolean
  hold: Errand | undefined
  readonly #scene: Scene
  readonly #noun: Verb
  readonly #conference: Conference
  readonly #whole: Stretch<'dropped'>
  /** What is heard until something changes. */
  #now: Stretch<'changed'>

  constructor(scene: Scene, noun: Verb, conference: Conference, beep: string) {
    this.leg = scene.leg
    this.joinedMs = scene.house.clock.nowMs()
    this.label = noun.attributes.participantLabel ?? ''
    this.isMuted = isOn(noun, 'muted', false)
    this.coaches = noun.attributes.coach ?? ''
    this.startsOnEnter = isOn(noun, 'startConferenceOnEnter', true)
    this.endsOnExit = isOn(noun, 'endConferenceOnExit', false)
    this.beepsOnExit = beep === 'true' || beep === 'onExit'
    this.#scene = scene
    this.#noun = noun
    this.#conference = conference
    this.#whole = new Stretch<'dropped'>(scene.stretch)
    this.#now = new Stretch<'changed'>(this.#whole)
    // At once, and not when the hang-up has been worked through: REST may ask in between.
    this.#whole.whenCut(() => conference.leave(this))
  }

  changed(): void {
    this.#now.cut('changed')
  }

  drops(): void {
    this.#whole.cut('dropped')
  }

  async lasts(): Promise<void> {
    await this.#whole.spend(async whole => {
      for (;;) {
        if (this.#now.isCut) this.#now = new Stretch<'changed'>(whole)
        await this.#now.spend(now => this.#hears(now))
      }
    })
  }

  async #hears(now: Stretch<'changed'>): Promise<void> {
    const { script } = this.#scene
    if (this.hold) return this.#listens(now, this.hold)
    if (this.#conference.isOn) {
      return talk(
        this.leg,
        () => this.#conference.hearers(this),
        () => now.wait(() => undefined),
      )
    }
    const { waitUrl } = this.#noun.attributes
    if (waitUrl === '') return now.wait(() => undefined)
    const url = waitUrl === undefined ? undefined : absolute(script, waitUrl, this.#noun)
    return this.#listens(
      now,
      url === undefined ? undefined : { url, method: methodOf(this.#noun, 'waitMethod') },
    )
  }

  /** What is heard alone, again and again; silence where it cannot be had. */
  async #listens(now: Stretch<'changed'>, errand: Errand | undefined): Promise<void> {
    const { house, leg } = this.#scene
    for (;;) {
      if (!errand || errand.url === '') {
        leg.tell({ kind: 'plays', url: '', lastsMs: MUSIC_MS })
        await now.lasts(house.clock, MUSIC_MS)
        continue
      }
      const before = leg.soundless
      try {
        await follow({ ...this.#scene, stretch: now, stand: 'conference', fields: () => ({}) }, errand)
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        house.alert(leg, error, true)
        await now.wait(() => undefined)
      }
      if (leg.soundless > before) await now.lasts(house.clock, 1_000)
      leg.soundless = 0
    }
  }
}

function noticesOf({ script }: Scene, noun: Verb): Notices | undefined {
  const { statusCallback, statusCallbackEvent = '' } = noun.attributes
  if (!statusCallback) return undefined
  const events = statusCallbackEvent.split(/\s+/).map(event => EVENTS[event] ?? event)
  return {
    url: absolute(script, statusCallback, noun),
    method: methodOf(noun, 'statusCallbackMethod'),
    events: new Set(events),
  }
}
