import { eventNumber } from '../../src/call/events.ts'
import { mayBeDialled } from './callback-laws.ts'
import type { Law } from './law.ts'
import { always, isQueued, isSaid, offers } from './law.ts'

const KEY_3 = eventNumber('key.3')

/** Laws of what a line does for callers who are handed on, come back, are promised a time, or ring at night. */
export const careLaws: Readonly<Record<string, Law>> = {
  'a caller who is handed on keeps the order of the first wait, and the agent has wrap-up': always(
    world =>
      ({ fact, args, changed, after }, before) => {
        if (fact !== 'transfers' || !changed) return undefined
        const was = before.agents[args[0]!]!
        const caller = before.calls.find(({ number }) => number === was.call)!
        const now = after.calls.find(({ number }) => number === was.call)
        const waits = now?.phase === 'waiting' || now?.phase === 'offered'
        if (waits && now.orderMs > caller.orderMs) return `caller ${was.call} was handed on to the end`
        const { state } = after.agents[args[0]!]!
        const { wrapUpMs } = world.centre.state.queues.settings[was.talkQueue]!
        if (state === 'talking') return `agent ${args[0]} still talks after handing on`
        return wrapUpMs > 0 && state !== 'wrap-up' ? `agent ${args[0]} has no wrap-up` : undefined
      },
  ),

  'whoever talks to a caller wants no agent any more, and nobody is handed back to who handed on': always(
    () =>
      ({ fact, args, changed, after }, before) => {
        const wishes = after.calls.find(({ phase, wanted }) => phase === 'talking' && wanted >= 0)
        if (wishes) return `caller ${wishes.number} talks, and agent ${wishes.wanted} is still waited for`
        if (fact !== 'transfers' || !changed) return undefined
        const { call, state } = after.agents[args[0]!]!
        const same = call === before.agents[args[0]!]!.call && state === 'ringing'
        const queue = after.calls.find(({ number }) => number === call)?.queue ?? -1
        const others = after.agents.some(other => other.state === 'available' && other.queues.includes(queue))
        return same && others ? `agent ${args[0]} has the caller back whom another could take` : undefined
      },
  ),

  'an agent who is wanted and available takes the caller': always(() => ({ directed, after }, before) => {
    for (const { call, agent, queue } of offers(directed, before, after)) {
      const wanted = after.agents[call.wanted]
      const stays = before.agents[call.wanted]?.state === 'available' && wanted?.state === 'available'
      if (call.wanted !== agent && stays && wanted.queues.includes(queue))
        return `caller ${call.number} has agent ${agent}, and agent ${call.wanted} is available`
    }
    return undefined
  }),

  'nobody is called back before the time that was promised': always(() => ({ atMs, directed, after }) => {
    for (const act of directed) {
      const call = after.calls.find(({ number }) => 'call' in act && number === act.call)
      if (act.does === 'dial' && call && atMs < call.promisedMs)
        return `caller ${call.number} is dialled at ${atMs}, and was promised ${call.promisedMs}`
    }
    return undefined
  }),

  'whoever was promised a time stands in the queue again when it has come': always(world => {
    const dialled = new Set<number>()
    return ({ atMs, directed, after }) => {
      for (const act of directed) if (act.does === 'dial') dialled.add(act.call)
      const late = after.calls.find(
        call =>
          call.phase === 'resting' &&
          call.promisedMs < atMs &&
          !dialled.has(call.number) &&
          // Two whose time comes in the same millisecond are told so one after the other.
          [atMs - 1, atMs].every(ms => mayBeDialled(world, call, ms)),
      )
      return late && `caller ${late.number} still rests at ${atMs}, and was promised ${late.promisedMs}`
    }
  }),

  'nobody is promised a time at which the line is closed': always(world => ({ after }) => {
    for (const { number, line, absent, promisedMs } of after.calls) {
      if (promisedMs === 0 || !Number.isFinite(promisedMs)) {
        if (absent && promisedMs !== 0) return `the place of caller ${number} is kept for ever`
      } else if (world.centre.state.lines[line]!.hours.at(promisedMs).status !== 'open')
        return `caller ${number} is promised ${promisedMs}, when the line is closed`
    }
    return undefined
  }),

  'a queue promises a later time to as many as may wait in it': always(world => ({ after }, before) => {
    for (const [queue, { limit }] of world.centre.state.queues.settings.entries()) {
      const promised = after.calls.filter(call => call.phase === 'resting' && call.queue === queue)
      const fresh = promised.filter(
        ({ number }) => before.calls.find(call => call.number === number)?.absent !== true,
      )
      if (promised.length > limit && fresh.length > 0) return `queue ${queue} promised ${promised.length}`
    }
    return undefined
  }),

  'a caller who was promised a time keeps the place, whatever fault of ours comes between': always(
    () =>
      ({ fact, call: number, after }, before) => {
        const was = before.calls.find(call => call.number === number)
        if (fact !== 'recovers' || was?.phase !== 'resting') return undefined
        const now = after.calls.find(call => call.number === number)
        if (!now?.absent) return `caller ${number} is not called back any more`
        const keeps = now.orderMs <= was.orderMs && now.promisedMs === was.promisedMs
        return keeps ? undefined : `caller ${number} lost the place or the time`
      },
  ),

  'nobody waits for a line that will not serve any more today': always(world => ({ atMs, seen, after }) => {
    for (const { call: number } of seen.filter(isQueued)) {
      const call = after.calls.find(call => call.number === number)
      const { settings } = world.centre.state.queues
      if (call?.phase !== 'waiting' || call.absent || settings[call.queue]!.isAlwaysServed) continue
      const { hours, serveAfterClosingMs } = world.centre.state.lines[call.line]!
      let fromMs = atMs - serveAfterClosingMs
      while (fromMs <= atMs && hours.at(fromMs).status !== 'open') fromMs = hours.at(fromMs).untilMs
      if (fromMs > atMs) return `caller ${number} joined a queue that nobody serves before morning`
    }
    return undefined
  }),

  'a queue that is served at night tells nobody that it closes': always(
    world =>
      ({ fact, args, call, directed }, before) => {
        const closing = directed.filter(isSaid).filter(({ prompt }) => prompt === 'closing')
        const chooses = before.calls.find(({ number }) => number === call)?.flowState
        if (fact === 'recovers') return undefined
        const asks =
          fact === 'hears' && args[1] === KEY_3 && (chooses === 'shut' || chooses === 'main') ? call : 0
        for (const { call: told } of closing) {
          const { line, phase, queue } = before.calls.find(({ number }) => number === told)!
          const isCare = world.options.lines[line]!.definition.name === 'care'
          const waited = phase === 'waiting' && world.centre.state.queues.settings[queue]!.isAlwaysServed
          if (waited || (isCare && told === asks)) return `caller ${told} of a night queue hears of closing`
        }
        return undefined
      },
  ),
}
