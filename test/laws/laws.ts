import { MINUTE_MS } from '../../src/base/units.ts'
import type { Law } from './law.ts'
import {
  aheadOf,
  always,
  isEnd,
  isQueued,
  isRinging,
  isSaid,
  missedBefore,
  offers,
  passedOver,
  waitThroughout,
} from './law.ts'

export const laws: Readonly<Record<string, Law>> = {
  'after every fact the columns of the centre agree with one another': always(
    () =>
      ({ unsound }) =>
        unsound[0],
  ),

  'a fact about something that is not so changes nothing': always(() => (moment, before) => {
    if (moment.changed) return undefined
    const silent = moment.directed.length === 0 && moment.seen.length === 0
    const same = JSON.stringify(moment.after) === JSON.stringify(before)
    return silent && same ? undefined : `${moment.fact} was a slip and had an effect`
  }),

  'nobody is lost: every call ends once, or is still there': world => {
    const ends = new Map<number, number>()
    let arrived = 0
    for (const [at, { fact, call, seen, after }] of world.moments.entries()) {
      if (fact === 'arrives' || fact === 'owes') arrived = Math.max(arrived, call)
      for (const { call } of seen.filter(isEnd)) {
        if (ends.has(call)) return { at, because: `caller ${call} ended twice` }
        ends.set(call, at)
      }
      const live = new Set(after.calls.map(({ number }) => number))
      for (let number = 1; number <= arrived; number++) {
        if (live.has(number) === ends.has(number)) {
          return { at, because: `caller ${number} is ${live.has(number) ? 'live after the end' : 'lost'}` }
        }
      }
    }
    return undefined
  },

  'whoever is gone and is not to be called back has no call left': always(() => ({ after }) => {
    const stuck = after.calls.find(call => call.legEnded && !call.absent && !call.filed)
    return stuck && `caller ${stuck.number} has no leg and no place, and does not end`
  }),

  'nobody is answered twice in one wait, and an answered caller is offered to nobody': always(() => {
    const answered = new Set<number>()
    return ({ directed, seen }) => {
      for (const { call } of seen.filter(isQueued)) answered.delete(call)
      for (const act of directed) {
        if (act.does !== 'connect' && act.does !== 'ring' && act.does !== 'dial') continue
        if (act.does === 'ring' && act.helps !== undefined) continue
        if (answered.has(act.call)) return `caller ${act.call} has been answered`
        if (act.does === 'connect') answered.add(act.call)
      }
      return undefined
    }
  }),

  'no agent is available while a caller waits whom the agent may take': always(() => ({ after }) => {
    for (const [agent, { state, queues }] of after.agents.entries()) {
      const queue = state === 'available' ? queues.find(queue => after.waiting[queue]!.length > 0) : undefined
      if (queue !== undefined) return `agent ${agent} is available while ${after.waiting[queue]} wait`
    }
    return undefined
  }),

  'whoever is accepted is connected in the same fact, whatever is being spoken; a message is played': always(
    () =>
      ({ fact, args, changed, directed }, before) => {
        if (fact !== 'accepts' || !changed || before.agents[args[0]!]!.helps) return undefined
        const act = directed[0]
        const { call } = before.agents[args[0]!]!
        const isJoined = act?.does === 'connect' || act?.does === 'playMessage'
        const joins = isJoined && act.call === call && act.agent === args[0]
        return joins ? undefined : `agent ${args[0]} accepted and was not connected to caller ${call}`
      },
  ),

  'the next caller of a queue is the one whose turn it is': always(world => (moment, before) => {
    const { directed, after } = moment
    for (const offer of offers(directed, before, after)) {
      const { call, queue } = offer
      const passed = passedOver(world, moment, offer, waitThroughout(before, after, queue))
      if (passed) return `caller ${call.number} was offered before caller ${passed.number}`
    }
    return undefined
  }),

  'nobody is overtaken by more than the head start of those with more loyalty, but by who returns': always(
    world =>
      ({ directed, after }, before) => {
        for (const { call, agent, queue } of offers(directed, before, after)) {
          if (call.wanted === agent) continue
          const { headStartMs } = world.centre.state.queues.settings[queue]!
          const fresh = call.orderMs === call.queuedMs - headStartMs[call.tier]!
          for (const other of waitThroughout(before, after, queue)) {
            const laterMs = call.queuedMs - other.queuedMs
            const boundMs = headStartMs[call.tier]! - headStartMs[other.tier]!
            if (fresh && laterMs > Math.max(0, boundMs)) {
              return `caller ${call.number} came ${laterMs} ms after caller ${other.number} and was first`
            }
          }
        }
        return undefined
      },
  ),

  'an agent serves callers of the own skills, the one who has waited for longest': always(
    world => (moment, before) => {
      const { directed, after } = moment
      for (const offer of offers(directed, before, after)) {
        const { call, agent, queue } = offer
        const { queues } = after.agents[agent]!
        if (!queues.includes(queue)) return `agent ${agent} has no skill for caller ${call.number}`
        const others = queues.flatMap(other => waitThroughout(before, after, other))
        const earlier = others.filter(other => other.orderMs < call.orderMs)
        const passed = passedOver(world, moment, offer, earlier)
        if (passed) return `agent ${agent} took caller ${call.number} before caller ${passed.number}`
      }
      return undefined
    },
  ),

  'a position told never rises within one wait': always(() => {
    const told = new Map<number, number>()
    return ({ directed, seen }) => {
      for (const { call } of seen.filter(isQueued)) told.delete(call)
      for (const { call, position } of directed.filter(isSaid)) {
        if (position === 0) continue
        const last = told.get(call) ?? Number.POSITIVE_INFINITY
        if (position > last) return `caller ${call} was number ${last} and is told ${position}`
        told.set(call, position)
      }
      return undefined
    }
  }),

  'minutes told count down with the time waited, unless the caller hears that it takes longer': always(() => {
    const tellings = new Map<number, { high: number; atMs: number }[]>()
    return ({ atMs, directed, seen }) => {
      for (const { call } of seen.filter(isQueued)) tellings.delete(call)
      for (const { call, prompt, low, high } of directed.filter(isSaid)) {
        if (high === 0) continue
        if (low < 0 || low >= high) return `caller ${call} is told between ${low} and ${high} minutes`
        const earlier = prompt === 'queue-wait-longer' ? [] : (tellings.get(call) ?? [])
        for (const telling of earlier) {
          const most = telling.high - Math.floor((atMs - telling.atMs) / MINUTE_MS)
          if (high > most)
            return `caller ${call} was told ${telling.high} minutes and now ${high}, not ${most}`
        }
        tellings.set(call, [...earlier, { high, atMs }])
      }
      return undefined
    }
  }),

  'a caller hears that it takes longer only when something explains it': always(() => {
    const promises = new Map<number, { byMs: number; explained: boolean; ahead: ReadonlySet<number> }>()
    return (moment, before) => {
      const { atMs, directed, seen, after } = moment
      for (const { call } of seen.filter(isQueued)) promises.delete(call)
      const leavers = seen.filter(event => event.sees === 'agentChanged' && event.to === 'away')
      for (const [number, promise] of promises) {
        const call = after.calls.find(call => call.number === number)
        if (!call) continue
        const short = leavers.some(
          event => event.sees === 'agentChanged' && after.agents[event.agent]!.queues.includes(call.queue),
        )
        const ahead = aheadOf(after, call)
        const joined = new Set(seen.filter(isQueued).map(({ call }) => call))
        const passed = [...ahead].some(other => !promise.ahead.has(other) || joined.has(other))
        if (short || passed || missedBefore(moment, before, call)) promise.explained = true
        promise.ahead = ahead
      }
      for (const { call: number, prompt, high } of directed.filter(isSaid)) {
        if (high === 0) continue
        const call = after.calls.find(call => call.number === number)
        if (!call) continue
        const promise = promises.get(number)
        const byMs = atMs + high * MINUTE_MS
        if (prompt === 'queue-wait-longer') {
          if (!promise) return `caller ${number} hears of longer, and was told nothing before`
          if (!promise.explained && atMs < promise.byMs)
            return `caller ${number} hears of longer for no reason`
          promises.delete(number)
        }
        const standing = promises.get(number)
        promises.set(number, {
          byMs: Math.min(byMs, standing?.byMs ?? byMs),
          // An agent may have gone away in the same fact, just after this was told.
          explained: leavers.length > 0,
          ahead: aheadOf(after, call),
        })
      }
      return undefined
    }
  }),

  'a kept place keeps its turn until the caller is served': always(() => ({ after }, before) => {
    for (const call of before.calls) {
      if (!call.absent) continue
      const now = after.calls.find(({ number }) => number === call.number)
      if (now?.absent && now.orderMs !== call.orderMs)
        return `caller ${call.number} lost the place that was kept`
    }
    return undefined
  }),

  'a caller is called back only by an agent who is reserved, and who takes nobody else meanwhile': always(
    () => {
      const reserved = new Map<number, number>()
      return ({ directed, seen, after }) => {
        for (const act of directed) {
          const isBack = directed.some(
            other => other.does === 'hangUp' && 'call' in act && other.call === act.call,
          )
          if (act.does === 'dial' && !isBack) {
            const state = after.agents[act.agent]!
            if (state.state !== 'reserved' || state.call !== act.call) {
              return `caller ${act.call} is called back and agent ${act.agent} is ${state.state}`
            }
            reserved.set(act.agent, act.call)
          } else if (act.does === 'ring') {
            const call = reserved.get(act.agent)
            const kept = seen.some(event => event.sees === 'agentChanged' && event.from === 'reserved')
            if (call !== undefined && call !== act.call && !kept) return `agent ${act.agent} is reserved`
          }
        }
        for (const event of seen) {
          if (event.sees === 'agentChanged' && event.to !== 'reserved') reserved.delete(event.agent)
        }
        for (const [agent, call] of reserved) {
          if (after.agents[agent]!.call !== call) return `agent ${agent} lost caller ${call}`
        }
        return undefined
      }
    },
  ),

  'an agent whose phone rings is rung for one caller, until somebody decides': always(() => {
    const rings = new Map<number, number>()
    return ({ fact, args, directed, after }) => {
      if (fact === 'misses' || fact === 'accepts') rings.delete(args[0]!)
      for (const act of directed) {
        if (act.does === 'stopRinging' && !rings.delete(act.agent)) return `agent ${act.agent} does not ring`
        if ((act.does === 'ring' || act.does === 'dial') && rings.has(act.agent)) {
          return `agent ${act.agent} still rings for caller ${rings.get(act.agent)}`
        }
        if (act.does === 'ring') rings.set(act.agent, act.call)
      }
      for (const [agent, { state, call }] of after.agents.entries()) {
        const ringsFor = state === 'ringing' ? call : undefined
        if (rings.get(agent) !== ringsFor) {
          return `agent ${agent} is ${state} with ${call}; the phone rings for ${rings.get(agent)}`
        }
      }
      return undefined
    }
  }),

  'whoever hangs up while an agent is rung stops the ringing at once': always(
    () =>
      ({ fact, call, changed, directed }, before) => {
        const caller = before.calls.find(({ number }) => number === call)
        if (fact !== 'hangsUp' || !changed || caller?.phase !== 'offered') return undefined
        const first = directed[0]
        const stops = first?.does === 'stopRinging' && first.agent === caller.agent
        return stops ? undefined : `agent ${caller.agent} still rings for caller ${call}, who is gone`
      },
  ),

  'an agent who does not answer loses the offer, and the caller keeps the turn': always(
    () =>
      ({ fact, args, changed, after }, before) => {
        if (!changed || (fact !== 'misses' && !(fact === 'goesAway' && isRinging(before, args[0]!))))
          return undefined
        if (before.agents[args[0]!]!.helps) return undefined
        const call = before.calls.find(({ number }) => number === before.agents[args[0]!]!.call)!
        const now = after.calls.find(({ number }) => number === call.number)
        const keeps = now?.orderMs === call.orderMs && (now.phase === 'waiting' || now.phase === 'offered')
        return keeps ? undefined : `caller ${call.number} lost the turn with the offer`
      },
  ),

  'ringing and wrap-up end at their limits': always(world => ({ atMs, after }) => {
    const { lines, queues } = world.centre.state
    for (const [agent, { state, call, sinceMs, talkQueue }] of after.agents.entries()) {
      const line = after.calls.find(({ number }) => number === call)?.line ?? 0
      const limitMs =
        state === 'ringing'
          ? lines[line]!.ringMs
          : state === 'wrap-up' && !queues.settings[talkQueue]!.isCodeWanted
            ? queues.settings[talkQueue]!.wrapUpMs
            : Number.POSITIVE_INFINITY
      // Where a code is wanted wrap-up ends by the code: a law of its own says so.
      if (atMs - sinceMs > limitMs) return `agent ${agent} is ${state} for ${atMs - sinceMs} ms`
    }
    return undefined
  }),

  'an agent who misses too many offers in a row is put away': always(world => {
    const missed = new Map<number, number>()
    const unrung = new Set<number>()
    return ({ fact, args, directed, changed, after }, before) => {
      if (fact === 'failsToRing' && changed) unrung.add(args[0]!)
      if (fact === 'signsIn' && before.agents[args[0]!]!.state === 'away') missed.delete(args[0]!)
      if (fact === 'accepts' && changed) missed.delete(args[0]!)
      const missers = fact === 'misses' && changed ? [args[0]!] : []
      if (fact === 'agentsAreDue') {
        for (const act of directed) if (act.does === 'stopRinging') missers.push(act.agent)
      }
      for (const agent of missers.filter(misser => !unrung.has(misser))) {
        const count = (missed.get(agent) ?? 0) + 1
        missed.set(agent, count)
        const line = before.calls.find(({ number }) => number === before.agents[agent]!.call)?.line ?? 0
        const most = world.centre.state.lines[line]!.missedOffersMax
        const away = after.agents[agent]!.state === 'away'
        if (count >= most && !away) return `agent ${agent} missed ${count} offers and is not away`
        if (away) missed.delete(agent)
      }
      for (const act of directed) if (act.does === 'ring') unrung.delete(act.agent)
      return undefined
    }
  }),

  'a caller who drops while waiting and rings again in time has the old turn': always(world => {
    const dropped = new Map<string, { orderMs: number; untilMs: number }>()
    return ({ atMs, fact, call: about, seen, after }, before) => {
      // A fault keeps the caller's place just so; a caller has one kept place at a time.
      const faulty =
        fact === 'recovers' ? before.calls.find(({ number }) => number === about)?.caller : undefined
      for (const name of dropped.keys()) if (name.startsWith(`${faulty} `)) dropped.delete(name)
      for (const event of seen) {
        if (event.sees === 'abandoned') {
          const call = before.calls.find(({ number }) => number === event.call)!
          const { redialMs } = world.centre.state.lines[call.line]!
          for (const name of dropped.keys()) if (name.startsWith(`${call.caller} `)) dropped.delete(name)
          dropped.set(`${call.caller} ${event.queue}`, { orderMs: call.orderMs, untilMs: atMs + redialMs })
        }
        if (event.sees === 'queued' && fact !== 'owes') {
          const call = after.calls.find(({ number }) => number === event.call)
          if (!call || call.caller === 0) continue
          const place = dropped.get(`${call.caller} ${event.queue}`)
          dropped.delete(`${call.caller} ${event.queue}`)
          if (place && atMs < place.untilMs && call.orderMs > place.orderMs) {
            return `caller ${call.number} did not get the place of ${place.orderMs} back`
          }
        }
      }
      return undefined
    }
  }),

  'in opening hours callers queue even while nobody is signed in': always(world => {
    return ({ atMs, directed, fact }, before) => {
      const refused = directed.filter(isSaid).find(({ prompt }) => prompt === 'closing')
      if (!refused || fact === 'lineIsDue') return undefined
      const call = before.calls.find(({ number }) => number === refused.call)
      const line = world.centre.state.lines[call?.line ?? 0]!
      if (line.hours.at(atMs).status !== 'open') return undefined
      const some = before.agents.some(({ state }) => state !== 'away')
      return some ? undefined : `caller ${refused.call} is sent away while the line is open`
    }
  }),

  'nothing is said to a leg that has ended, and every leg is ended once': always(() => {
    const alive = new Set<number>()
    return ({ fact, call, changed, directed, seen }) => {
      if (fact === 'hangsUp' && changed) alive.delete(call)
      if (fact === 'answersCallback' && changed) alive.add(call)
      for (const act of directed) {
        if (act.does === 'answer') alive.add(act.call)
        const speaks =
          act.does === 'say' || act.does === 'ask' || act.does === 'playMusic' || act.does === 'connect'
        if (speaks && !alive.has(act.call)) return `caller ${act.call} is gone and cannot hear ${act.does}`
        if (act.does === 'dial') alive.add(-act.call)
        if (act.does === 'hangUp') {
          const had = alive.delete(act.call)
          if (!alive.delete(-act.call) && !had) return `caller ${act.call} has no leg to hang up`
        }
      }
      if (fact === 'answersCallback' || fact === 'missesCallback') alive.delete(-call)
      for (const { call } of seen.filter(isEnd)) {
        if (alive.has(call)) return `the leg of caller ${call} outlives the call`
        if (alive.has(-call)) return `caller ${call} is still being dialled after the end`
      }
      return undefined
    }
  }),
}
