import type { Command } from 'commander'
import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'
import type { Config } from '../config.ts'
import { loadConfig } from '../config.ts'
import { wallClock } from '../line/zone.ts'
import { createLog } from '../log.ts'
import type { Journal } from '../runtime/journal-file.ts'
import { Player } from '../runtime/player.ts'
import { Board } from '../web/board.ts'
import { createLogin } from '../web/login.ts'
import { pagesRouter } from '../web/pages.ts'
import { Playback } from '../web/playback.ts'
import { playbackRoutes, SPEED_MAX } from '../web/playback-routes.ts'
import { askedToStop } from './asked-to-stop.ts'
import { CENTRE } from './centre-name.ts'
import type { Front } from './demo/front.ts'
import { takePort } from './demo/front.ts'
import { pageOf, when } from './demo/words.ts'
import { parseSpeed, parseTime } from './options.ts'
import { withJournal } from './replay/open-journal.ts'
import { recordedAt } from './replay/paths.ts'

interface Options {
  readonly centre: string
  readonly speed: string
  readonly from?: string
  readonly json?: true
}

const HELP = `
The page can halt it, play it faster or slower, and go to another moment. Set by the environment or a file .env:
PORT (3000), HOST (127.0.0.1), HOLDLINE_PASSWORD (a new one each time).

Examples:
  npx holdline simulate sim/scenarios/holiday-peak.yaml --trace monday.jsonl
  npx holdline play monday.jsonl --from 10:30 --speed 60`

/** How often what has become due is stepped, in ms of the real clock: more often than the wallboard is sent. */
const TICK_MS = 100

/** Adds `holdline play`: the wallboard of a journal, as it was then. */
export function register(program: Command): void {
  program
    .command('play')
    .description(
      'play a journal, of a line that was live or of a simulated day, on the wallboard in the browser',
    )
    .argument('<journal>', 'a journal as JSON lines, or the data folder or .sqlite file of a stopped server')
    .option('--speed <factor>', 'how many times as fast as it was', '60')
    .option('--from <time>', 'begin at this time of the first day, such as 10:30, or at an ISO time')
    .option('--centre <name>', 'the centre whose journal is meant, of a data folder', CENTRE)
    .option('--json', 'say where it runs as one JSON object')
    .addHelpText('after', HELP)
    .action(async (path: string, options: Options) => {
      const recorded = recordedAt([path])
      if (recorded.kind === 'calls')
        throw new WrongInput(`${path} has calls that were cut out; what is played is a whole journal`)
      await withJournal(recorded, options.centre, journal => play(path, journal, options))
    })
}

/** Plays until it is asked to stop. */
async function play(path: string, journal: Journal, options: Options): Promise<void> {
  const asked = askedToStop()
  const speed = parseSpeed(options.speed)
  if (speed > SPEED_MAX) throw new WrongInput(`--speed got "${options.speed}", expected at most ${SPEED_MAX}`)
  const config = loadConfig('play')
  const board = new Board()
  const player = await Player.open(journal, board)
  await player.to(player.fromMs)
  const playback = new Playback({ player, board, speed })
  const atMs = beginningOf(player, options.from)
  const front = await takePort(config)
  try {
    await playback.wish({ atMs, isPlaying: true })
    const stop = show(config, front, playback)
    console.log(
      options.json
        ? asJson(config, front.url, player, speed)
        : greeting(config, front.url, path, player, speed),
    )
    await asked
    stop()
    await player.close()
  } finally {
    await front.close()
  }
}

const TIME_OF_DAY = /^(\d{1,2})(:\d{2}(?::\d{2})?)$/

/** The moment to begin at. @throws WrongInput for one that the journal does not have */
function beginningOf({ fromMs, untilMs, timeZone }: Player, from: string | undefined): number {
  if (from === undefined) return fromMs
  const [, hours, rest] = TIME_OF_DAY.exec(from.trim()) ?? []
  const { date } = wallClock(timeZone, fromMs)
  const text = hours === undefined ? from : `${date}T${hours.padStart(2, '0')}${rest}`
  const atMs = parseTime(text, timeZone, '--from')
  if (atMs >= fromMs && atMs <= untilMs) return atMs
  throw new WrongInput(
    `--from got "${from}", and the journal goes from ${when(fromMs, timeZone)} to ${when(untilMs, timeZone)}`,
  )
}

/** Lets browsers in, and time pass; gives what ends both. */
function show(config: Config, front: Front, playback: Playback): () => void {
  const destination = process.stderr
  const log = createLog({
    ...{
      level: config.logLevel,
      pretty: destination.isTTY === true,
      destination,
      secrets: [config.password],
    },
  })
  const onFault = (what: string, error: unknown) => log.error({ err: error }, what)
  const login = createLogin({ password: config.password, isSecure: false, takesLink: true })
  const board = { view: () => playback.view() }
  // Moments are the journal's own.
  const pages = pagesRouter({ board, nowMs: () => 0, requireLogin: login.requireLogin, onFault })
  const app = express()
  app.disable('x-powered-by')
  app.use(login.routes, pages.router, playbackRoutes({ playback, login, onFault }))
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here.\n')
  })
  front.open(app)
  const ticking = setInterval(() => {
    playback.tick().catch(error => {
      clearInterval(ticking)
      onFault('playing the journal, which goes no further', error)
    })
  }, TICK_MS)
  return () => {
    clearInterval(ticking)
    pages.close()
  }
}

function greeting(config: Config, url: string, path: string, player: Player, speed: number): string {
  const { fromMs, untilMs, atMs, timeZone } = player
  return `
Holdline: ${path}, from ${when(fromMs, timeZone)} to ${when(untilMs, timeZone)},
is played from ${when(atMs, timeZone)} on, ${speed} times as fast, on the wallboard as it was then:

  ${pageOf(url, config)}

Ctrl-C stops it.
`
}

function asJson(config: Config, url: string, player: Player, speed: number): string {
  const { fromMs, untilMs, atMs } = player
  const password = config.passwordIsMade ? config.password : null
  return JSON.stringify({ url, page: pageOf(url, config), password, fromMs, untilMs, atMs, speed })
}
