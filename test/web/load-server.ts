import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUTH_TOKEN, PASSWORD, PUBLIC_URL } from './live-line.ts'

const ROOT = join(import.meta.dirname, '../..')
const PROGRAM = join(ROOT, 'src/holdline.js')
/** The last of a server's log that a failure shows. */
const LOG_SHOWN = 4_000

/** What `serve --json` says once it listens. */
export interface Said {
  readonly url: string
  readonly lines: readonly string[]
  readonly centre: string
  readonly seq: number
}

export interface Serving {
  /** For the journal, the roster and what Node has compiled; not removed. */
  readonly folder: string
  /** JSON text. */
  readonly roster: string
  readonly restBase: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A `holdline serve` of its own process, with made-up settings. */
export class ServerProcess {
  readonly said: Promise<Said>
  /** From the start of the process until it listened; 0 before. */
  startedMs = 0
  /** All that it logged. */
  log = ''
  readonly #child: ChildProcess
  readonly #exit: Promise<{ code: number | null; signal: string | null }>

  constructor({ folder, roster, restBase, args = [], env = {} }: Serving) {
    const rosterFile = join(folder, 'roster.json')
    writeFileSync(rosterFile, roster)
    const beganMs = performance.now()
    this.#child = spawn(
      process.execPath,
      [PROGRAM, 'serve', '--json', '--line', 'card-support', '--roster', rosterFile, ...args],
      {
        cwd: folder,
        env: { ...settings(folder), TWILIO_API_BASE: restBase, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    this.#child.stderr!.on('data', text => {
      this.log += text
    })
    this.#exit = once(this.#child, 'close').then(([code, signal]) => ({ code, signal }))
    this.said = new Promise((resolve, reject) => {
      let output = ''
      this.#child.stdout!.on('data', text => {
        output += text
        if (!output.endsWith('\n')) return
        this.startedMs = performance.now() - beganMs
        resolve(JSON.parse(output))
      })
      this.#exit.then(end => reject(new Error(`the server ended: ${JSON.stringify(end)}\n${this.tail}`)))
    })
    // Whoever kills it before it listens does not ask.
    this.said.catch(() => {})
  }

  /** The end of its log, to be shown with a failure. */
  get tail(): string {
    return this.log.slice(-LOG_SHOWN)
  }

  /** What was logged as an error or worse: there is no reason for any. */
  get errors(): string[] {
    return this.log.split('\n').filter(line => /"level":"(error|fatal)"/.test(line))
  }

  /** @throws Error when it had ended by itself */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    const { code, signal } = await this.#exit
    if (signal !== 'SIGKILL') throw new Error(`the server ended by itself, with ${code}:\n${this.tail}`)
  }

  /** Asks it to stop, and gives its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return (await this.#exit).code
  }
}

/** Runs a short command to its end; what Node compiled for it is kept, and the next process starts faster. */
export async function holdline(
  folder: string,
  args: readonly string[],
): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, env: settings(folder) })
  let stdout = ''
  child.stdout.on('data', text => {
    stdout += text
  })
  const [code] = await once(child, 'close')
  return { code, stdout }
}

function settings(folder: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    PORT: '0',
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM: '+12025550100',
    HOLDLINE_PASSWORD: PASSWORD,
    HOLDLINE_DATA: join(folder, 'data'),
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  }
}
