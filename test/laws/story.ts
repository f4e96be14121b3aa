import { COMMON_EVENTS } from '../../src/call/events.ts'
import type { Directed } from '../centre/happened.ts'
import type { Moment, World } from '../centre/world.ts'

/** The last moments of a world as people would tell them, for the message of a broken law. */
export function story(world: World, until = world.moments.length - 1): string {
  return world.moments
    .slice(Math.max(0, until - 60), until + 1)
    .map(moment => sentence(moment, world.options.startMs))
    .join('\n')
}

function sentence(moment: Moment, startMs: number): string {
  const { atMs, fact, args, call, changed, directed, seen } = moment
  const event = fact === 'hears' ? ` ${COMMON_EVENTS[args[1]!]}` : ''
  const subject =
    call === 0 ? `${fact} ${args.join(' ')}` : `caller ${call} ${fact}${event} ${detail(moment)}`
  const events = seen.map(({ sees, ...rest }) => `[${sees} ${Object.values(rest).join(' ')}]`)
  const time = `+${((atMs - startMs) / 1000).toFixed(3)} s`
  return `${time.padStart(14)}  ${subject}${changed ? '' : ' (stale)'} -> ${[...directed.map(told), ...events].join('; ')}`
}

function detail({ fact, args, owed }: Moment): string {
  if (owed) return `by line ${args[0]}, key ${args[2]}, ${JSON.stringify(owed)}`
  return fact === 'arrives' ? `on line ${args[0]}, key ${args[1]}, tier ${args[2]}` : ''
}

function told(directed: Directed): string {
  const { does, ...rest } = directed
  const values = Object.entries(rest).filter(([, value]) => value !== 0)
  return `${does} ${values.map(([name, value]) => `${name} ${value}`).join(' ')}`
}
