import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Command } from 'commander'
import { RunningClock } from '../base/clock.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import type { Config, Live } from '../config.ts'
import { loadConfig } from '../config.ts'
import type { Logger } from '../log.ts'
import { createLog } from '../log.ts'
import { importedRoster, rosterText } from '../runtime/rosters.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { AudioFiles } from '../web/audio.ts'
import { ClientTokens } from '../web/client-tokens.ts'
import { HttpRecords } from '../web/record-lookup.ts'
import { queuesOf, readAgents } from './agents/read-agents.ts'
import { CENTRE } from './centre-name.ts'
import type { Done } from './exit.ts'
import { linesToServe, lineToRun } from './line-named.ts'
import { parseSpeed, parseTime } from './options.ts'
import { openLive } from './serve/live.ts'
import { openSite } from './serve/site.ts'
import { upkeep } from './serve/upkeep.ts'
import { programVersion } from './version.ts'

export interface ServeOptions {
  readonly line?: readonly string[]
  readonly roster?: string
  readonly at?: string
  readonly speed?: string
  readonly signInAll?: boolean
  readonly json?: true
}

const AUDIO = join(import.meta.dirname, '../../flows/audio')
/** Longer than any webhook takes; after it, what still hangs is cut. */
const STOP_WITHIN_MS = 10_000
/** Twilio gives up after 15 s, so whoever sends a request more slowly is nobody who waits for the answer. */
const REQUEST_WITHIN_MS = 20_000

/** `holdline serve`: the live line behind Twilio. */
export function register(program: Command, done: Done): void {
  program
    .command('serve')
    .description(
      'answer the lines behind Twilio; settings come from the environment or .env, see .env.example',
    )
    .option(
      '--line <line…>',
      'a line of flows/ or of a file, as often as wanted; all of flows/ by default',
      collect,
    )
    .option(
      '--roster <file>',
      'import this roster first, as `holdline agents import` does; by default the one that was imported last',
    )
    .option('--sign-in-all', 'every agent of the roster takes calls from the start')
    .option('--at <time>', 'rehearse: begin at this ISO time, or where the journal ends if that is later')
    .option('--speed <factor>', 'rehearse: let time run so many times as fast')
    .option('--json', 'say where it runs as one JSON object, and log to standard error')
    .addHelpText(
      'after',
      '\nExamples:\n  holdline serve --line card-support --roster roster.json --sign-in-all\n\n' +
        "A number's voice URL is POST <PUBLIC_URL>/voice/<line>, its fallback <PUBLIC_URL>/voice/<line>/fallback,\n" +
        'its status callback POST <PUBLIC_URL>/voice/<line>/status, its messaging URL POST <PUBLIC_URL>/sms/<line>.',
    )
    .action(async (options: ServeOptions) => {
      await serve(options, programVersion())
      done(0)
    })
}

/** Serves until the process is told to stop. @throws WrongInput for settings or files that cannot be used */
async function serve(options: ServeOptions, programVersion: string): Promise<void> {
  const config = loadConfig('serve')
  const live = config.live!
  if (config.databaseUrl !== undefined) {
    throw new WrongInput(
      'DATABASE_URL names Postgres, which this version cannot keep a journal in yet; unset it, and the embedded ' +
        'store in HOLDLINE_DATA is used.',
    )
  }
  const lines = options.line ? await Promise.all(options.line.map(lineToRun)) : linesToServe()
  const brought = options.roster === undefined ? undefined : readAgents(options.roster, queuesOf(lines))
  const log = logOf(config, options)
  const audio = new AudioFiles(AUDIO)
  const store = await openSqliteStore({ folder: config.dataFolder })
  try {
    const clock = await clockFor(options, lines, () => store.withCentre(CENTRE, async hold => hold.lastAtMs))
    const roster = brought ? rosterText(brought.agents) : await importedRoster(store, CENTRE)
    const running = await openLive({
      ...{ name: CENTRE, store, clock, lines, roster, live, log, audio, programVersion },
      ...(brought && { pins: brought.pins }),
      signInAll: options.signInAll ?? false,
    })
    const { runtime, carrier, alerting } = running
    const records = recordsOf(live, log)
    const site = openSite({
      ...{ live: running, log, audio, password: config.password, proxies: config.proxies },
      ...{ publicUrl: live.publicUrl, authToken: live.authToken },
      lines: lines.map(({ definition }) => definition),
      ...(records && { records }),
      ...(live.browserKey && { tokens: new ClientTokens({ ...live, ...live.browserKey }) }),
      ...(options.speed !== undefined && { speed: parseSpeed(options.speed) }),
    })
    const server = await listen(site.app.listen(config.port, config.host), config)
    const stopUpkeep = upkeep({ carrier, store, clock, log, keepDays: config.keepDays })
    announce(log, server, live, lines)
    if (options.json) console.log(asJson(server, lines, runtime.seq))
    await told(log)
    runtime.holdOutbox()
    stopUpkeep()
    site.close()
    await closed(server)
    await runtime.stop()
    alerting.close()
  } finally {
    await store.close()
  }
  log.info('stopped: all that was taken is kept')
}

