import type { CallPicture } from '../centre/picture.ts'
import type { Moment } from '../centre/world.ts'

/** What must be among the histories, for their laws to say anything of it. */
export const KINDS: Readonly<Record<string, (moment: Moment) => boolean>> = {
  'an agent says how a call ended': ({ fact, changed }) => fact === 'codes' && changed,
  'a caller is handed on': ({ fact, changed }) => fact === 'transfers' && changed,
  'the phone of an agent fails in a talk': ({ fact, changed }) => fact === 'loses' && changed,
  'an agent is rung for the caller who wants just that agent': moment =>
    moment.directed.some(act => act.does === 'ring' && callOf(moment, act.call)?.wanted === act.agent),
  'a caller rests until the promised time': ({ after }) =>
    after.calls.some(({ phase, promisedMs }) => phase === 'resting' && promisedMs > 0),
  'a caller is called back as promised': moment =>
    moment.directed.some(act => act.does === 'dial' && (callOf(moment, act.call)?.promisedMs ?? 0) > 0),
  'a fault of ours meets one who is owed a callback': moment =>
    moment.fact === 'recovers' && callOf(moment, moment.call)?.phase === 'resting',
  'a callback is owed': ({ fact, changed }) => fact === 'owes' && changed,
  'a callback waits for hours in which it may be dialled': ({ after, atMs }) =>
    after.calls.some(({ phase, promisedMs }) => phase === 'resting' && promisedMs <= atMs),
  'a caller rings again before the callback, and has its place': ({ seen }) =>
    seen.some(event => event.sees === 'ended' && event.outcome === 'called-again'),
  'a caller rings again while a callback is dialled': ({ seen, directed }) =>
    seen.some(
      event =>
        event.sees === 'ended' &&
        event.outcome === 'called-again' &&
        directed.some(act => act.does === 'hangUp' && act.call === event.call),
    ),
  'a callback expires': ({ fact, seen }) =>
    fact === 'isDue' && seen.some(event => event.sees === 'ended' && event.outcome === 'callback-failed'),
  'a caller leaves a message': ({ seen }) =>
    seen.some(event => event.sees === 'ended' && event.outcome === 'voicemail'),
  'an agent hears a message': ({ directed }) => directed.some(({ does }) => does === 'playMessage'),
  'a fault of ours meets a message': moment =>
    moment.fact === 'recovers' && callOf(moment, moment.call)?.filed === true,
  'a message has given way for long enough': ({ atMs, after }) =>
    after.calls.some(({ filed, phase, orderMs }) => filed && phase === 'waiting' && orderMs < atMs),
  'a caller is put on hold': ({ fact, changed }) => fact === 'holds' && changed,
  'an agent is rung for help': moment =>
    moment.directed.some(act => act.does === 'ring' && act.helps !== undefined),
  'an agent comes to help': ({ directed }) => directed.some(act => act.does === 'join'),
  'a helper is let go': ({ fact, changed }) => fact === 'uninvites' && changed,
  'a call is handed over': ({ fact, changed }) => fact === 'handsOver' && changed,
  'a call that is helped is handed on to a queue': ({ fact, directed }) =>
    fact === 'transfers' && directed.some(act => act.does === 'part' || act.does === 'stopRinging'),
  'a caller hangs up on two agents': ({ fact, directed }) =>
    fact === 'hangsUp' && directed.some(act => act.does === 'part'),
  'a supervisor comes into a talk': ({ fact, changed }) => fact === 'monitors' && changed,
  'a talk is over for the supervisor too': ({ fact, directed }) =>
    fact !== 'unmonitors' && directed.some(act => act.does === 'stopMonitoring'),
  'a recording is stopped for a while': ({ fact, changed }) => fact === 'pausesRecording' && changed,
  'a recording goes on': ({ fact, changed }) => fact === 'resumesRecording' && changed,
  'a caller gives a score': ({ seen }) => seen.some(event => event.sees === 'rated'),
}

function callOf({ after }: Moment, number: number): CallPicture | undefined {
  return after.calls.find(call => call.number === number)
}
