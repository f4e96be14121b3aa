import { MINUTE_MS } from '../../src/base/units.ts'
import type { CallPicture } from '../centre/picture.ts'
import type { World } from '../centre/world.ts'
import type { Law } from './law.ts'
import { always, isEnd } from './law.ts'

/** Whether somebody has hung up and waits to be called back. */
function isPending({ absent, legEnded, phase }: CallPicture): boolean {
  return absent && (phase === 'dialling' || (legEnded && (phase === 'waiting' || phase === 'resting')))
}

/** Whether the law of the land and the hours of the line allow that a caller is called at an instant. */
export function mayBeDialled(world: World, call: CallPicture, atMs: number): boolean {
  return nightWhere(world, call, atMs) === undefined && isServed(world, call, atMs)
}

/** A zone in which the number may be that is called back, and in which it is night. */
function nightWhere(world: World, { zone, line }: CallPicture, atMs: number): string | undefined {
  const zones = zone || world.centre.state.lines[line]!.table.line.definition.timeZone
  return zones.split(' ').find(zone => hourIn(zone, atMs) < 8 || hourIn(zone, atMs) >= 21)
}

export const callbackLaws: Readonly<Record<string, Law>> = {
  'nobody is dialled at night where the number is, wherever it may be': always(
    world =>
      ({ atMs, directed, after }) => {
        for (const act of directed) {
          if (act.does !== 'dial') continue
          const call = after.calls.find(({ number }) => number === act.call)
          const night = call && nightWhere(world, call, atMs)
          if (night) return `caller ${act.call} is dialled at ${hourIn(night, atMs)} o'clock in ${night}`
        }
        return undefined
      },
  ),

  'nobody is dialled while their queue is not served': always(world => ({ atMs, directed, after }) => {
    for (const act of directed) {
      const call = after.calls.find(({ number }) => act.does === 'dial' && number === act.call)
      if (call && !isServed(world, call, atMs))
        return `caller ${call.number} is dialled when the line is closed`
    }
    return undefined
  }),

  'one caller never waits for two callbacks of one line': always(() => ({ after }) => {
    const pending = after.calls.filter(call => call.caller !== 0 && isPending(call))
    const callers = Map.groupBy(pending, ({ caller, line }) => `${caller} ${line}`)
    for (const [caller, calls] of callers)
      if (calls.length > 1) return `caller ${caller} waits in ${calls.map(({ number }) => number)}`
    return undefined
  }),

  'whoever rings again before the callback has its place or a better one': always(
    () =>
      ({ seen, after }, before) => {
        for (const { call, outcome } of seen.filter(isEnd)) {
          if (outcome !== 'called-again') continue
          const old = before.calls.find(({ number }) => number === call)!
          const heir = after.calls.find(
            ({ number, caller, line, orderMs }) =>
              number !== call && caller === old.caller && line === old.line && orderMs <= old.orderMs,
          )
          if (!heir) return `caller ${call} lost the place to nobody`
        }
        return undefined
      },
  ),

  'a reserved agent whose caller rings again is rung for that caller, if able': always(
    () =>
      ({ fact, seen, directed, after }, before) => {
        for (const { call, outcome } of seen.filter(isEnd)) {
          const old = before.calls.find(({ number }) => number === call)
          if (outcome !== 'called-again' || old?.phase !== 'dialling' || fact !== 'hears') continue
          const heir = after.calls.findLast(({ caller, line }) => caller === old.caller && line === old.line)!
          const isAble = after.agents[old.agent]!.queues.includes(heir.queue)
          const rings = directed.some(act => act.does === 'ring' && act.agent === old.agent)
          if (isAble && !heir.absent && !rings) return `agent ${old.agent} was reserved for caller ${call}`
        }
        return undefined
      },
  ),
}

function isServed({ centre }: World, call: CallPicture, atMs: number): boolean {
  const { lines, queues } = centre.state
  if (queues.settings[call.queue]!.isAlwaysServed) return true
  const { hours, serveAfterClosingMs } = lines[call.line]!
  for (let beforeMs = 0; beforeMs < serveAfterClosingMs; beforeMs += MINUTE_MS)
    if (hours.at(atMs - beforeMs).status === 'open') return true
  // Served to the last millisecond: what is open just after the stretch that was looked at ends within it.
  return hours.at(atMs - serveAfterClosingMs + 1).status === 'open'
}

function hourIn(zone: string, atMs: number): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' })
    clocks.set(zone, clock)
  }
  return Number(clock.format(atMs))
}

const clocks = new Map<string, Intl.DateTimeFormat>()
