import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { RunningClock } from '../base/clock.ts'
import { SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import type { Cast } from './call/cast.ts'
import type { Heard } from './call/heard.ts'
import { keepJournal } from './call/journal.ts'
import type { Live } from './call/live.ts'
import { live } from './call/live.ts'
import { parseFrom, ringing, ringingText } from './call/opening.ts'
import { Phone } from './call/phone.ts'
import type { Page } from './call/screen.ts'
import { clock as clockText, fitted, jsonLine, musicText, row, transcriptLine } from './call/screen.ts'
import type { Pace } from './call/script.ts'
import { parseScript, play } from './call/script.ts'
import type { Done } from './exit.ts'
import { lineToRun } from './line-named.ts'
import { parseLength, parseSpeed, parseTime, parseWhole } from './options.ts'

interface Options {
  readonly at?: string
  readonly from: string
  readonly script?: string
  readonly speed?: string
  readonly agents: string
  readonly busy?: string | true
  readonly ahead?: string
  readonly json?: true
  readonly journal?: string
}

const HELP = `
Keys are those of a phone: 0 to 9, * and #. h hangs up, and so does Ctrl-C.

A script, from a file or a pipe, has keys and these words, one or more a line:
  wait 4m   silence (until the line gives up on an answer)   answer (a callback)   hangup   # and a blank: a comment
A key is pressed once the line has said what it has to say, or right after a wait. After the last step
the caller does nothing more.

Example:
  printf '1 1' | npx holdline call card-support --at 2026-12-14T10:00 --busy 2m`

/** `holdline call <line>`: rings a line from the terminal. */
export function register(program: Command, done: Done): void {
  program
    .command('call')
    .description('ring a line from the terminal: text instead of speech, keys instead of a phone')
    .argument('<line>', 'a line of flows/ by name, direct, or a file that exports a line')
    .option('--at <time>', 'when the call is made, ISO, in the line’s zone unless it says otherwise (now)')
    .option('--from <number>', 'who calls; anonymous withholds the number', '+12125550123')
    .option('--script <file>', 'the keys of a file instead of yours')
    .option('--speed <factor>', 'times as fast as real time (1 at a terminal; a script takes no time)')
    .option('--agents <n>', 'agents who are signed in', '3')
    .option('--busy [time]', 'all agents talk to others, the first until then (one handle time)')
    .option('--ahead <n>', 'callers who wait in each queue before you; with --busy')
    .option('--json', 'print the transcript as JSON lines')
    .option('--journal <file>', 'write the facts of the call, as holdline replay takes them')
    .addHelpText('after', HELP)
    .action(async (name: string, options: Options) => {
      await run(await lineToRun(name), options)
      done(0)
    })
}

async function run(line: Line, options: Options): Promise<void> {
  const { definition } = line
  const atMs = options.at === undefined ? Date.now() : parseTime(options.at, definition.timeZone)
  const cast = castOf(line, options)
  const from = parseFrom(options.from)
  const speed = options.speed === undefined ? undefined : parseSpeed(options.speed)
  const isLive = options.script === undefined && process.stdin.isTTY
  const steps = isLive ? [] : await scriptOf(options.script)
  const page = pageFrom(atMs)
  const call = ringing(definition, atMs)
  const show = options.json ? jsonShow() : textShow(page)
  if (options.json) console.log(jsonLine({ kind: 'rang', ...call, from: from.shown }))
  else console.log(`${introduction(ringingText(call), from.shown, options.at === undefined, isLive, page)}\n`)
  const phone = new Phone(line, atMs, cast, from.caller, show.heard)
  const clock = new RunningClock(atMs, speed ?? 1)
  if (isLive) await live(phone, clock, process.stdin, { ...show, status: () => show.status(phone) })
  else {
    const left = await play(steps, phone, speed === undefined ? undefined : paced(clock))
    if (left > 0) console.error(`holdline: the call was over before the last ${left} steps of the script`)
  }
  if (options.journal !== undefined) await keepJournal(options.journal, phone.stage)
}

function castOf(line: Line, { agents, busy, ahead }: Options): Cast {
  const count = parseWhole(agents, '--agents', 0)
  if (ahead !== undefined && busy === undefined)
    throw new WrongInput('--ahead needs --busy: nobody waits while an agent is free')
  const [queue] = line.definition.queues
  const busyMs = busy === true ? queue.handleSeconds * SECOND_MS : busy && parseLength(busy, '--busy')
  return {
    agents: count,
    ahead: ahead === undefined ? 0 : parseWhole(ahead, '--ahead', 0),
    ...(typeof busyMs === 'number' && { busyMs }),
  }
}

async function scriptOf(path: string | undefined) {
  if (path === undefined) return parseScript(await readAll(process.stdin), 'standard input')
  let script: string
  try {
    script = readFileSync(path, 'utf8')
  } catch (error) {
    throw new WrongInput(`--script ${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  return parseScript(script, path)
}

function paced(clock: RunningClock): Pace {
  return atMs => new Promise(resolve => clock.at(atMs, resolve))
}

function pageFrom(startMs: number): Page {
  const { columns } = process.stdout
  return { startMs, ...(columns > 40 && { columns }), style: (look, text) => styleText(look, text) }
}

function introduction(ring: string, from: string, isNow: boolean, isLive: boolean, page: Page): string {
  const who = from === 'anonymous' ? 'Your number is withheld.' : `You call from ${from}.`
  const other = isNow ? ' --at makes the call at another time.' : ''
  const keys = isLive ? '\n0-9 * # are the keys of your phone; h hangs up.' : ''
  return page.style('dim', fitted(`${ring} ${who}${other}`, page) + keys)
}

interface Show extends Omit<Live, 'status'> {
  heard(heard: Heard): void
  status(phone: Phone): void
}

function jsonShow(): Show {
  return { heard: told => console.log(jsonLine(told)), status: () => {}, unknownKey: () => {} }
}

/** Erases what stands in the terminal's present row. */
const CLEAR = '\r\x1b[2K'

function textShow(page: Page): Show {
  const { stdout } = process
  const clear = stdout.isTTY ? CLEAR : ''
  const told = new Set<string>()
  return {
    heard: heard => void stdout.write(`${clear}${transcriptLine(heard, page)}\n`),
    status: phone => {
      const now = nowText(phone)
      if (now === undefined || !stdout.isTTY) return
      stdout.write(clear + row(clockText(now.sinceMs - page.startMs), page.style('dim', now.text), page))
    },
    unknownKey: name => {
      if (told.has(name)) return
      told.add(name)
      const hint = `  (a phone has no key "${name}"; it has 0-9 * #, and h hangs up)`
      stdout.write(`${clear}${row('', page.style('dim', hint), page)}\n`)
    },
  }
}

/** What goes on while nothing happens. */
function nowText({ musicSinceMs, nowMs, state }: Phone): { sinceMs: number; text: string } | undefined {
  if (state === 'away')
    return { sinceMs: nowMs, text: 'your place is kept, and your phone will ring; h: no more' }
  if (state === 'ringing') return { sinceMs: nowMs, text: 'any key picks up; h does not take the call' }
  if (musicSinceMs === undefined) return undefined
  return { sinceMs: musicSinceMs, text: musicText((nowMs - musicSinceMs) / SECOND_MS) }
}
