import { z } from 'zod'
import type { CallerRecord } from '../store/rows.ts'

/** What is known of a caller elsewhere, for the greeting: asked while the caller's phone still rings. */
export interface RecordLookUp {
  /**
   * What the records say of whoever rings from this number (E.164); undefined where they know nobody, or cannot be
   * asked in time. Never rejects.
   */
  recordOf(number: string): Promise<CallerRecord | undefined>
}

export interface HttpRecordsOptions {
  /** An address with `{number}` in it, which is asked by GET. */
  readonly url: string
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string
  readonly nowMs: () => number
  /** Told why nothing could be learnt, without a number in it. */
  readonly onTrouble: (reason: string) => void
}

/** The caller waits for it in silence. */
const LIMIT_MS = 800
/** So long an answer is taken for true, also that there is no record. */
const FRESH_MS = 5 * 60_000
const REMEMBERED_MAX = 10_000
/** After so many failures in a row nobody is made to wait for a while. */
const FAILURES_MAX = 3
const REST_MS = 30_000
const BYTES_MAX = 64_000

const name = z.string().min(1).max(100)
const answer = z.object({
  tier: name.optional(),
  openCase: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,39}$/u)
    .optional(),
  caseOpened: z.iso.datetime({ offset: true }).optional(),
  lastAgent: name.optional(),
  matters: z.array(name).max(30).optional(),
  email: z.email().max(254).optional(),
})

/**
 * Records behind an HTTP address, such as those of a CRM. Answers are remembered for a few minutes; an address that is
 * down, slow or talks nonsense costs a caller at most 0.8 s, and after three failures nothing for half a minute.
 */
export class HttpRecords implements RecordLookUp {
  readonly #options: HttpRecordsOptions
  readonly #remembered = new Map<string, { record: CallerRecord | undefined; untilMs: number }>()
  /** Two calls from one number ask once. */
  readonly #asking = new Map<string, Promise<CallerRecord | undefined>>()
  #failures = 0
  #restsUntilMs = 0

  constructor(options: HttpRecordsOptions) {
    this.#options = options
  }

  async recordOf(number: string): Promise<CallerRecord | undefined> {
    const nowMs = this.#options.nowMs()
    const known = this.#remembered.get(number)
    if (known && known.untilMs > nowMs) return known.record
    if (nowMs < this.#restsUntilMs) return undefined
    const asked = this.#asking.get(number) ?? this.#ask(number).finally(() => this.#asking.delete(number))
    this.#asking.set(number, asked)
    return asked
  }

  async #ask(number: string): Promise<CallerRecord | undefined> {
    try {
      const record = await this.#fetch(number)
      this.#failures = 0
      this.#remember(number, record)
      return record
    } catch (error) {
      this.#fails(error instanceof Error ? error : new Error(String(error)))
      return undefined
    }
  }

  async #fetch(number: string): Promise<CallerRecord | undefined> {
    const { url, token } = this.#options
    const response = await fetch(url.replace('{number}', encodeURIComponent(number)), {
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    if (response.status === 404) {
      await response.body?.cancel()
      return undefined
    }
    if (!response.ok) {
      await response.body?.cancel()
      throw new Error(`the records answered ${response.status}; expected 200 or 404`)
    }
    return recordIn(await textOf(response))
  }

  #fails(error: Error): void {
    this.#failures++
    const { onTrouble, nowMs } = this.#options
    if (this.#failures >= FAILURES_MAX) this.#restsUntilMs = nowMs() + REST_MS
    onTrouble(error.name === 'TimeoutError' ? `no answer within ${LIMIT_MS} ms` : reasonOf(error))
  }

  #remember(number: string, record: CallerRecord | undefined): void {
    this.#remembered.delete(number)
    this.#remembered.set(number, { record, untilMs: this.#options.nowMs() + FRESH_MS })
    if (this.#remembered.size <= REMEMBERED_MAX) return
    for (const oldest of this.#remembered.keys().take(1)) this.#remembered.delete(oldest)
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > BYTES_MAX) throw new Error(`the records answered with more than ${BYTES_MAX} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function recordIn(text: string): CallerRecord {
  const { caseOpened, ...record } = answer.parse(JSON.parse(text))
  const opened = caseOpened === undefined ? {} : { caseOpenedMs: Date.parse(caseOpened) }
  return { ...record, ...opened } as CallerRecord
}

/** Says where an answer is wrong, and nothing of what stands there. */
function reasonOf(error: Error): string {
  if (error instanceof z.ZodError) {
    const places = error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ')
    return `the answer is not as expected at: ${places}`
  }
  if (error instanceof SyntaxError) return 'the answer is no JSON'
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
