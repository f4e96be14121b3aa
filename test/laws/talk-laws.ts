import type { Picture } from '../centre/picture.ts'
import type { Moment } from '../centre/world.ts'
import type { Law } from './law.ts'
import { always, isEnd } from './law.ts'

/** Laws of what happens in the midst of talks: hold, help, hand-over, supervisors, recordings. */
export const talkLaws: Readonly<Record<string, Law>> = {
  'those who can hear a caller are those whom the carrier was told of, and nobody is in two talks': always(
    () => {
      /** By agent, the call of the talk that the carrier has brought the agent into. */
      const rooms = new Map<number, number>()
      return ({ fact, args, changed, directed, after }, before) => {
        // A leg that hangs up, or whose caller does, is in no talk any more; nor where the caller is taken on.
        if (changed && ['leaves', 'loses', 'transfers'].includes(fact)) rooms.delete(args[0]!)
        for (const act of directed) {
          if (act.does === 'part') rooms.delete(act.agent)
          if (act.does !== 'connect' && act.does !== 'playMessage' && act.does !== 'join') continue
          if (rooms.has(act.agent))
            return `agent ${act.agent} is in the talk of caller ${rooms.get(act.agent)}`
          rooms.set(act.agent, act.call)
        }
        if (changed && ['hangsUp', 'recovers', 'drops'].includes(fact)) {
          const ended = before.calls.find(({ slot }) => slot === args[0])
          for (const [agent, call] of rooms) if (call === ended?.number) rooms.delete(agent)
        }
        for (const [agent, { state, call }] of after.agents.entries()) {
          const talksTo = state === 'talking' ? call : undefined
          const told = rooms.get(agent)
          if (told !== talksTo) return `agent ${agent} talks to ${talksTo}, and the carrier knows of ${told}`
        }
        return undefined
      }
    },
  ),

  'a caller hears music as long as the carrier was told, and never without an agent who can end it': always(
    () => {
      const held = new Set<number>()
      return ({ directed, after }) => {
        for (const act of directed) {
          if (act.does === 'hold' && held.has(act.call)) return `caller ${act.call} is put on hold twice`
          if (act.does === 'hold') held.add(act.call)
          if (act.does === 'unhold' && !held.delete(act.call)) return `caller ${act.call} is on no hold`
        }
        for (const { number, phase, isHeld, agent } of after.calls) {
          // Whoever is taken elsewhere is on hold no more.
          if (phase !== 'talking') held.delete(number)
          if (isHeld !== held.has(number)) return `caller ${number} is ${isHeld ? '' : 'not '}on hold`
          if (isHeld && after.agents[agent]?.state !== 'talking')
            return `nobody can bring caller ${number} back`
        }
        return undefined
      }
    },
  ),

  'an agent who is asked to help is rung for that alone, while the caller hears music': always(
    () =>
      ({ fact, args, changed, directed, after }, before) => {
        const rings = directed.filter(act => act.does === 'ring' && act.helps !== undefined)
        const asks = fact === 'invites' || fact === 'asksQueue'
        if (rings.length !== (asks && changed ? 1 : 0)) return `${rings.length} are rung for help by ${fact}`
        if (!asks || !changed) return undefined
        const [main, call] = [args[0]!, before.agents[args[0]!]!.call]
        const { helper, isHeld } = callOf(after, call)!
        if (!isHeld) return `caller ${call} would hear what is said about them`
        if (before.agents[helper]!.state !== 'available') return `agent ${helper} was not available`
        if (fact === 'invites' && helper !== args[1]) return `agent ${helper} was not the one who was asked`
        return callOf(after, call)!.agent === main ? undefined : `agent ${main} lost the caller by asking`
      },
  ),

  'whoever does not come to help, or is let go, costs no more than the help': always(
    () =>
      ({ fact, args, changed, after }, before) => {
        if (!changed) return undefined
        const was = before.agents[args[0]!]
        const goes = ['misses', 'leaves', 'loses', 'goesAway'].includes(fact) && was?.helps === true
        const stays = fact === 'goesAway' && was?.state === 'talking'
        if ((!goes || stays) && fact !== 'uninvites') return undefined
        const call = callOf(before, was!.call)
        if (!call) return undefined
        const now = callOf(after, call.number)
        const isAsBefore = now?.phase === 'talking' && now.agent === call.agent
        if (!isAsBefore || now.flowState !== call.flowState) return `caller ${call.number} lost the agent`
        if (now.helper >= 0) return `agent ${now.helper} still helps`
        return now.isHeld ? `caller ${call.number} is left on hold` : undefined
      },
  ),

  'a call that is handed over goes on with the helper, and its flow hears nothing': always(
    () => (moment, before) => {
      const call = handedOver(moment, before)
      if (!call) return undefined
      const now = callOf(moment.after, call.number)
      if (now?.phase !== 'talking' || now.agent !== call.helper)
        return `caller ${call.number} was not handed over`
      if (now.isHeld || now.helper >= 0) return `caller ${call.number} is not with agent ${now.agent}`
      const old = moment.after.agents[call.agent]!
      if (old.state === 'talking') return `agent ${call.agent} still talks`
      return now.flowState === call.flowState ? undefined : `the flow of caller ${call.number} went on`
    },
  ),

  'a supervisor is in a talk for as long as its agent, and takes no calls': always(() => {
    const watches = new Map<number, number>()
    return ({ directed, after }) => {
      for (const act of directed) {
        if (act.does === 'monitor') watches.set(act.agent, act.whom)
        if (act.does === 'stopMonitoring' && !watches.delete(act.agent))
          return `agent ${act.agent} was in no talk`
      }
      for (const [agent, { state, watches: whom }] of after.agents.entries()) {
        if ((watches.get(agent) ?? -1) !== whom) return `agent ${agent} watches ${whom}, the carrier another`
        if (whom < 0) continue
        if (state !== 'away') return `agent ${agent} watches ${whom} and is ${state}`
        if (after.agents[whom]!.state !== 'talking') return `agent ${agent} watches ${whom}, who has no talk`
      }
      return undefined
    }
  }),

  'talks alone are recorded, and what an agent stopped goes on by an agent alone': always(() => {
    const tapes = new Map<number, 'on' | 'paused'>()
    const paused = new Set<number>()
    return ({ fact, directed, seen, after }) => {
      for (const act of directed) {
        if (act.does !== 'recordTalk') continue
        const { call, state } = act
        if (tapes.has(call) === (state === 'start')) return `caller ${call}: ${state} with ${tapes.get(call)}`
        const goesOn = state === 'start' || state === 'resume'
        if (goesOn && paused.delete(call) && fact !== 'resumesRecording')
          return `the recording of caller ${call} went on by itself`
        if (state === 'pause') paused.add(call)
        if (state === 'stop') tapes.delete(call)
        else tapes.set(call, state === 'pause' ? 'paused' : 'on')
      }
      for (const { call } of seen.filter(isEnd)) {
        tapes.delete(call)
        paused.delete(call)
      }
      for (const call of after.calls) {
        // The tape ends with the leg that it was of.
        if (call.legEnded) tapes.delete(call.number)
        if (tapes.has(call.number) && call.phase !== 'talking')
          return `caller ${call.number} is recorded, and talks to nobody`
        if (call.phase === 'talking' && call.recording === 'on' && tapes.get(call.number) !== 'on')
          return `caller ${call.number} is not recorded`
        if (call.recording === 'paused' && !paused.has(call.number))
          return `nobody stopped the recording of caller ${call.number}`
      }
      return undefined
    }
  }),
}

/** The call, as it was, that a fact takes to the agent who helped with it. */
function handedOver({ fact, args, changed }: Moment, before: Picture) {
  const was = before.agents[args[0]!]
  if (!changed || was?.helps || !['handsOver', 'leaves', 'loses'].includes(fact)) return undefined
  const call = callOf(before, was!.call)
  return call && call.helper >= 0 && before.agents[call.helper]!.state === 'talking' ? call : undefined
}

function callOf({ calls }: Picture, number: number) {
  return calls.find(call => call.number === number)
}
