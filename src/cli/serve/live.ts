import type { Clock } from '../../base/clock.ts'
import type { Entry } from '../../call/journal.ts'
import type { Line } from '../../call/line.ts'
import type { AlertsServed, AlertTargets } from '../../carrier/alerting/carrier.ts'
import { AlertCarrier } from '../../carrier/alerting/carrier.ts'
import { JoinedCarrier } from '../../carrier/joined.ts'
import type { Mailer } from '../../carrier/mail/mailer.ts'
import { smtpMailer } from '../../carrier/mail/mailer.ts'
import { surveyKey } from '../../carrier/mail/survey-link.ts'
import { TwilioCarrier } from '../../carrier/twilio/carrier.ts'
import { Pace } from '../../carrier/twilio/pace.ts'
import type { Rest } from '../../carrier/twilio/rest.ts'
import { twilioRest } from '../../carrier/twilio/rest.ts'
import type { LookUp, Served } from '../../carrier/twilio/served.ts'
import { AWAY } from '../../centre/agents.ts'
import type { JournaledCentre } from '../../centre/journaled-centre.ts'
import type { RosterAgent } from '../../centre/roster.ts'
import { parseRoster } from '../../centre/roster.ts'
import type { Live } from '../../config.ts'
import type { Logger } from '../../log.ts'
import { keepTold } from '../../runtime/alerts.ts'
import { bringToLine, rosterText } from '../../runtime/rosters.ts'
import { Runtime } from '../../runtime/runtime.ts'
import { keepText } from '../../runtime/texts.ts'
import type { Store } from '../../store/port.ts'
import type { Secret } from '../../store/rows.ts'
import { Accounts } from '../../web/accounts.ts'
import { alertRoutes, recallAcknowledged } from '../../web/alert-routes.ts'
import type { AudioFiles } from '../../web/audio.ts'
import { Board } from '../../web/board.ts'
import type { Login } from '../../web/login.ts'
import type { Pages } from '../../web/pages.ts'
import { pagesRouter } from '../../web/pages.ts'
import { RequestIds } from '../../web/request-ids.ts'

export interface LiveOptions {
  readonly name: string
  readonly store: Store
  readonly clock: Clock
  readonly lines: readonly Line[]
  /** JSON text of the roster: it counts as imported. */
  readonly roster: string
  /** PINs that come with it, by name. */
  readonly pins?: ReadonlyMap<string, string>
  readonly live: Live
  readonly log: Logger
  readonly audio: AudioFiles
  /** True to let every agent take calls from the start, not only those whom the roster signs in. */
  readonly signInAll: boolean
  readonly programVersion: string
  /** Told of facts as soon as they are durable. */
  readonly onCommitted?: (entries: readonly Entry[]) => void
}

export interface LiveCentre {
  readonly runtime: Runtime
  readonly carrier: TwilioCarrier
  readonly alerting: AlertCarrier
  readonly requests: RequestIds
  /** The agents as those who log in. */
  readonly accounts: Accounts
  pagesFor(login: Login): Pages
}

/** Opens a centre behind Twilio where its journal ends. @throws WrongInput for lines or a roster that cannot be run */
export async function openLive(options: LiveOptions): Promise<LiveCentre> {
  const { name, store, clock, lines, live, log, audio, programVersion } = options
  const agents = parseRoster(options.roster)
  const roster = rosterText(agents)
  const requests = new RequestIds()
  const onFault = (what: string, error: unknown) => log.error({ err: error, what }, 'a fault')
  const rest = restOf(live)
  const pace = new Pace(clock, live.callsPerSecond)
  const mailer = live.mail && smtpMailer(live.mail)
  const carrier = new TwilioCarrier({
    clock,
    publicUrl: live.publicUrl,
    from: live.from,
    rest,
    pace,
    lookUp: lookUpIn(store, name, () => runtime.centre),
    ...(mailer && { surveys: { mailer, key: surveyKey(live.authToken) } }),
    hasAudio: (line, path) => audio.has(line, path),
    onCommitted: entries => options.onCommitted?.(entries),
    onDone({ effect, ...done }) {
      const [seq, index] = effect.split('-').slice(-2).map(Number)
      log.info({ request: requests.of(seq!), seq, index, ...done }, 'done by REST')
    },
  })
  const alerting = alertingOf(live, { rest, log, ...(mailer && { mailer }) })
  const board = new Board()
  const runtime: Runtime = await Runtime.open({
    name,
    store,
    clock,
    carrier: new JoinedCarrier(carrier, { alerts: alerting }),
    lines,
    roster,
    programVersion,
    watch: board,
    onFault,
  })
  carrier.serves(phonesServed(runtime))
  alerting.serves(alertsServed(runtime))
  await bringToLine(runtime, { agents, pins: options.pins ?? new Map() }, { makesPins: false })
  await signIn(runtime, options.signInAll ? agents : agents.filter(({ signedIn }) => signedIn))
  await recallAcknowledged(runtime, board)
  const pagesFor = (login: Login) => {
    const { requireLogin } = login
    const pages = pagesRouter({ board, nowMs: () => runtime.nowMs, requireLogin, onFault })
    pages.router.use(alertRoutes({ runtime, board, login, onFault }))
    return pages
  }
  return { runtime, carrier, alerting, requests, accounts: new Accounts(runtime), pagesFor }
}

