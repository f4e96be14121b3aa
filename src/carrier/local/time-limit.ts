import { numberOf } from './attributes.ts'
import type { Scene } from './follow.ts'
import { Stretch } from './stretch.ts'
import type { Verb } from './twiml.ts'

/** Nobody talks for longer than four hours, unless the line says otherwise. */
const LIMIT_SECONDS = 14_400

/** Lets a talk that a Dial began last as long as that allows. Undefined where it was cut off. */
export async function withinLimit<Value>(
  scene: Scene,
  dial: Verb,
  work: (limited: Scene) => Promise<Value>,
): Promise<Value | undefined> {
  const { clock } = scene.house
  const limited = new Stretch<'limit'>(scene.stretch)
  const limitMs = numberOf(dial, 'timeLimit', LIMIT_SECONDS) * 1_000
  const cancel = clock.at(clock.nowMs() + limitMs, () => limited.cut('limit'))
  try {
    const ended = await limited.spend(stretch => work({ ...scene, stretch }))
    return ended.isCut ? undefined : ended.value
  } finally {
    cancel()
  }
}
