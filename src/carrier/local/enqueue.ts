import { attribute, methodOf } from './attributes.ts'
import { talk } from './bridge.ts'
import { CallError } from './call-error.ts'
import type { Scene, Step } from './follow.ts'
import { absolute, actionOf, follow } from './follow.ts'
import type { Fields } from './happenings.ts'
import type { Errand } from './leg.ts'
import type { Dequeued, Member, Queue } from './queues.ts'
import { Stretch } from './stretch.ts'
import type { Verb } from './twiml.ts'

/** How a wait in a queue ended, as Twilio names it. */
type Result =
  | 'bridged'
  | 'bridging-in-process'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'queue-full'
  | 'system-error'

/** A queue is asked so seldom at least for something to be heard in it. */
const SILENCE_MS = 1_000
/** Characters in the name of a queue. */
const NAME_MAX = 64
/** Music of Twilio's own, where a line gives none. */
const MUSIC_MS = 60_000

/** Lets a call wait in a queue until it leaves, is taken out, or hangs up; then tells the line how it ended. */
export async function enqueue(scene: Scene, verb: Verb): Promise<Step> {
  return new Waiting(scene, verb).wait()
}

/** One call's wait in a queue. */
class Waiting {
  readonly #scene: Scene
  readonly #verb: Verb
  readonly #queue: Queue
  readonly #waiting: Stretch<Dequeued>
  readonly #sizeMax: number
  #member: Member | undefined
  #waitedMs = 0
  /** What it would be called if the call ended now. */
  #soFar: Result = 'system-error'

  constructor(scene: Scene, verb: Verb) {
    this.#scene = scene
    this.#verb = verb
    const { queues } = scene.house
    const given = attribute(verb, 'maxQueueSize')
    const size = given === undefined ? undefined : Number(given)
    this.#queue = queues.named(verb.text) ?? queues.make(verb.text, size)
    this.#sizeMax = size ?? this.#queue.sizeMax
    this.#waiting = new Stretch<Dequeued>(scene.stretch)
  }

