import { WrongInput } from '../base/wrong-input.ts'

const LIMIT_MS = 30_000

/** A line that runs, here or elsewhere, asked over HTTP by whoever may log in. */
export class RunningLine {
  readonly #url: string
  readonly #cookie: string

  private constructor(url: string, cookie: string) {
    this.#url = url
    this.#cookie = cookie
  }

  /**
   * @param name of an agent, whose PIN is the password; whoever administers the line has none
   * @throws WrongInput where nothing answers there, or not with this password
   */
  static async at(url: string, password: string, name = ''): Promise<RunningLine> {
    const base = url.replace(/\/+$/, '')
    const body = new URLSearchParams({ name, password })
    const response = await asked(base, '/login', { method: 'POST', body })
    const [cookie] = response.headers.getSetCookie()
    await response.body?.cancel()
    if (response.status === 303 && cookie !== undefined) return new RunningLine(base, cookie.split(';')[0]!)
    const reason =
      response.status === 401
        ? 'does not take this password; set HOLDLINE_PASSWORD to that of the server'
        : `answers ${response.status} to a login; expected a running Holdline`
    throw new WrongInput(`${base} ${reason}.`)
  }

  /** Gives the JSON of a path. @throws WrongInput with the server's own words where it refuses */
  async get(path: string): Promise<unknown> {
    return this.#answer(await asked(this.#url, path, { headers: this.#headers() }))
  }

  /** Posts JSON and gives what is answered. @throws WrongInput with the server's own words where it refuses */
  async post(path: string, body: object): Promise<unknown> {
    const headers = { ...this.#headers(), 'content-type': 'application/json' }
    return this.#answer(await asked(this.#url, path, { method: 'POST', headers, body: JSON.stringify(body) }))
  }

  #headers() {
    return { cookie: this.#cookie, accept: 'application/json' }
  }

  async #answer(response: Response): Promise<unknown> {
    const answer = (await response.json().catch(() => ({}))) as { error?: unknown }
    if (response.ok) return answer
    const said = typeof answer.error === 'string' ? answer.error : `it answered ${response.status}.`
    throw new WrongInput(`${this.#url} refuses: ${said}`)
  }
}

async function asked(base: string, path: string, request: RequestInit): Promise<Response> {
  let url: URL
  try {
    url = new URL(`${base}${path}`)
  } catch {
    throw new WrongInput(`got "${base}", which is no address; expected one such as http://127.0.0.1:3000.`)
  }
  try {
    return await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(LIMIT_MS) })
  } catch (error) {
    const { message, cause } = error as Error
    const reason = cause instanceof Error ? cause.message : message
    throw new WrongInput(
      `${base} cannot be asked: ${reason}. Expected the address of a running \`holdline serve\`.`,
    )
  }
}
