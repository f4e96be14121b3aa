import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import { CallStory } from './call-story.ts'
import type { CallerRecord } from './caller.ts'
import { checkRecord } from './caller.ts'
import type { Cast } from './cast.ts'
import { playersOf } from './cast.ts'
import { Stage } from './stage.ts'
import { Telling } from './telling.ts'
import { instantMs } from './time.ts'

/** What surrounds a call. */
export interface CallOptions {
  /**
   * When the caller rings: clock time in the line's own zone (`2026-12-14T11:00`), or with an offset. A Monday morning
   * in opening hours unless it is said.
   */
  readonly at?: string
  /** The caller's number: whoever calls from `anonymous` cannot be called back, nor be known. */
  readonly from?: string
  /** What the line's records say of the caller; nobody knows of them unless it is said. */
  readonly caller?: CallerRecord
  /** One of the line's tiers; the last, ordinary one unless it is said. */
  readonly tier?: string
  /** A queue from which the caller is owed a callback: nobody rings, and the story begins before the phone does. */
  readonly owed?: string
  /** Who works in each queue; nobody is signed in unless it is said. */
  readonly agents?: Cast
}

/**
 * Rings a line and tells the call as a story, step by step, against the true centre in virtual time.
 *
 * ```ts
 * call(cardSupport).hears('welcome').presses('7').hears('sorry').presses('0').isHolding('account').hangsUp()
 * ```
 *
 * @throws StoryFailed from the step at which the call goes another way, with the transcript up to there
 * @throws WrongInput for what is no line, and an option, time, tier, record or cast that cannot be
 */
export function call(line: Line, options: CallOptions = {}): CallStory {
  checkNames(line, options)
  const { at, from = '+12125550123', caller: record, tier, owed, agents = {} } = options
  const { tiers, name } = line.definition
  const names = tiers.map(known => known.name)
  if (tier !== undefined && !names.includes(tier))
    throw new WrongInput(`tier is "${tier}"; line "${name}" has: ${names.join(', ')}`)
  const queues = line.definition.queues.map(queue => queue.name)
  if (owed !== undefined && !queues.includes(owed))
    throw new WrongInput(`owed is "${owed}"; line "${name}" has the queues: ${queues.join(', ')}`)
  const isWithheld = from === 'anonymous'
  if (isWithheld && record) throw new WrongInput('caller is known by a number, and from is "anonymous"')
  if (record) checkRecord(line.definition, record, 'caller.matters')
  const stage = new Stage(line, instantMs(line.definition, at), playersOf(line.definition, agents))
  const caller = {
    caller: isWithheld ? 0 : 1,
    ...(!isWithheld && { number: from }),
    ...(tier !== undefined && { tier }),
    ...(record && { record }),
    ...(owed !== undefined && { owed }),
  }
  return new CallStory(new Telling(stage, caller))
}

const OPTIONS: readonly string[] = [
  'at',
  'from',
  'caller',
  'tier',
  'owed',
  'agents',
] satisfies (keyof CallOptions)[]

/** What a compiler would refuse, for stories that are written without one. */
function checkNames(line: Line, options: CallOptions): void {
  const { definition, flow } = (line ?? {}) as Partial<Line>
  if (!definition || !flow)
    throw new WrongInput(`call got ${JSON.stringify(line)}; expected a line, as \`defineLine\` gives it`)
  const unknown = Object.keys(options).find(name => !OPTIONS.includes(name))
  if (unknown !== undefined)
    throw new WrongInput(`call has no option "${unknown}"; it has: ${OPTIONS.join(', ')}`)
}