function logOf({ logLevel, live, password }: Config, { json }: ServeOptions): Logger {
  return createLog({
    level: logLevel,
    pretty: !json && process.stdout.isTTY === true,
    // Whoever reads the one object finds nothing else beside it.
    ...(json && { destination: process.stderr }),
    secrets: [live!.authToken, live!.browserKey?.apiSecret ?? '', password],
  })
}

function recordsOf({ records }: Live, log: Logger): HttpRecords | undefined {
  if (!records) return undefined
  const onTrouble = (reason: string) => log.warn({ reason }, "callers' records could not be asked")
  return new HttpRecords({ ...records, nowMs: () => performance.now(), onTrouble })
}

/** The time of day, or a rehearsal's, which never goes back behind what the journal holds. */
async function clockFor(
  { at, speed }: ServeOptions,
  lines: readonly Line[],
  lastMs: () => Promise<number>,
): Promise<RunningClock> {
  const factor = speed === undefined ? 1 : parseSpeed(speed)
  if (at === undefined && factor === 1) return new RunningClock()
  const wantedMs = at === undefined ? Date.now() : parseTime(at, lines[0]!.definition.timeZone)
  return new RunningClock(Math.max(wantedMs, await lastMs()), factor)
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<Server> {
  try {
    await once(server, 'listening')
    server.requestTimeout = REQUEST_WITHIN_MS
    return server
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`cannot listen on ${host}:${port}: ${reason}. Set PORT or HOST to what is free.`)
  }
}

function announce(log: Logger, server: Server, { publicUrl }: Live, lines: readonly Line[]): void {
  const { port } = server.address() as AddressInfo
  log.info({ port, lines: lines.map(({ definition }) => definition.name), publicUrl }, 'serving')
}

/** Where it runs, for the program that started it: `seq` is the journal's last fact, above 0 where it goes on. */
function asJson(server: Server, lines: readonly Line[], seq: number): string {
  const { address, family, port } = server.address() as AddressInfo
  const shown = family === 'IPv6' ? `[${address}]` : address
  // What listens on every address is reached on this machine by its own.
  const url = `http://${address === '0.0.0.0' || address === '::' ? '127.0.0.1' : shown}:${port}`
  return JSON.stringify({ url, lines: lines.map(({ definition }) => definition.name), centre: CENTRE, seq })
}

/** Resolves when the process is told to stop; told twice, it ends at once. */
async function told(log: Logger): Promise<void> {
  const signal = await Promise.race(['SIGTERM', 'SIGINT'].map(name => once(process, name).then(() => name)))
  log.info({ signal }, 'stopping: finishing what is in hand')
}

async function closed(server: Server): Promise<void> {
  const all = new Promise<void>(resolve => {
    server.close(() => resolve())
  })
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
  await all
  clearTimeout(cut)
}

function collect(name: string, before: readonly string[] = []): string[] {
  return [...before, name]
}
