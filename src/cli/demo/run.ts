import { join } from 'node:path'
import express from 'express'
import type { Plan } from '../../../sim/world/plan.ts'
import { planOf } from '../../../sim/world/plan.ts'
import { HOUR_MS, MINUTE_MS } from '../../base/units.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import { StoreFailed } from '../../store/port.ts'
import { openSqliteStore } from '../../store/sqlite.ts'
import { alertRoutes, recallAcknowledged } from '../../web/alert-routes.ts'
import { Board } from '../../web/board.ts'
import { createLogin } from '../../web/login.ts'
import { Metrics } from '../../web/metrics.ts'
import { operatorRoutes } from '../../web/operators.ts'
import { pagesRouter } from '../../web/pages.ts'
import { resultsPage } from '../../web/results-page.ts'
import { tasksPage } from '../../web/tasks-page.ts'
import { askedToStop } from '../asked-to-stop.ts'
import { parseTime } from '../options.ts'
import { programVersion } from '../version.ts'
import { endOf, planFor } from './days.ts'
import type { DemoOptions } from './demo-options.ts'
import type { Front } from './front.ts'
import { takePort } from './front.ts'
import type { Person } from './person.ts'
import { newPerson } from './person.ts'
import { PhonePages } from './phone-pages.ts'
import { CENTRE, Rehearsal } from './rehearsal.ts'
import { RehearsalClock } from './rehearsal-clock.ts'
import { RehearsalStore } from './rehearsal-store.ts'
import { asJson, greeting, newDay } from './words.ts'

/** What is played before anybody looks, so that the wallboard shows a busy line at first sight. */
const BEFORE_MS = HOUR_MS
/** As much of a day that goes on: those who called before are gone, and the line must fill again. */
const AGAIN_MS = 10 * MINUTE_MS
/** Where a day is entered unless told otherwise: the morning of a holiday peak, when the queues begin to fill. */
const INTO_DAY_MS = 2.5 * HOUR_MS
/** After this a demo that cannot stop is left as it is; its journal is whole at any moment. */
const STOP_WITHIN_MS = 8_000

/** A day to play and where in it to begin. */
interface Entrance {
  readonly plan: Plan
  /** When simulated callers begin to come. */
  readonly fromMs: number
  /** When the demo begins to run by the clock. */
  readonly atMs: number
}

/** Runs the demo until it is asked to stop. @throws WrongInput where it cannot begin */
export async function runDemo(options: DemoOptions): Promise<void> {
  const asked = askedToStop()
  const front = await takePort(options.config)
  try {
    const stop = await begin(options, front)
    await asked
    // Whatever hangs now must not hold up whoever wants their terminal back.
    setTimeout(() => process.exit(), STOP_WITHIN_MS).unref()
    await stop()
  } catch (error) {
    if (error instanceof StoreFailed) throw new WrongInput(error.message, { cause: error })
    throw error
  } finally {
    await front.close()
  }
}

/** Begins to play, and gives what ends it. */
async function begin(options: DemoOptions, front: Front): Promise<() => Promise<void>> {
  const { config, scenario, speed, isJson, log, print } = options
  const folder = join(config.dataFolder, 'demo')
  const store = new RehearsalStore(await openSqliteStore({ folder }))
  const journalMs = await store.withCentre(CENTRE, async hold => hold.lastAtMs)
  const { plan, fromMs, atMs } = entranceOf(options, journalMs)
  const clock = new RehearsalClock(journalMs || fromMs)
  const { serviceLevel } = scenario.targets
  const board = new Board({ speed, ...(serviceLevel && { target: serviceLevel }) })
  const rehearsal = await Rehearsal.open({
    store,
    clock,
    plan,
    seed: scenario.seed,
    programVersion: programVersion(),
    watch: board,
    onFault: (what, error) => log.error({ err: error }, what),
  }).catch(error => {
    if (!(error instanceof WrongInput) || journalMs === 0) throw error
    throw new WrongInput(`${error.message} Or delete ${folder}, and the demo begins anew.`, { cause: error })
  })
  await rehearsal.hurry(fromMs)
  const dayEnds = rehearsal.begin(plan, fromMs)
  await rehearsal.hurry(atMs)
  clock.run(speed)
  await recallAcknowledged(rehearsal.runtime, board)
  const person = newPerson()
  const closePages = showPages(options, front, rehearsal, board, person)
  keepPlaying(options, rehearsal, clock, { plan, dayEnds }).catch(error =>
    log.error({ err: error }, 'a new day'),
  )
  const told = { options, person, url: front.url, folder, nowMs: clock.nowMs(), journalMs }
  print(isJson ? asJson(told) : greeting(told))
  return async () => {
    await closePages()
    clock.stand()
    await rehearsal.stop()
    await store.close()
  }
}

