import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { RunningClock } from '../base/clock.ts'
import { SECOND_MS } from '../base/units.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import { type CallerOptions, callerOf } from './call/caller.ts'
import type { Cast } from './call/cast.ts'
import { keepJournal } from './call/journal.ts'
import { live } from './call/live.ts'
import { ringing, ringingText } from './call/opening.ts'
import { Phone } from './call/phone.ts'
import type { Pace } from './call/play.ts'
import { play } from './call/play.ts'
import type { Page } from './call/screen.ts'
import { fitted, jsonLine } from './call/screen.ts'
import { parseScript } from './call/script.ts'
import { jsonShow, textShow } from './call/show.ts'
import type { Done } from './exit.ts'
import { lineToRun } from './line-named.ts'
import { parseLength, parseSpeed, parseTime, parseWhole } from './options.ts'

interface Options extends CallerOptions {
  readonly at?: string
  readonly script?: string
  readonly speed?: string
  readonly agents: string
  readonly busy?: string | true
  readonly ahead?: string
  readonly json?: true
  readonly journal?: string
}

const HELP = `
Keys are those of a phone: 0 to 9, * and #. A number that the line asks for is typed digit by digit, and ended by #.
t talks: type what you say, then Enter. r leaves a message of ten seconds after the tone. h hangs up, and so does
Ctrl-C.

A script, from a file or a pipe, has keys and these words, one or more a line:
  "words to say"   record 20s (a message)   wait 4m   silence (until the line gives up on an answer)
  answer (a callback)   hangup   # and a blank: a comment
A key is pressed once the line has said what it has to say, or right after a wait; digits of one number are written
together. After the last step the caller does nothing more.

Examples:
  printf '1 1' | npx holdline call card-support --at 2026-12-14T10:00 --busy 2m
  printf '"my bill" 4711# record 20s' | npx holdline call ./my-line.ts --case 4711 --tier loyal`

/** `holdline call <line>`: rings a line from the terminal. */
export function register(program: Command, done: Done): void {
  program
    .command('call')
    .description('ring a line from the terminal: text instead of speech, keys instead of a phone')
    .argument('<line>', 'a line of flows/ by name, direct, or a file that exports a line')
    .option('--at <time>', 'when the call is made, ISO, in the line’s zone unless it says otherwise (now)')
    .option('--from <number>', 'who calls; anonymous withholds the number', '+12125550123')
    .option('--tier <name>', 'the caller’s tier (the last of the line)')
    .option('--case <number>', 'a case of the caller that is open')
    .option('--matter <name>', 'what is pending for the caller; again for more', collected)
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
  const { from, shown } = callerOf(definition, options)
  const speed = options.speed === undefined ? undefined : parseSpeed(options.speed)
  const isLive = options.script === undefined && process.stdin.isTTY
  const steps = isLive ? [] : await scriptOf(options.script)
  const page = pageFrom(atMs, definition.timeZone)
  const call = ringing(definition, atMs)
  const show = options.json ? jsonShow() : textShow(page)
  if (options.json) console.log(jsonLine({ kind: 'rang', ...call, from: shown }))
  else console.log(`${introduction(ringingText(call), shown, options.at === undefined, isLive, page)}\n`)
  const phone = new Phone(line, atMs, cast, from, show.heard)
  const clock = new RunningClock(atMs, speed ?? 1)
  if (isLive) {
    const status = (words?: string) => show.status(phone, words)
    await live(phone, clock, process.stdin, { ...show, status })
  } else {
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

/** An option that may be given several times. */
function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function pageFrom(startMs: number, timeZone: string): Page {
  const { columns } = process.stdout
  return { startMs, timeZone, ...(columns > 40 && { columns }), style: (look, text) => styleText(look, text) }
}

function introduction(ring: string, from: string, isNow: boolean, isLive: boolean, page: Page): string {
  const who = from === 'anonymous' ? 'Your number is withheld.' : `You call from ${from}.`
  const other = isNow ? ' --at makes the call at another time.' : ''
  const keys = isLive ? '\n0-9 * # are the keys of your phone; t talks, r records, h hangs up.' : ''
  return page.style('dim', fitted(`${ring} ${who}${other}`, page) + keys)
}
