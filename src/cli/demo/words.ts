import type { Line } from '../../call/line.ts'
import type { Config } from '../../config.ts'
import type { DemoOptions } from './demo-options.ts'
import type { Person } from './person.ts'

/** What whoever starts a demo is told. */
export interface Told {
  readonly options: DemoOptions
  readonly url: string
  /** Who may take calls in a page. */
  readonly person: Person
  /** Where the journal is kept. */
  readonly folder: string
  /** Time of the centre. */
  readonly nowMs: number
  /** Where the journal ended before; 0 for a new one. */
  readonly journalMs: number
}

export function greeting(told: Told): string {
  const { options, person, folder, nowMs, journalMs } = told
  const { line, speed } = options
  const { name, timeZone } = line.definition
  const pace = speed === 1 ? 'as fast as the time of day' : `${speed} times as fast as the time of day`
  const kept =
    journalMs > 0 ? 'goes on where it stopped; delete the folder to begin anew' : 'delete it to begin anew'
  return `
Holdline: line "${name}" on ${when(nowMs, timeZone)}, ${pace}.
Callers and agents are simulated. All else is as it is live: the menus, the queues, the journal, this page:

  ${pageOf(told.url, told.options.config)}

To ring the line yourself, with a keypad and the browser's voice: ${told.url}/phone
To answer it yourself, in another browser window: ${told.url}/agent, name ${person.name}, PIN ${person.pin}

The journal is kept in ${folder} (${kept}).
Ctrl-C stops the demo.
`
}

export function asJson(told: Told): string {
  const { options, person, url, folder, nowMs, journalMs } = told
  const { line, speed, config } = options
  return JSON.stringify({
    url,
    page: pageOf(told.url, told.options.config),
    password: config.passwordIsMade ? config.password : null,
    agent: { page: `${url}/agent`, ...person },
    line: line.definition.name,
    nowMs,
    speed,
    folder,
    resumed: journalMs > 0,
  })
}

/** A day is over, and the next one begins. */
export function newDay({ definition: { timeZone } }: Line, fromMs: number): string {
  return `The day is over, and all of its callers are served. The next begins: ${when(fromMs, timeZone)}.`
}

/** The address of the wallboard; a password that somebody chose is not shown. */
export function pageOf(url: string, { passwordIsMade, password }: Config): string {
  return passwordIsMade ? `${url}/login?key=${password}` : url
}

/** A moment for people, on the clock of a zone. */
export function when(atMs: number, timeZone: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  const format = new Intl.DateTimeFormat('en-GB', { ...day, hour: '2-digit', minute: '2-digit', timeZone })
  return `${format.format(atMs)} in ${timeZone.split('/').at(-1)!.replaceAll('_', ' ')}`
}
