import { isOn } from './attributes.ts'
import { CallError } from './call-error.ts'
import { dialConference } from './dial-conference.ts'
import { dialPeople } from './dial-people.ts'
import { dialQueue } from './dial-queue.ts'
import type { Dialled } from './dialled.ts'
import type { Scene, Step } from './follow.ts'
import { actionOf } from './follow.ts'
import type { Fields } from './happenings.ts'
import type { Verb } from './twiml.ts'

/** Puts a call through: to people, to whoever waits in a queue, or into a conference. */
export async function dial(scene: Scene, verb: Verb): Promise<Step> {
  const { leg, house } = scene
  if (!isOn(verb, 'answerOnBridge', false) || !dialsPeople(verb)) leg.becomes('in-progress')
  let dialled: Dialled
  try {
    dialled = await dialBy(scene, verb)
  } catch (error) {
    // Whoever hangs up has nothing more to hear, but the line is told.
    if (leg.isOver) await house.notify(leg, noticeOf(scene, verb))
    throw error
  }
  if (verb.attributes.action === undefined) return undefined
  return { to: actionOf(scene, verb, fieldsOf(dialled)) }
}

function dialsPeople({ children }: Verb): boolean {
  return !children.some(({ name }) => name === 'Conference' || name === 'Queue')
}

async function dialBy(scene: Scene, verb: Verb): Promise<Dialled> {
  const place = { url: scene.script.url, line: verb.line }
  const [first, ...others] = verb.children
  if (first?.name === 'Conference' || first?.name === 'Queue') {
    if (others.length > 0)
      throw new CallError(13000, `<${first.name}> stands in <Dial> alone or not at all.`, place)
    return first.name === 'Conference' ? dialConference(scene, verb, first) : dialQueue(scene, verb, first)
  }
  const nouns = first ? verb.children : [{ ...verb, name: 'Number', children: [], attributes: {} }]
  if (!first && verb.text === '') throw new CallError(13223, '<Dial> says nobody to dial.', place)
  return dialPeople(scene, verb, nouns)
}

function fieldsOf({ status, callSid, seconds, isBridged }: Dialled): Fields {
  return {
    DialCallStatus: status,
    ...(callSid !== undefined && { DialCallSid: callSid }),
    ...(seconds !== undefined && { DialCallDuration: String(seconds) }),
    ...(isBridged !== undefined && { DialBridged: String(isBridged) }),
  }
}

function noticeOf(scene: Scene, verb: Verb) {
  const { url, method } = actionOf(scene, verb, {})
  const isWanted = verb.attributes.action !== undefined
  return { url: isWanted ? url : '', method, fields: { DialCallStatus: 'completed' } }
}
