import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { BoardView } from '../../src/web/pages/board-view.ts'

const root = join(import.meta.dirname, '..', '..')

/** What a demo says with `--json` where it runs. */
export interface Said {
  readonly url: string
  readonly page: string
  readonly password: string | null
  readonly nowMs: number
  readonly folder: string
  readonly resumed: boolean
  readonly agent: { readonly page: string; readonly name: string; readonly pin: string }
}

/** A demo in a process of its own. */
export class DemoProcess {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>
  #stdout = ''
  #cookie = ''
  readonly #said: Promise<Said>

  /** @param data the folder that HOLDLINE_DATA names */
  constructor(data: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, ['src/holdline.js', ...args], {
      cwd: root,
      env: { ...process.env, HOLDLINE_CONFIG: '', HOLDLINE_DATA: data, HOST: '127.0.0.1', PORT: '0', ...env },
    })
    let stderr = ''
    this.child.stderr?.on('data', text => {
      stderr += text
    })
    this.ended = new Promise(resolve => {
      this.child.on('close', (code, signal) => resolve({ code, signal, stdout: this.#stdout, stderr }))
    })
    this.#said = new Promise((resolve, reject) => {
      this.child.stdout?.on('data', text => {
        this.#stdout += text
        const line = this.#stdout.split('\n').find(line => line.startsWith('{') && line.endsWith('}'))
        if (line !== undefined) resolve(JSON.parse(line))
      })
      this.ended.then(end => reject(new Error(`the demo ended: ${JSON.stringify(end)}`)))
    })
    // Whoever never asks what was said does not care how it ended.
    this.#said.catch(() => {})
  }

  said(): Promise<Said> {
    return this.#said
  }

  async board(): Promise<BoardView> {
    const { url, page } = await this.#said
    if (this.#cookie === '') {
      const { headers } = await fetch(page, { redirect: 'manual' })
      this.#cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const response = await fetch(`${url}/api/board`, { headers: { cookie: this.#cookie } })
    return (await response.json()) as BoardView
  }

  /** The first board of which this is true. */
  async boardWhere(isSo: (board: BoardView) => boolean): Promise<BoardView> {
    for (;;) {
      const board = await this.board()
      if (isSo(board)) return board
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  /** Asks it to stop, and tells how it ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM') {
    this.child.kill(signal)
    return this.ended
  }
}