/** Where to begin: where the journal ends, unless a later time is asked for. */
function entranceOf({ scenario, line, at }: DemoOptions, journalMs: number): Entrance {
  const own = planOf(scenario, line)
  const usualMs = journalMs || own.startMs + Math.min(INTO_DAY_MS, own.durationMs / 3)
  const askedMs = at === undefined ? usualMs : parseTime(at, line.definition.timeZone)
  const wantedMs = Math.max(askedMs, journalMs)
  const isOwnDay = own.startMs <= wantedMs && wantedMs < endOf(own)
  const plan = isOwnDay ? own : planFor(scenario, line, wantedMs)
  const atMs = Math.max(wantedMs, plan.startMs)
  if (atMs - journalMs > BEFORE_MS) return { plan, atMs, fromMs: Math.max(plan.startMs, atMs - BEFORE_MS) }
  return { plan, atMs: Math.min(atMs + AGAIN_MS, endOf(plan)), fromMs: atMs }
}

/** Plays one day after the other; the nights between them take a moment. */
async function keepPlaying(
  { scenario, line, speed, isJson, print }: DemoOptions,
  rehearsal: Rehearsal,
  clock: RehearsalClock,
  first: { readonly plan: Plan; readonly dayEnds: Promise<void> },
): Promise<void> {
  let { plan, dayEnds } = first
  for (;;) {
    await dayEnds
    plan = planFor(scenario, line, Math.max(endOf(plan), clock.nowMs()))
    const fromMs = Math.max(plan.startMs, clock.nowMs())
    if (!isJson) print(newDay(line, fromMs))
    clock.stand()
    await rehearsal.hurry(fromMs)
    if (rehearsal.isStopped) return
    dayEnds = rehearsal.begin(plan, fromMs)
    clock.run(speed)
  }
}

/** Lets browsers in; gives what ends their connections. */
function showPages(
  { config, log, scenario, line }: DemoOptions,
  front: Front,
  rehearsal: Rehearsal,
  board: Board,
  person: Person,
): () => Promise<void> {
  const { runtime } = rehearsal
  const onFault = (what: string, error: unknown) => log.error({ err: error }, what)
  const phones = new PhonePages({ scenario, line, log, person, onFault, programVersion: programVersion() })
  const { accounts } = phones
  const login = createLogin({ password: config.password, isSecure: false, takesLink: true, accounts })
  const { routes, requireLogin } = login
  const pages = pagesRouter({ board, nowMs: () => runtime.nowMs, requireLogin, onFault })
  const results = resultsPage({ runtime, login, onFault })
  const tasks = tasksPage({ runtime, login, onFault })
  const alerts = alertRoutes({ runtime, board, login, onFault })
  const app = express()
  app.disable('x-powered-by')
  const operators = operatorRoutes({ runtime, metrics: new Metrics() })
  app.use(operators, routes, pages.router, phones.router(login), alerts, results, tasks)
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here.\n')
  })
  front.open(app)
  return async () => {
    pages.close()
    await phones.close()
  }
}