  async wait(): Promise<Step> {
    const { stretch, house } = this.#scene
    this.#checkName()
    if (this.#queue.members.length >= this.#sizeMax) return this.#result('queue-full')
    try {
      const { enqueueMs } = house.undocumented
      if (enqueueMs > 0) await stretch.lasts(house.clock, enqueueMs)
      this.#enter()
      const ended = await this.#waiting.spend(() => this.#hears())
      this.#goes()
      if (!ended.isCut) return ended.value === 'hang-up' ? await this.#isHungUp() : ended.value
      const how = ended.reason
      return 'to' in how ? await this.#isRedirected(how.to) : await this.#isBridged(how)
    } catch (error) {
      this.#goes()
      if (stretch.isCut) await this.#turnsAway()
      throw error
    }
  }

  #checkName(): void {
    const { text, line } = this.#verb
    if (text.length <= NAME_MAX) return
    const sentence = `the name of a queue has ${text.length} characters; ${NAME_MAX} are taken.`
    throw new CallError(12200, sentence, { url: this.#scene.script.url, line })
  }

  #enter(): void {
    const { leg, house } = this.#scene
    const member: Member = {
      leg,
      sinceMs: house.clock.nowMs(),
      dequeue: how => {
        if (!this.#queue.remove(member)) return false
        // Whoever is hung up on before all words are heard must not wait on.
        if ('by' in how) this.#scene.stretch.whenCut(() => how.bridged.gone())
        if (house.undocumented.dequeueCutsWords) this.#waiting.cut(how)
        else leg.whenSilent(() => this.#waiting.cut(how))
        return true
      },
    }
    this.#member = member
    this.#soFar = 'hangup'
    // At once, and not when the hang-up has been worked through: REST may ask in between.
    this.#waiting.whenCut(() => this.#goes())
    this.#queue.add(member)
    const position = this.#queue.members.length
    leg.tell({ kind: 'enqueued', queue: this.#queue.name, position })
  }

  #goes(): void {
    if (!this.#member) return
    this.#waitedMs ||= this.#scene.house.clock.nowMs() - this.#member.sinceMs
    this.#queue.remove(this.#member)
  }

  /** What is heard in the queue, again and again. */
  async #hears(): Promise<Step> {
    const { house, leg, script } = this.#scene
    const { waitUrl } = this.#verb.attributes
    const stage = {
      ...this.#scene,
      stretch: this.#waiting,
      stand: 'queue' as const,
      fields: () => this.#fields(),
    }
    for (;;) {
      const before = leg.soundless
      try {
        if (waitUrl === undefined) await this.#hearsMusic()
        else {
          const url = absolute(script, waitUrl, this.#verb)
          const end = await follow(stage, { url, method: methodOf(this.#verb, 'waitUrlMethod') })
          if (end === 'hang-up') return 'hang-up'
          if (end === 'leave') return this.#result('leave')
        }
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        house.alert(leg, error, true)
        return this.#result('error')
      }
      // Twilio asks again whenever the verbs run out; a document of no length must not spin.
      if (leg.soundless > before) await this.#waiting.lasts(house.clock, SILENCE_MS)
      leg.soundless = 0
    }
  }

  async #hearsMusic(): Promise<void> {
    const { leg, house } = this.#scene
    leg.tell({ kind: 'plays', url: '', lastsMs: MUSIC_MS })
    leg.soundless = 0
    await this.#waiting.lasts(house.clock, MUSIC_MS)
  }

  #fields(): Fields {
    const nowMs = this.#scene.house.clock.nowMs()
    const { members, sid } = this.#queue
    const seconds = (ms: number) => String(Math.floor(ms / 1_000))
    return {
      QueueSid: sid,
      QueueTime: seconds(nowMs - this.#member!.sinceMs),
      QueuePosition: String(members.indexOf(this.#member!) + 1),
      AvgQueueTime: seconds(this.#queue.averageMs(nowMs)),
      CurrentQueueSize: String(members.length),
      MaxQueueSize: String(this.#sizeMax),
    }
  }

  async #isBridged(how: Extract<Dequeued, { by: unknown }>): Promise<Step> {
    const { leg, stretch } = this.#scene
    try {
      this.#soFar = 'bridging-in-process'
      await this.#isToldBefore(how)
      this.#soFar = 'bridged'
      how.bridged.ready()
      await talk(
        leg,
        () => [how.by],
        () => stretch.for(how.bridged.over),
      )
    } finally {
      how.bridged.gone()
    }
    return this.#result('bridged')
  }

  /** What the one who dialled the queue lets the caller hear before the two can talk. */
  async #isToldBefore({ by, bridged }: Extract<Dequeued, { by: unknown }>): Promise<void> {
    const { house, leg } = this.#scene
    if (!bridged.before) return
    const fields = () => ({
      QueueSid: this.#queue.sid,
      QueueTime: String(Math.floor(this.#waitedMs / 1_000)),
      DequeingCallSid: by.sid,
    })
    try {
      await follow({ ...this.#scene, stand: 'dequeued', fields }, bridged.before)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      house.alert(leg, error, true)
    }
  }

  /** What was heard in the queue has ended the call. */
  async #isHungUp(): Promise<Step> {
    this.#scene.leg.ends('completed')
    await this.#turnsAway()
    return 'hang-up'
  }

  async #isRedirected(to: Errand): Promise<Step> {
    const { house, leg } = this.#scene
    await house.notify(leg, this.#notice('redirected'))
    return { to }
  }

  /** The call hung up, or was taken elsewhere from outside. Its action is told, and what it answers is not performed. */
  async #turnsAway(): Promise<void> {
    const { house, leg } = this.#scene
    if (leg.isOver) {
      await house.notify(leg, this.#notice(this.#soFar))
      return
    }
    const when = house.undocumented.enqueueActionOnRedirect
    if (when === 'never') return
    const isBridged = this.#soFar === 'bridged' || this.#soFar === 'bridging-in-process'
    const told = () => house.notify(leg, this.#notice(isBridged ? 'redirected-from-bridged' : 'redirected'))
    if (when === 'before') await told()
    else house.clock.at(house.clock.nowMs() + SILENCE_MS, () => void told())
  }

  /** The errand that tells the line; without an action the next verb follows. */
  #result(result: Result): Step {
    this.#goes()
    this.#scene.leg.tell({ kind: 'left-queue', queue: this.#queue.name, result })
    if (this.#verb.attributes.action === undefined) return undefined
    return { to: actionOf(this.#scene, this.#verb, this.#resultFields(result)) }
  }

  #notice(result: Result): { url: string; method: 'GET' | 'POST'; fields: Fields } {
    this.#scene.leg.tell({ kind: 'left-queue', queue: this.#queue.name, result })
    const { url, method } = actionOf(this.#scene, this.#verb, {})
    const isWanted = this.#verb.attributes.action !== undefined
    return { url: isWanted ? url : '', method, fields: this.#resultFields(result) }
  }

  #resultFields(result: Result): Fields {
    if (!this.#member) return { QueueResult: result }
    const seconds = Math.floor(this.#waitedMs / 1_000)
    return { QueueResult: result, QueueSid: this.#queue.sid, QueueTime: String(seconds) }
  }
}
