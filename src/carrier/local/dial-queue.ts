import { methodOf, numberOf } from './attributes.ts'
import { talk } from './bridge.ts'
import type { Dialled } from './dialled.ts'
import type { Scene } from './follow.ts'
import { absolute } from './follow.ts'
import type { Member, Queue } from './queues.ts'
import { Stretch } from './stretch.ts'
import { withinLimit } from './time-limit.ts'
import type { Verb } from './twiml.ts'

/** Talks to whoever is first in a queue; waits for somebody where it is empty. */
export async function dialQueue(scene: Scene, dial: Verb, noun: Verb): Promise<Dialled> {
  const { house, leg, stretch, script } = scene
  const queue = house.queues.named(noun.text)
  if (!queue) return { status: 'failed' }
  const member = queue.members[0] ?? (await nextIn(scene, queue, numberOf(dial, 'timeout', 30) * 1_000))
  if (!member) return { status: 'no-answer' }
  const ready = Promise.withResolvers<true>()
  const gone = Promise.withResolvers<false>()
  const over = Promise.withResolvers<void>()
  const { url } = noun.attributes
  const before =
    url === undefined ? undefined : { url: absolute(script, url, noun), method: methodOf(noun, 'method') }
  const bridged = {
    before,
    ready: () => ready.resolve(true),
    gone: () => gone.resolve(false),
    over: over.promise,
  }
  member.dequeue({ by: leg, bridged })
  const fromMs = house.clock.nowMs()
  const dialled = (status: Dialled['status'], isBridged: boolean): Dialled => {
    const seconds = Math.round((house.clock.nowMs() - fromMs) / 1_000)
    return { status, callSid: member.leg.sid, seconds, isBridged }
  }
  try {
    if (!(await stretch.for(Promise.race([ready.promise, gone.promise])))) return dialled('canceled', false)
    await withinLimit(scene, dial, limited =>
      talk(
        leg,
        () => [member.leg],
        () => limited.stretch.for(gone.promise),
      ),
    )
    return dialled('completed', true)
  } finally {
    over.resolve()
  }
}

async function nextIn({ house, stretch }: Scene, queue: Queue, forMs: number): Promise<Member | undefined> {
  const waiting = new Stretch<Member>(stretch)
  // Taken in the same moment, before anything is heard in the queue.
  const cancel = queue.whenNext(member => waiting.cut(member))
  try {
    const ended = await waiting.spend(within => within.lasts(house.clock, forMs))
    return ended.isCut ? ended.reason : undefined
  } finally {
    cancel()
  }
}
