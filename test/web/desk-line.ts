import { cardSupport } from '../../flows/card-support.ts'
import type { Line } from '../../src/call/line.ts'
import { rosterText } from '../../src/runtime/rosters.ts'
import type { BoardView } from '../../src/web/pages/board-view.ts'
import type { DeskView, SuperviseView } from '../../src/web/pages/desk-view.ts'
import type { TasksView } from '../../src/web/pages/tasks-view.ts'
import { withQueues } from '../line/with-queues.ts'
import { ANA_NUMBER, LiveLine, PASSWORD } from './live-line.ts'

/** The card line, whose queues have codes; account wants one for each call. */
export const CODED: Line = withQueues(cardSupport, queue => ({
  ...queue,
  wrapUpCodes: ['resolved', 'follow-up'],
  ...(queue.name === 'account' && { wrapUpEnds: 'by-code' }),
}))

const skills = ['card-support/account', 'card-support/billing', 'card-support/rewards']

/** Ana and Ben take calls, Sam supervises; each with a PIN. */
export const PEOPLE = [
  { name: 'Ana', id: '1001', skills, address: ANA_NUMBER, pin: '482915' },
  { name: 'Ben', id: '1002', skills: ['card-support/billing'], address: '+12025550124', pin: '739164' },
  { name: 'Sam', id: '2001', role: 'supervisor', skills: [], pin: '605837' },
] as const

/** A line at whose desks agents sit. */
export class DeskLine {
  readonly line: LiveLine

  private constructor(line: LiveLine) {
    this.line = line
  }

  static async open(opening: Parameters<typeof LiveLine.open>[0] = {}): Promise<DeskLine> {
    const desk = new DeskLine(await LiveLine.open({ lines: [CODED], roster: rosterText([]), ...opening }))
    const admin = await desk.admin()
    const { status, body } = await admin.posts('/api/roster', { agents: PEOPLE })
    if (status !== 200) throw new Error(JSON.stringify(body))
    return desk
  }

  /** Whoever has the password of the line. */
  admin(): Promise<Browser> {
    return this.browser('', PASSWORD)
  }

  /** Lets time pass, with all that timers lead to. */
  async passes(ms: number): Promise<void> {
    await this.line.clock.passes(ms, () => this.line.live.runtime.quiet())
  }

  /** Somebody who has logged in. */
  async browser(name: string, password: string): Promise<Browser> {
    const entered = await this.logsIn(name, password)
    return new Browser(this.line.url, entered.headers.get('set-cookie')?.split(';')[0] ?? '')
  }

  logsIn(name: string, password: string): Promise<Response> {
    const body = new URLSearchParams({ name, password, next: '/' })
    return fetch(`${this.line.url}/login`, { method: 'POST', body, redirect: 'manual' })
  }

  /** One of the people above, logged in. */
  async person(name: (typeof PEOPLE)[number]['name']): Promise<Browser> {
    return this.browser(name, PEOPLE.find(person => person.name === name)!.pin)
  }
}

export interface Got {
  readonly status: number
  readonly body: Answer
}

/** All that a page may be answered; each test knows what it asked for. */
export type Answer = DeskView & SuperviseView & BoardView & TasksView & { readonly error: string }

/** A browser with its cookie. */
export class Browser {
  readonly cookie: string
  readonly #url: string

  constructor(url: string, cookie: string) {
    this.#url = url
    this.cookie = cookie
  }

  async gets(path: string): Promise<Got> {
    return got(
      await fetch(this.#url + path, { headers: { cookie: this.cookie, accept: 'application/json' } }),
    )
  }

  async posts(path: string, body: unknown, type = 'application/json'): Promise<Got> {
    const headers = { cookie: this.cookie, 'content-type': type }
    return got(await fetch(this.#url + path, { method: 'POST', headers, body: JSON.stringify(body) }))
  }
}

async function got(response: Response): Promise<Got> {
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} }
}
