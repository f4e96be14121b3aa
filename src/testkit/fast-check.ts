import fc from 'fast-check'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../base/units.ts'
import type { Line } from '../call/line.ts'
import { OpeningHours } from '../line/hours.ts'
import { anyAct } from './any-act.ts'
import { anyFrom } from './any-from.ts'
import type { CallStory } from './call-story.ts'
import type { Cast, QueueCast } from './cast.ts'
import { rehearsed } from './rehearsed.ts'
import type { Scene, Script } from './script.ts'
import { play } from './script.ts'
import { instantMs } from './time.ts'
import type { Hours } from './ways.ts'

const YEAR_MS = 366 * DAY_MS

/** Somebody who rings a line, and does this and that. */
export class AnyCaller {
  readonly #ring: () => CallStory[]

  /** Made by `everyCaller`. */
  constructor(ring: () => CallStory[]) {
    this.#ring = ring
  }

  /** Rings: the whole call, to its end, as a story that can be asked and told on. Every time the same. */
  rings(): CallStory {
    return this.#ring()[0]!
  }

  /** How fast-check shows the caller who found something wrong. */
  [fc.toStringMethod](): string {
    return shown(() => [this.rings()])
  }
}

/** Callers who ring a line on one day, and meet in its queues. */
export class AnyCallers {
  readonly #ring: () => CallStory[]

  /** Made by `callers`. */
  constructor(ring: () => CallStory[]) {
    this.#ring = ring
  }

  /** All ring, each at a time of their own: their calls, to the end. Every time the same. */
  ring(): CallStory[] {
    return this.#ring()
  }

  [fc.toStringMethod](): string {
    return shown(this.#ring)
  }
}

/**
 * Every caller that a line can meet with: at any time of its week, with any staff, loyal or not, known or not, who
 * presses keys, enters numbers, speaks, leaves messages, keeps silent, waits, hangs up at any time, and picks up a
 * callback or does not. What fast-check finds wrong
 * it makes shorter, and shows as a transcript.
 *
 * ```ts
 * fc.assert(fc.property(everyCaller(line), caller => {
 *   expect(caller.rings().heard).not.toEqual([])
 * }))
 * ```
 */
export function everyCaller(line: Line): fc.Arbitrary<AnyCaller> {
  return fc
    .tuple(scenes(line), scripts(line, fc.constant(0)))
    .map(([scene, script]) => new AnyCaller(() => play(line, scene, [script])))
}

/** Up to eight callers of one line within an hour, in any order, who meet in its queues. See `everyCaller`. */
export function callers(line: Line): fc.Arbitrary<AnyCallers> {
  const many = fc.array(scripts(line, fc.integer({ min: 0, max: HOUR_MS })), { minLength: 1, maxLength: 8 })
  return fc
    .tuple(scenes(line), many)
    .map(([scene, all]) => new AnyCallers(() => play(line, scene, withNumbers(all))))
}

/** Two callers are two numbers; one whose number is withheld stays so. */
function withNumbers(all: readonly Script[]): Script[] {
  return all.map((script, index) => {
    const number = `+1212555012${index}`
    return script.from.caller === 0
      ? script
      : { ...script, from: { ...script.from, caller: index + 1, number } }
  })
}

function shown(ring: () => CallStory[]): string {
  try {
    return ring()
      .map(({ transcript }) => `\n${transcript}\n`)
      .join('')
  } catch (error) {
    return `\n${error instanceof Error ? error.message : String(error)}\n`
  }
}

function scenes(line: Line): fc.Arbitrary<Scene> {
  return fc
    .constantFrom(...instants(line))
    .chain(({ atMs, hours }) => casts(line, hours).map(agents => ({ atMs, agents })))
}

/** Moments that differ to callers: in opening hours, before closing time, when nobody is there, on a holiday. */
function instants({ definition }: Line): { atMs: number; hours: Hours }[] {
  const hours = new OpeningHours(definition)
  const ordinaryMs = instantMs(definition, undefined)
  const closesMs = hours.closesMs(ordinaryMs) ?? Number.POSITIVE_INFINITY
  const closing = Number.isFinite(closesMs) ? [20, 10, 1].map(minutes => closesMs - minutes * MINUTE_MS) : []
  const others = (['closed', 'holiday'] as const).flatMap(status => firstMs(hours, ordinaryMs, status) ?? [])
  // Most callers come while somebody is there.
  const all = [...Array.from({ length: 8 }, () => ordinaryMs), ...closing, ...closing, ...others]
  return all.map(atMs => ({ atMs, hours: hours.at(atMs).status }))
}

function firstMs(hours: OpeningHours, fromMs: number, status: 'closed' | 'holiday'): number | undefined {
  let atMs = fromMs
  while (atMs < fromMs + YEAR_MS && hours.at(atMs).status !== status) atMs = hours.at(atMs).untilMs
  return atMs < fromMs + YEAR_MS ? atMs : undefined
}

function casts(line: Line, hours: Hours): fc.Arbitrary<Cast> {
  const ways = rehearsed(line).ways[hours]
  const count = (min: number, max: number) => fc.integer({ min, max })
  const available = fc.record({ available: count(0, 2) })
  const queues = line.definition.queues.map(({ name, limit }) => {
    const busy = fc.record({ busy: count(1, 3), ahead: count(0, 6) })
    const full = fc.record({ busy: count(0, 1), ahead: fc.constant(limit) })
    const cast: fc.Arbitrary<QueueCast> = ways.has(name)
      ? fc.oneof({ weight: 6, arbitrary: available }, { weight: 8, arbitrary: busy }, full)
      : available
    return [name, cast] as const
  })
  return fc.record(Object.fromEntries(queues))
}

function scripts({ definition }: Line, ringsAfterMs: fc.Arbitrary<number>): fc.Arbitrary<Script> {
  const acts = (maxLength: number) =>
    fc.array(fc.record({ afterMs: pauses(), act: anyAct(definition) }), { maxLength })
  const calledBack = fc.array(
    fc.oneof({ weight: 4, arbitrary: acts(6) }, { weight: 1, arbitrary: fc.constant(undefined) }),
    { maxLength: 3 },
  )
  return fc.record({ ringsAfterMs, from: anyFrom(definition), steps: acts(16), calledBack })
}

/** Between two deeds: in the middle of a prompt, after it, while on hold, after a long hold. */
function pauses(): fc.Arbitrary<number> {
  const seconds = (min: number, max: number) => fc.integer({ min: min * SECOND_MS, max: max * SECOND_MS })
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: seconds(0, 5) },
    { weight: 3, arbitrary: seconds(5, 60) },
    { weight: 2, arbitrary: seconds(60, 1_200) },
  )
}
