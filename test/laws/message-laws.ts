import { SECOND_MS } from '../../src/base/units.ts'
import type { Outcome } from '../../src/call/directives.ts'
import type { Law } from './law.ts'
import { always } from './law.ts'

/** Laws of messages that agents work off. */
export const messageLaws: Readonly<Record<string, Law>> = {
  'no message is lost: it waits, rings or is heard until an agent has heard it': always(() => {
    /** By message, how its caller's call ended. */
    const waiting = new Map<number, Outcome>()
    return ({ fact, call: about, args, seen, after }, before) => {
      for (const event of seen) if (event.sees === 'filed') waiting.set(event.call, event.outcome)
      const heard = fact === 'leaves' ? before.agents[args[0]!]!.call : 0
      for (const event of seen) {
        if (event.sees !== 'ended') continue
        const outcome = waiting.get(event.call)
        if (!waiting.delete(event.call)) continue
        if (event.outcome !== outcome) return `message ${event.call} counts as ${event.outcome}`
        const isDropped = fact === 'drops' && about === event.call
        if (event.call !== heard && !isDropped) return `message ${event.call} ended by ${fact}, unheard`
      }
      for (const number of waiting.keys()) {
        const call = after.calls.find(call => call.number === number)
        const stands = call && ['waiting', 'offered', 'talking'].includes(call.phase)
        if (!stands) return `message ${number} is ${call?.phase ?? 'gone'}`
      }
      return undefined
    }
  }),

  'a message is heard by one agent at a time, and no caller is put through to it': always(
    () =>
      ({ directed, after }) => {
        for (const act of directed) {
          if (act.does !== 'connect' && act.does !== 'playMessage' && act.does !== 'dial') continue
          const call = after.calls.find(({ number }) => number === act.call)
          if (call && call.filed !== (act.does === 'playMessage')) return `${act.does} of call ${act.call}`
        }
        for (const { number, filed, phase, agent } of after.calls) {
          if (!filed || phase === 'waiting') continue
          const having = after.agents.flatMap((other, at) => (other.call === number ? [at] : []))
          if (having.length !== 1 || having[0] !== agent) return `message ${number} is with agents ${having}`
        }
        return undefined
      },
  ),

  // With the law that an agent takes whoever comes first in this order it says who is taken before whom.
  'a message stands where one stands who joined when its queue has given way, wherever it was meanwhile':
    always(world => {
      const filedMs = new Map<number, number>()
      return ({ atMs, seen, after }) => {
        for (const event of seen) if (event.sees === 'filed') filedMs.set(event.call, atMs)
        for (const { number, filed, line, queue, tier, orderMs } of after.calls) {
          if (!filed) continue
          const { definition } = world.options.lines[line]!
          const { name } = world.centre.state.queues.settings[queue]!
          const { yieldSeconds = 0 } = definition.queues.find(one => one.name === name)!
          const laterMs = (yieldSeconds - definition.tiers[tier]!.headStartSeconds) * SECOND_MS
          if (orderMs !== filedMs.get(number)! + laterMs) return `message ${number} stands at ${orderMs}`
        }
        return undefined
      }
    }),
}