function phonesServed(runtime: Runtime): Served {
  return {
    get centre() {
      return runtime.centre
    },
    get nowMs() {
      return runtime.nowMs
    },
    report: facts => runtime.submit({ reports: ({ centre }) => facts(centre) }),
    keepText: text =>
      runtime.submit({
        async reports(view) {
          await keepText(view, text)
          return []
        },
      }),
  }
}

function restOf({ accountSid, authToken, apiBase, from }: Live): Rest {
  return twilioRest({ accountSid, authToken, apiBase, from })
}

const NOBODY: AlertTargets = { texts: [], emails: [] }

interface AlertMeans {
  readonly rest: Rest
  readonly log: Logger
  readonly mailer?: Mailer
}

function alertingOf({ alerts, publicUrl }: Live, { rest, log, mailer }: AlertMeans): AlertCarrier {
  return new AlertCarrier({
    targets: alerts ?? NOBODY,
    publicUrl,
    rest,
    ...(mailer && { mailer }),
    onDone: ({ way, attempt, outcome }) => log.info({ way, attempt, outcome }, 'a supervisor alerted'),
  })
}

function alertsServed(runtime: Runtime): AlertsServed {
  return {
    get nowMs() {
      return runtime.nowMs
    },
    timeZoneOf(name) {
      const line = runtime.centre.lineOf(name)
      if (line < 0) return undefined
      return runtime.centre.centre.state.lines[line]!.table.line.definition.timeZone
    },
    keepTold: told =>
      runtime.submit({
        async reports(view) {
          await keepTold(view, told)
          return []
        },
      }),
  }
}

function lookUpIn(store: Store, name: string, centre: () => JournaledCentre): LookUp {
  return {
    async callOf(callSid) {
      const bound = await store.callOf(callSid)
      return bound?.centre === name ? bound.call : undefined
    },
    callSidOf: call => store.callSidOf(name, call),
    async numberOf(caller) {
      return (await store.caller(caller))?.number
    },
    async digitsOf(call, caller) {
      const [secrets, known] = await Promise.all([store.secretsOf(name, call), store.caller(caller)])
      const lastOf = (kind: Secret['what']) => secrets.findLast(({ what }) => what === kind)?.value
      return {
        ...{ entry: lastOf('digits'), given: lastOf('number'), about: lastOf('case') },
        ...{ own: known?.number, case: known?.openCase },
      }
    },
    async recipientOf(to) {
      const known = await ('caller' in to ? store.caller(to.caller) : store.callerByNumber(to.number))
      if (!known) return 'number' in to ? { number: to.number, isTexted: false } : undefined
      const { number, language, texts, textedMs, email } = known
      const how = {
        ...(language !== undefined && { language }),
        ...(texts && { refuses: texts }),
        ...(email !== undefined && { email }),
      }
      return { number, ...how, isTexted: textedMs !== undefined }
    },
    addressOf: agent => centre().personOf(agent)?.address,
  }
}

/** Signs agents in who are away; one who is at work already, since before a restart, stays as is. */
async function signIn(runtime: Runtime, agents: readonly RosterAgent[]): Promise<void> {
  await runtime.submit({
    reports: ({ centre }) =>
      agents
        .filter(({ name }) => centre.centre.state.agents.state[centre.agentOf(name)] === AWAY)
        .map(({ name }) => ({ kind: 'signed-in', data: { agent: name } })),
  })
}
