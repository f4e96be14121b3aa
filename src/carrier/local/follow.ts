import { methodOf } from './attributes.ts'
import { CallError } from './call-error.ts'
import { checkTwiml } from './check-twiml.ts'
import { fetchScript } from './documents.ts'
import type { Stand } from './grammar.ts'
import type { Fields } from './happenings.ts'
import type { House } from './house.ts'
import type { Errand, Leg } from './leg.ts'
import type { Stretch } from './stretch.ts'
import type { Script, Verb } from './twiml.ts'

/** Where documents are performed. */
export interface Stage {
  readonly house: House
  readonly leg: Leg
  readonly stretch: Stretch<unknown>
  readonly stand: Stand
  readonly verbs: Verbs
  /** What each request says beside the usual. */
  fields(): Fields
}

/** A stage and the document that is being performed on it. */
export interface Scene extends Stage {
  readonly script: Script
}

/** What comes after a verb: the next one, or something else. */
export type Step = undefined | { readonly to: Errand } | 'hang-up' | 'leave'

export type Perform = (scene: Scene, verb: Verb) => Promise<Step>
/** How each verb is performed. */
export type Verbs = Readonly<Record<string, Perform>>

/** A call that rings is picked up by what can be heard; how Dial does it, it says itself. */
const PICKS_UP: ReadonlySet<string> = new Set(['Say', 'Play', 'Gather', 'Record', 'Enqueue'])
/** Documents one after the other without a sound or a moment between them; more is a circle. */
const SOUNDLESS_MAX = 50

/**
 * Performs a document, and those to which it leads.
 * @returns 'ran-out' at the end of a document
 * @throws CallError for a document that cannot be had or performed
 */
export async function follow(stage: Stage, errand: Errand): Promise<'ran-out' | 'hang-up' | 'leave'> {
  let next = errand
  for (;;) {
    const step = await performOne(stage, next)
    if (typeof step === 'string') return step
    if (step === undefined) return 'ran-out'
    next = step.to
  }
}

/** Performs one document. */
export async function performOne(stage: Stage, errand: Errand): Promise<Step> {
  const { house, leg, stretch, stand } = stage
  if (++leg.soundless > SOUNDLESS_MAX) {
    leg.soundless = 0
    const sentence = `${SOUNDLESS_MAX} documents one after the other gave nothing to hear and took no time.`
    throw new CallError(0, `${sentence} They turn in a circle.`, { url: errand.url })
  }
  const script = await stretch.for(fetchScript(house, leg, errand, stage.fields()))
  for (const oddity of checkTwiml(script, stand)) house.alert(leg, oddity, false)
  const scene = { ...stage, script }
  for (const verb of script.verbs) {
    if (stand === 'line' && PICKS_UP.has(verb.name)) leg.becomes('in-progress')
    const step = await stage.verbs[verb.name]!(scene, verb)
    if (step !== undefined) return step
  }
  return undefined
}

/** The errand of a verb's `action`; without one the current document is asked for again. */
export function actionOf({ script }: Scene, verb: Verb, fields: Fields): Errand {
  const { action } = verb.attributes
  if (action === undefined || action === '') return { url: script.url, method: script.method, fields }
  return { url: absolute(script, action, verb), method: methodOf(verb, 'method'), fields }
}

/** A URL as it stands in a document. @throws CallError 11100 */
export function absolute({ url }: Script, reference: string, { line, name }: Verb): string {
  try {
    const { href } = new URL(reference.trim(), url)
    // Its own spelling where it is whole: what is signed is what was written.
    return /^https?:\/\//i.test(reference.trim()) ? reference.trim() : href
  } catch {
    throw new CallError(11100, `<${name}> leads to "${reference}", which is no URL.`, { url, line })
  }
}
