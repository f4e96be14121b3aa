import type { Moment, Phase, Step } from './check-life.ts'
import type { ProblemKind, ProblemList, Spot } from './check-problem.ts'
import { KEYS } from './events.ts'
import type { Asks } from './flow.ts'
import type { FlowTable } from './flow-table.ts'

/** In these the next event comes at once, whatever callers do. */
const PASSING: ReadonlySet<Phase> = new Set([
  'arriving',
  'identifying',
  'joining',
  'telling',
  'keeping',
  'keeping-later',
  'rejoining',
])

/** What must be heard, by event, wherever it can come: the kind of problem and what callers would suffer. */
const MUST_HEAR: Readonly<Record<string, readonly [ProblemKind, string]>> = {
  'line.open': ['unheard', 'callers in opening hours are not answered'],
  'line.closed': ['unheard', 'callers after hours are not answered'],
  'line.holiday': ['unheard', 'callers on a holiday are not answered'],
  'queue.full': ['hold-cannot-end', 'callers who find the queue full stay in silence'],
  'queue.closing': ['hold-cannot-end', 'callers who wait at closing time are never told'],
  'agent.answered': ['hold-cannot-end', 'an agent answers a caller whose flow does not know it'],
  'agent.left': ['unheard', 'callers stay in silence when the agent has hung up'],
  'caller.unknown': ['unheard', 'callers of whom nothing is known stay in silence'],
  'caller.known': ['unheard', 'callers who are known stay in silence'],
  'caller.returning': ['unheard', 'callers who ring again stay in silence'],
  'callback.kept': ['unheard', 'callers who asked for a callback stay in silence'],
  'callback.refused': ['unheard', 'callers who cannot be called back stay in silence'],
  'callback.answered': ['unheard', 'callers who are called back hear nothing'],
  'callback.given-up': ['unheard', 'a callback that was given up never ends'],
  hangup: ['no-hangup', 'the call goes on after the caller has hung up'],
  recover: ['no-recover', 'a fault of ours would end the call here'],
}

const ANY_KEY = [...KEYS.map(key => `key.${key}`), 'silence']

/** What can come of asking, by how it is asked. */
const ANSWERS: Readonly<Record<Asks['kind'], readonly string[]>> = {
  choice: ANY_KEY,
  confirmation: ANY_KEY,
  entry: ['entry.valid', 'entry.invalid', 'silence'],
  recording: ['recording.kept', 'recording.empty'],
  nothing: [],
}

/** Checks what happens to callers: events that nobody hears, dead keys, dead ends, loops. */
export function checkCalls(moments: readonly Moment[], table: FlowTable, problems: ProblemList): void {
  const spot = ({ state, path }: Moment): Spot => ({ place: table.stateName(state), path })
  for (const moment of moments) {
    checkHeard(moment, table.asks(moment.state), spot, problems)
    if (!PASSING.has(moment.phase)) checkAnswers(moment, table.asks(moment.state), spot(moment), problems)
  }
  checkDeadEnds(moments, spot, problems)
  checkLoops(moments, table, problems)
}

function checkHeard(
  moment: Moment,
  asks: Asks | undefined,
  spot: (moment: Moment) => Spot,
  problems: ProblemList,
): void {
  for (const step of moment.steps) {
    const { event, heard, to } = step
    const must = MUST_HEAR[event]
    if (must && (!heard || isLeftThere(step, moment, asks)))
      problems.add(must[0], `${event} leads nowhere: ${must[1]}`, spot(moment))
    if (to?.phase !== 'nobody') continue
    const how = event === 'hangup' ? 'the caller has hung up' : 'the caller is hung up on'
    problems.add('no-hangup', `${how}, but the flow goes on in ${spot(to).place}`, spot(to))
  }
}

/** True where the centre takes callers out of a queue who then stay where they waited, with nothing to do or hear. */
function isLeftThere({ event, to }: Step, { state }: Moment, asks: Asks | undefined): boolean {
  const isOut = event === 'queue.full' || event === 'queue.closing'
  return isOut && to?.phase === 'in-flow' && to.state === state && asks?.kind === 'nothing'
}

/** A state in which the caller can do something says what, and hears each answer. */
function checkAnswers(moment: Moment, asks: Asks | undefined, spot: Spot, problems: ProblemList): void {
  const { phase, steps } = moment
  if (phase === 'ended' || phase === 'nobody' || phase === 'owed') return
  if (!asks) {
    problems.add('no-asks', 'the state does not say what it asks of the caller (meta.asks)', spot)
    return
  }
  if (phase !== 'in-flow' && phase !== 'picked-up') return
  const answers = ANSWERS[asks.kind]
  const ignored = steps
    .filter(({ event, heard }) => !heard && answers.includes(event))
    .map(({ event }) => event)
  if (ignored.length > 0) {
    problems.add('dead-key', `the caller is asked, but nothing happens on ${ignored.join(', ')}`, spot)
  }
}

