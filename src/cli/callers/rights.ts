import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { WrongInput } from '../../base/wrong-input.ts'
import { callerNumber } from '../../carrier/twilio/caller-number.ts'
import { twilioRest } from '../../carrier/twilio/rest.ts'
import { loadConfig } from '../../config.ts'
import { erase, exportCaller } from '../../runtime/retention.ts'
import type { Store } from '../../store/port.ts'
import { openSqliteStore } from '../../store/sqlite.ts'
import { CENTRE } from '../centre-name.ts'
import type { Done } from '../exit.ts'
import { RunningLine } from '../running-line.ts'

interface Options {
  readonly to?: string
  readonly yes?: true
}

const WHERE = `
Goes to the store in HOLDLINE_DATA; while a line runs on it, ask that line: --to http://127.0.0.1:3000, with the
server's HOLDLINE_PASSWORD in the environment.

Exit code 0: done; 1: nothing is kept about this number; 2: it could not be done.`

/** `holdline callers export <number>` and `holdline callers erase <number>`: what callers may ask of us. */
export function registerRights(callers: Command, done: Done): void {
  const add = (name: string, description: string) =>
    callers
      .command(name)
      .description(description)
      .argument('<number>', 'with + and its country, such as +12025550100')
      .option('--to <url>', 'a line that runs')
      .addHelpText('after', WHERE)
  add('export', 'print all that is kept about one caller, as JSON').action(
    async (given: string, options: Options) => {
      const found = await exported(numberIn(given), options)
      if (found === undefined) console.error('Nothing is kept about this number.')
      else console.log(JSON.stringify(found, null, 2))
      done(found === undefined ? 1 : 0)
    },
  )
  add('erase', 'delete all that is kept about one caller, with the sound of recordings')
    .option('--yes', 'do not ask')
    .action(async (given: string, options: Options) => {
      const number = numberIn(given)
      await confirm(options)
      const erased = await erasedFor(number, options)
      console.log(
        erased
          ? `Erased: ${erased} recordings, and all else that was kept.`
          : 'Nothing is kept about this number.',
      )
      done(erased === undefined ? 1 : 0)
    })
}

function numberIn(given: string): string {
  const number = callerNumber(given.replace(/[\s().-]/g, ''))
  if (number !== undefined) return number
  throw new WrongInput('got no number that can be rung; expected + and its country, such as +12025550100.')
}

async function confirm({ yes }: Options): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY)
    throw new WrongInput('erasing cannot be undone; say --yes where nobody can be asked.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(
    'Erase all that is kept about this caller? It cannot be undone. (y/N) ',
  )
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new WrongInput('nothing was erased.')
}

async function exported(number: string, { to }: Options): Promise<unknown> {
  if (to !== undefined) return fromLine(to, '/api/callers/export', number)
  return withStore(async store => {
    const caller = await store.callerByNumber(number)
    return caller && exportCaller(store, CENTRE, caller.key)
  })
}

/** Gives how many recordings were erased; undefined for nobody. */
async function erasedFor(number: string, { to }: Options): Promise<number | undefined> {
  if (to !== undefined) {
    const erased = (await fromLine(to, '/api/callers/erase', number)) as { recordings: number } | undefined
    return erased?.recordings
  }
  return withStore(async store => {
    const caller = await store.callerByNumber(number)
    if (!caller) return undefined
    const { recordings } = (await store.dossier(caller.key))!
    // Only what the carrier has must be deleted there.
    const sounds = recordings.length > 0 ? twilioRest(loadConfig('serve').live!) : NO_SOUNDS
    await erase(store, sounds, caller.key, Date.now())
    return recordings.length
  })
}

const NO_SOUNDS = { deleteRecording: async () => {} }

async function fromLine(to: string, path: string, number: string): Promise<unknown> {
  const { password, passwordIsMade } = loadConfig('callers')
  if (passwordIsMade) throw new WrongInput('HOLDLINE_PASSWORD is not set; set it to that of the server.')
  return (await RunningLine.at(to, password)).post(path, { number })
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const { databaseUrl, dataFolder } = loadConfig('callers')
  if (databaseUrl !== undefined)
    throw new WrongInput(
      'DATABASE_URL names Postgres, which this version cannot keep callers in yet; unset it.',
    )
  const store = await openSqliteStore({ folder: dataFolder })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
