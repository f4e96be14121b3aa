import { CallError } from './call-error.ts'
import type { Stage, Step, Verbs } from './follow.ts'
import { performOne } from './follow.ts'
import type { House } from './house.ts'
import type { Errand, Leg } from './leg.ts'
import type { Ended } from './stretch.ts'
import { Stretch } from './stretch.ts'

/** What a leg does first: a document, or something else. */
type Beginning = Errand | ((doing: Stretch<Errand>) => Promise<Step>)

export interface Living {
  readonly house: House
  readonly verbs: Verbs
  readonly leg: Leg
}

/** What callers hear where a line fails and has no fallback. */
const APOLOGY = 'We are sorry, an application error has occurred. Goodbye.'

/** A leg from what it does first until it hangs up; whatever takes it elsewhere on the way, it goes there. */
export async function live(living: Living, beginning: Beginning): Promise<void> {
  const { leg } = living
  let next: Beginning | undefined = beginning
  while (next && !leg.isOver) {
    const doing = new Stretch<Errand>(leg.life)
    leg.doing = doing
    const now: Beginning = next
    try {
      const ended: Ended<void, Errand> = await doing.spend(stretch => perform(living, stretch, now))
      next = ended.isCut ? ended.reason : undefined
    } catch (error) {
      if (!leg.isOver) throw error
    }
  }
  // At the end of a document a call is over.
  leg.ends('completed')
}

async function perform(living: Living, stretch: Stretch<Errand>, now: Beginning): Promise<void> {
  const stage: Stage = { ...living, stretch, stand: 'line', fields: () => ({}) }
  let next: Errand | undefined
  try {
    if (typeof now !== 'function') next = now
    else next = errandOf(await now(stretch))
  } catch (error) {
    next = await afterError(stage, error, undefined)
  }
  while (next) {
    try {
      next = errandOf(await performOne(stage, next))
    } catch (error) {
      next = await afterError(stage, error, next)
    }
  }
}

function errandOf(step: Step): Errand | undefined {
  return typeof step === 'object' ? step.to : undefined
}

/** A document failed: its fallback is asked, once; without one callers hear an error and are cut off. */
async function afterError(
  stage: Stage,
  error: unknown,
  failed: Errand | undefined,
): Promise<Errand | undefined> {
  if (!(error instanceof CallError)) throw error
  const { house, leg, stretch } = stage
  house.alert(leg, error, true)
  leg.soundless = 0
  if (leg.fallback && !failed?.isFallback) {
    const [ErrorUrl] = error.place.url.split('#', 1) as [string]
    return { ...leg.fallback, isFallback: true, fields: { ErrorCode: String(error.code), ErrorUrl } }
  }
  leg.becomes('in-progress')
  const lastsMs = house.spokenMs(APOLOGY)
  leg.tell({ kind: 'says', text: APOLOGY, language: 'en-US', lastsMs })
  await stretch.lasts(house.clock, lastsMs)
  return undefined
}