/**
 * Whoever stays on the line comes to an agent or to an end. Ways that are broken or ignored are told elsewhere and
 * count as good here.
 */
function checkDeadEnds(
  moments: readonly Moment[],
  spot: (moment: Moment) => Spot,
  problems: ProblemList,
): void {
  const good = new Set<Moment>()
  for (const moment of moments) {
    const told = moment.steps.some(
      ({ heard, to, event }) => to === undefined && (heard || event in MUST_HEAR),
    )
    if (moment.phase === 'talking' || moment.phase === 'ended' || moment.phase === 'nobody' || told)
      good.add(moment)
  }
  const before = new Map<Moment, Moment[]>()
  const onwards = new Map<Moment, Moment[]>()
  for (const moment of moments) {
    const next = waysOn(moment).flatMap(({ to }) => (to && to !== moment ? [to] : []))
    onwards.set(moment, next)
    for (const to of next) {
      const known = before.get(to)
      if (known) known.push(moment)
      else before.set(to, [moment])
    }
  }
  const saved = closure(good, before)
  const bad = moments.filter(moment => !saved.has(moment))
  const stuck = bad.filter(moment => onwards.get(moment)!.length === 0)
  const add = (moment: Moment, what: string) =>
    problems.add('dead-end', `a caller who stays on the line ${what}`, spot(moment))
  for (const moment of stuck) add(moment, 'waits for nothing that could come')
  // What only leads to a dead end is not one of its own.
  const told = closure(new Set(stuck), before)
  for (const moment of bad) {
    if (told.has(moment)) continue
    add(moment, 'never comes to an agent or an end')
    for (const other of closure(closure(new Set([moment]), onwards), before)) told.add(other)
  }
}

/** All moments that lie some way along the arrows from the first ones, which are among them. */
function closure(from: ReadonlySet<Moment>, arrows: ReadonlyMap<Moment, readonly Moment[]>): Set<Moment> {
  const found = new Set(from)
  for (const moment of found) for (const next of arrows.get(moment) ?? []) found.add(next)
  return found
}

/** Steps that lead on without the caller giving up. */
function waysOn(moment: Moment): readonly Step[] {
  return moment.steps.filter(({ event }) => event !== 'hangup' && event !== 'recover')
}

/** A caller who only slips (wrong keys, silence) comes to a person or an end after a limited number of slips. */
function checkLoops(moments: readonly Moment[], table: FlowTable, problems: ProblemList): void {
  const done = new Set<Moment>()
  const found: Spot[] = []
  for (const start of moments) {
    if (done.has(start)) continue
    const way: { moment: Moment; steps: Step[]; taken: string }[] = []
    const enter = (moment: Moment) =>
      way.push({ moment, steps: slips(moment, table.asks(moment.state)), taken: '' })
    enter(start)
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const step = top.steps.pop()
      if (!step?.to) {
        done.add(top.moment)
        way.pop()
        continue
      }
      top.taken = step.event
      const { to } = step
      const from = way.findIndex(({ moment }) => moment === to)
      if (from >= 0) {
        const round = way.slice(from).map(({ taken }) => taken)
        found.push({ place: table.stateName(to.state), path: [...to.path, ...round] })
      } else if (!done.has(to)) enter(to)
    }
  }
  for (const loop of found.sort((a, b) => a.path.length - b.path.length)) {
    problems.add('endless-loop', 'a caller who only slips goes round without end', loop)
  }
}

/** Steps that a caller takes who presses only keys that are not offered, says nothing, or has no say. */
function slips(moment: Moment, asks: Asks | undefined): Step[] {
  const { phase, steps } = moment
  const leads = steps.filter(({ heard, to }) => heard && to)
  if (PASSING.has(phase)) return leads
  if (phase !== 'in-flow' && phase !== 'picked-up' && phase !== 'owed') return []
  return leads.filter(({ event }) => isSlip(event, asks))
}

const SLIPS: ReadonlySet<string> = new Set(['silence', 'entry.invalid', 'said.unclear', 'recording.empty'])

function isSlip(event: string, asks: Asks | undefined): boolean {
  if (SLIPS.has(event) || event.startsWith('xstate.')) return true
  const key = event.startsWith('key.') ? event.slice('key.'.length) : undefined
  if (key === undefined) return false
  if (asks?.kind === 'confirmation') return key !== asks.yes && key !== asks.no
  return asks?.kind === 'choice' && !(key in asks.choices)
}
