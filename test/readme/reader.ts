import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from './commands.ts'

const root = join(import.meta.dirname, '..', '..')
const STARTS_WITHIN_MS = 60_000
const STOPS_WITHIN_MS = 20_000

/** How a command ended, with all that it printed. */
export interface Ending {
  code: number | null
  output: string
}

/** A reader with a checkout of their own, who types what the README says. */
export class Reader {
  readonly checkout: string
  readonly #folder: string
  #hasSeenNpx = false

  private constructor(folder: string) {
    this.#folder = folder
    this.checkout = join(folder, 'main')
  }

  /** Copies what git knows or would know of the checkout; what is installed and what lies beside it are linked. */
  static async arrive(): Promise<Reader> {
    const reader = new Reader(await mkdtemp(join(tmpdir(), 'holdline-reader-')))
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
    })
    for (const path of listed.toString().split('\0')) {
      if (path === '' || !existsSync(join(root, path))) continue
      await mkdir(dirname(join(reader.checkout, path)), { recursive: true })
      await cp(join(root, path), join(reader.checkout, path))
    }
    await symlink(join(root, 'node_modules'), join(reader.checkout, 'node_modules'))
    const shared = join(root, '..', 'shared')
    if (existsSync(shared)) await symlink(shared, join(reader.#folder, 'shared'))
    return reader
  }

  async leave(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Runs a command to its end, or to its time limit, where it is killed with all that it started. */
  async run({ text, env, promise }: Pick<Command, 'text' | 'env' | 'promise'>): Promise<Ending> {
    const child = this.#start(this.#sparingNpx(text), env)
    const timer = setTimeout(() => killGroup(child), promise.seconds * 1_000)
    const ending = await endOf(child)
    clearTimeout(timer)
    return ending
  }

  /** Starts a server on a free port, waits until it says that it is well, and asks it to end. */
  async serve({ text, env }: Pick<Command, 'text' | 'env'>): Promise<Ending & { isWell: boolean }> {
    const port = await freePort()
    // Straight to the launcher: npm and npx would stand between us and how the server takes a signal.
    const direct = text
      .replace(/^npm start( --)?/, 'npx holdline demo')
      .replace('npx holdline', 'exec node src/holdline.js')
    const child = this.#start(direct, { ...rehearsal(port), ...env, PORT: String(port), HOST: '127.0.0.1' })
    const ended = endOf(child)
    const isWell = await answers(`http://127.0.0.1:${port}/healthz`, child)
    child.kill('SIGTERM')
    const timer = setTimeout(() => killGroup(child), STOPS_WITHIN_MS)
    const ending = await ended
    clearTimeout(timer)
    return { ...ending, isWell }
  }

  /** What npx does is the same each time, and costs more than most commands: from the second on it is left out. */
  #sparingNpx(text: string): string {
    if (this.#hasSeenNpx) return text.replaceAll('npx holdline', 'node src/holdline.js')
    this.#hasSeenNpx = text.includes('npx holdline')
    return text
  }

  #start(text: string, env: Readonly<Record<string, string>>): ChildProcess {
    // What npm told the test run about itself is not for the npm of the reader.
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|VITEST|NODE_OPTIONS|INIT_CWD)/i.test(name),
    )
    const settings = {
      npm_config_cache: join(this.#folder, 'npm'),
      npm_config_update_notifier: 'false',
      // What is compiled of a checkout that is gone soon is not kept longer.
      NODE_COMPILE_CACHE: join(this.#folder, 'compiled'),
      BROWSER: 'none',
    }
    return spawn('bash', ['-c', text], {
      cwd: this.checkout,
      env: { ...Object.fromEntries(own), ...settings, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
  }
}

/** Settings that `serve` needs, of an account that is nobody's and an API where nobody answers. */
function rehearsal(port: number): Record<string, string> {
  return {
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: '0'.repeat(32),
    TWILIO_API_BASE: 'http://127.0.0.1:9',
    TWILIO_FROM: '+12025550100',
    HOLDLINE_PASSWORD: 'only for this test',
  }
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const untilMs = performance.now() + STARTS_WITHIN_MS
  while (child.exitCode === null && performance.now() < untilMs) {
    const isWell = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (isWell) return true
    await pause(50)
  }
  return false
}

function endOf(child: ChildProcess): Promise<Ending> {
  let output = ''
  child.stdout?.on('data', chunk => (output += chunk))
  child.stderr?.on('data', chunk => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, output }))
  })
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
