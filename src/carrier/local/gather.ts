import { attribute, isOn, numberOf } from './attributes.ts'
import type { Scene, Step } from './follow.ts'
import { actionOf } from './follow.ts'
import type { Fields } from './happenings.ts'
import type { House } from './house.ts'
import type { Said } from './listening.ts'
import { Listening } from './listening.ts'
import type { Verb } from './twiml.ts'

/** Asks for keys or words. Nothing said and nothing pressed leads on to the next verb. */
export async function gather(scene: Scene, verb: Verb): Promise<Step> {
  const { leg, house, stretch } = scene
  const input = attribute(verb, 'input') ?? 'dtmf'
  const language = verb.attributes.language ?? 'en-US'
  const hints = verb.attributes.hints ?? ''
  const seconds = (which: string, usual: number) => numberOf(verb, which, usual) * 1_000
  const timeoutMs = seconds('timeout', 5)
  const listening = new Listening(stretch, {
    clock: house.clock,
    takesKeys: input.includes('dtmf'),
    takesSpeech: input.includes('speech'),
    isCutBySpeech: isOn(verb, 'bargeIn', true),
    keysMax: numberOf(verb, 'numDigits', Number.POSITIVE_INFINITY),
    finishOnKey: attribute(verb, 'finishOnKey') ?? '#',
    timeoutMs,
    speechTimeoutMs:
      verb.attributes.speechTimeout === 'auto' ? AUTO_MS : seconds('speechTimeout', timeoutMs / 1_000),
    speechMaxMs: Math.min(SPEECH_MAX_MS, seconds('maxSpeechTime', SPEECH_MAX_MS / 1_000)),
    spokenMs: text => house.spokenMs(text),
  })
  leg.keypad = listening
  leg.tell({ kind: 'asks', keys: input.includes('dtmf'), speech: input.includes('speech'), hints })
  try {
    const said = await listening.during(async prompts => {
      for (const child of verb.children) await scene.verbs[child.name]!({ ...scene, stretch: prompts }, child)
    })
    // Whoever has waited for an answer has heard silence.
    leg.soundless = 0
    const fields = answerFields(house, said, { hints, language })
    if (fields) return { to: actionOf(scene, verb, fields) }
    if (!isOn(verb, 'actionOnEmptyResult', false)) return undefined
    return { to: actionOf(scene, verb, input.includes('dtmf') ? { Digits: '' } : {}) }
  } finally {
    if (leg.keypad === listening) leg.keypad = undefined
  }
}

/** Of silence after words that are taken to be over. */
const AUTO_MS = 1_000
const SPEECH_MAX_MS = 60_000

/** What an answer is to the line; undefined for none, or for one that nobody understood. */
function answerFields(
  house: House,
  said: Said,
  asked: { hints: string; language: string },
): Fields | undefined {
  if (said.kind === 'nothing') return undefined
  if (said.kind === 'keys') return { Digits: said.keys, FinishedOnKey: said.finishedOn }
  const understood = house.recognise(said.text, asked)
  if (!understood) return undefined
  const { text, confidence } = understood
  return { SpeechResult: text, ...(confidence !== undefined && { Confidence: String(confidence) }) }
}
