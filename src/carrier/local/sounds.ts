import { attribute, methodOf, numberOf } from './attributes.ts'
import { CallError } from './call-error.ts'
import type { Scene, Step } from './follow.ts'
import { absolute } from './follow.ts'
import type { Leg } from './leg.ts'
import type { Verb } from './twiml.ts'
import { charactersMax, languageOfVoice } from './voices.ts'

/** Keys are played so fast; w waits for half a second. */
const TONE_MS = 250
const TONE_PAUSE_MS = 500

export async function say(scene: Scene, verb: Verb): Promise<Step> {
  const { house, leg, stretch, script } = scene
  const place = { url: script.url, line: verb.line }
  const text = verb.words
  const { voice, language } = spokenBy(verb)
  if (text === '') house.alert(leg, new CallError(13520, '<Say> has nothing to say.', place), false)
  const most = charactersMax(voice)
  if (text.length > most)
    throw new CallError(13521, `<Say> has ${text.length} characters; ${voice} says ${most} at most.`, place)
  const own = languageOfVoice(voice)
  if (own !== undefined && verb.attributes.language !== undefined && own !== language)
    throw new CallError(13512, `the voice ${voice} speaks ${own}, not ${language}.`, place)
  const lastsMs = house.spokenMs(text)
  const isSilent = lastsMs === 0
  for (let times = timesOf(verb); times > 0 && !isSilent; times--) {
    leg.tell({ kind: 'says', text, language: own ?? language, lastsMs })
    leg.soundless = 0
    const stop = leg.speaks()
    try {
      await stretch.lasts(house.clock, lastsMs)
    } finally {
      stop()
    }
  }
  return undefined
}

export async function play(scene: Scene, verb: Verb): Promise<Step> {
  const { house, leg, stretch, script } = scene
  const { digits } = verb.attributes
  if (digits !== undefined) {
    const ms = [...digits].reduce((sum, key) => sum + (key === 'w' ? TONE_PAUSE_MS : TONE_MS), 0)
    leg.soundless = 0
    await stretch.lasts(house.clock, ms)
    return undefined
  }
  const url = absolute(script, verb.text, verb)
  try {
    await stretch.for(house.media.fetch(leg, url))
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    house.alert(leg, error, true)
    return undefined
  }
  const lastsMs = house.media.lengthMs(url)
  for (let times = timesOf(verb); times > 0 && lastsMs > 0; times--) {
    leg.tell({ kind: 'plays', url, lastsMs })
    leg.soundless = 0
    await stretch.lasts(house.clock, lastsMs)
  }
  return undefined
}

export async function pause({ house, leg, stretch }: Scene, verb: Verb): Promise<Step> {
  const lastsMs = numberOf(verb, 'length', 1) * 1_000
  if (lastsMs === 0) return undefined
  leg.tell({ kind: 'pauses', lastsMs })
  leg.soundless = 0
  await stretch.lasts(house.clock, lastsMs)
  return undefined
}

export async function redirect({ script }: Scene, verb: Verb): Promise<Step> {
  const method = methodOf(verb, 'method')
  return { to: { url: verb.text === '' ? script.url : absolute(script, verb.text, verb), method } }
}

export async function hangup(): Promise<Step> {
  return 'hang-up'
}

/** Only whoever is in a queue can leave it. */
export async function leave({ stand, house, leg, script }: Scene, { line }: Verb): Promise<Step> {
  if (stand === 'queue') return 'leave'
  const sentence = '<Leave> stands in a document of a call that waits in no queue, and does nothing.'
  house.alert(leg, new CallError(12200, sentence, { url: script.url, line }), false)
  return undefined
}

/** Refuses a call that has not been picked up, which then costs nothing; ends any other. */
export async function reject({ leg }: Scene, verb: Verb): Promise<Step> {
  const isRinging = leg.status === 'ringing'
  if (isRinging) endsUnanswered(leg, attribute(verb, 'reason') === 'busy')
  return 'hang-up'
}

function endsUnanswered(leg: Leg, isBusy: boolean): void {
  leg.ends(isBusy ? 'busy' : 'no-answer')
}

/** 0 is for ever, which is as often as anybody listens. */
function timesOf(verb: Verb): number {
  const times = numberOf(verb, 'loop', 1)
  return times === 0 ? Number.POSITIVE_INFINITY : times
}

function spokenBy({ attributes }: Verb): { voice: string; language: string } {
  return { voice: attributes.voice ?? 'man', language: attributes.language ?? 'en-US' }
}
