import { WrongInput } from '../base/wrong-input.ts'
import type { LineDefinition } from '../line/definition.ts'
import { type Length, lengthMs } from './time.ts'

/**
 * Who works in a queue when a story begins. Agents are called Ana, Ben, Carmen and so on, in the order of the cast,
 * the busy ones of a queue before the available ones.
 */
export interface QueueCast {
  /** Agents who take the next caller: how many, or their names. */
  readonly available?: number | readonly string[]
  /** Agents who talk to other callers: how many, until the story says otherwise; or for each how much longer. */
  readonly busy?: number | readonly Length[]
  /** Other callers who wait already. */
  readonly ahead?: number
}

/** By queue; agents who serve several stand under their names joined by `+`, best skill first: `billing+account`. */
export type Cast = Readonly<Record<string, QueueCast>>

/** An agent as a story begins. */
export interface Player {
  readonly name: string
  readonly queues: readonly string[]
  readonly busy: boolean
  /** Where the caller came from to whom a busy agent talks; the first of the queues unless it is said. */
  readonly talksIn?: string
  /** How much longer the agent talks; absent where a story says when. */
  readonly busyMs?: number
}

/** Other callers who wait in a queue. */
export interface Ahead {
  readonly queue: string
  readonly callers: number
}

/** Who is there besides the callers whom a story is about. */
export interface Company {
  readonly players: readonly Player[]
  /** In the order in which they came. */
  readonly ahead: readonly Ahead[]
  /** How long talks take; absent where a story says when they end. */
  readonly talkMs?: number
}

const NAMES = ['Ana', 'Ben', 'Carmen', 'Dev', 'Elif', 'Femi', 'Grace', 'Hugo', 'Ines', 'Jun', 'Kofi', 'Lena']

/** The agents of a cast and who waits. @throws WrongInput for a queue that the line does not have, and for nonsense */
export function playersOf(line: LineDefinition, cast: Cast): Company {
  const players: Player[] = []
  const ahead: Ahead[] = []
  for (const [key, { available = 0, busy = 0, ahead: callers = 0 }] of Object.entries(cast)) {
    const queues = queuesOf(line, key)
    const add = (name: string | undefined, talks: Pick<Player, 'busy' | 'busyMs'>) =>
      void players.push({ name: name ?? nameOf(players.length), queues, ...talks })
    const lengths = typeof busy === 'number' ? Array.from({ length: counted(key, 'busy', busy) }) : busy
    for (const length of lengths)
      add(undefined, { busy: true, ...(length !== undefined && { busyMs: lengthMs(length as Length) }) })
    const names =
      typeof available === 'number'
        ? Array.from({ length: counted(key, 'available', available) }, () => undefined)
        : available
    for (const name of names) add(name, { busy: false })
    if (counted(key, 'ahead', callers) > 0 && names.length > 0)
      throw new WrongInput(`agents.${key} has callers ahead and agents available, who would take them`)
    if (callers > 0) ahead.push({ queue: queues[0]!, callers })
  }
  return { players, ahead }
}

function queuesOf({ name, queues }: LineDefinition, key: string): string[] {
  const known = queues.map(queue => queue.name)
  const served = key.split('+')
  const wrong = served.find(queue => !known.includes(queue))
  if (wrong === undefined) return served
  throw new WrongInput(`agents.${key} names the queue "${wrong}"; line "${name}" has: ${known.join(', ')}`)
}

function counted(queue: string, what: string, count: number): number {
  if (Number.isInteger(count) && count >= 0) return count
  throw new WrongInput(`agents.${queue}.${what} is ${count}; expected a whole number from 0 on`)
}

/** The name of the n-th agent, from 0 on. */
export function nameOf(index: number): string {
  const round = Math.floor(index / NAMES.length)
  return NAMES[index % NAMES.length]! + (round === 0 ? '' : ` ${round + 1}`)
}
