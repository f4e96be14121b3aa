import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { assert } from '../../src/base/assert.ts'
import { lineFromText } from '../../src/call/define-line.ts'
import { exploredText } from '../../src/call/explored.ts'
import type { Job, Span, SpanResult, Variant } from './job.ts'
import { SPAN, simulator } from './job.ts'

/** Beside this file, and written in the language that this one is in: what is published holds JavaScript. */
const WORKER = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url)

/** Fewer replications than this are done before a thread has started. */
export const WORTH_A_THREAD = 32

export interface RunOptions {
  /** The first replication, by default 0: further ones of a run that has begun. */
  readonly from?: number
  /** How many, from there on. */
  readonly replications: number
  /** Told how many replications of this run are done. */
  readonly onProgress?: (done: number) => void
  /** Takes the measures of each replication, in order. */
  readonly each: (measures: Float64Array, replication: number) => void
}

/** Simulates one job again and again, with other agents or another seed: what is slow to begin is begun once. */
export interface Pool {
  /**
   * Simulates replications and hands on their measures in order: results are the same, to the last digit, whatever
   * the number of threads. Gives the events taken. One run at a time.
   */
  run(variant: Variant, options: RunOptions): Promise<number>
  close(): void
}

/** A pool of so many threads, by default one a core; 0 or 1 simulates in this one. */
export function openPool(job: Job, workers = availableParallelism()): Pool {
  return workers <= 1 ? new OwnThread(job) : new Threads(job, workers)
}

function spansOf(variant: Variant, { from: first = 0, replications }: RunOptions): Span[] {
  const spans: Span[] = []
  for (let done = 0; done < replications; done += SPAN) {
    const from = first + done
    spans.push({ ...variant, from, until: first + Math.min(done + SPAN, replications) })
  }
  return spans
}

class OwnThread implements Pool {
  readonly #simulate: (span: Span) => SpanResult

  constructor(job: Job) {
    this.#simulate = simulator(job)
  }

  async run(variant: Variant, options: RunOptions): Promise<number> {
    const { from = 0, each, onProgress } = options
    let events = 0
    for (const span of spansOf(variant, options)) {
      const result = this.#simulate(span)
      events += result.events
      for (const [i, measures] of result.measures.entries()) each(measures, span.from + i)
      onProgress?.(span.until - from)
      // Lets a progress bar move and a signal through.
      await new Promise(resolve => setImmediate(resolve))
    }
    return events
  }

  close(): void {}
}

/** A run under way: results arrive in any order and are handed on in that of replications. */
interface Run {
  readonly options: RunOptions
  readonly spans: readonly Span[]
  readonly early: Map<number, SpanResult>
  sent: number
  handedOn: number
  done: number
  events: number
  readonly resolve: (events: number) => void
  readonly reject: (error: unknown) => void
}

class Threads implements Pool {
  readonly #job: Job
  readonly #workers: number
  readonly #threads: Worker[] = []
  #run: Run | null = null

  constructor(job: Job, workers: number) {
    this.#job = { ...job, explored: exploredText(lineFromText(job.line)) }
    this.#workers = workers
  }

  run(variant: Variant, options: RunOptions): Promise<number> {
    assert(this.#run === null, 'a pool was asked for a run while it has one')
    const spans = spansOf(variant, options)
    return new Promise((resolve, reject) => {
      const early = new Map<number, SpanResult>()
      const handedOn = options.from ?? 0
      this.#run = { options, spans, early, sent: 0, handedOn, done: 0, events: 0, resolve, reject }
      while (this.#threads.length < Math.min(this.#workers, spans.length)) this.#start()
      for (const thread of this.#threads) this.#send(thread)
    })
  }

  close(): void {
    for (const thread of this.#threads) void thread.terminate()
    this.#threads.length = 0
  }

  #start(): void {
    const thread = new Worker(WORKER, { workerData: this.#job })
    thread.on('message', (result: SpanResult) => this.#take(thread, result))
    thread.on('error', error => {
      const run = this.#run
      this.#run = null
      this.close()
      run?.reject(error)
    })
    this.#threads.push(thread)
  }

  #send(thread: Worker): void {
    const run = this.#run
    const span = run?.spans[run.sent]
    if (!run || !span) return
    run.sent++
    thread.postMessage(span)
  }

  #take(thread: Worker, result: SpanResult): void {
    const run = this.#run
    if (!run) return
    const { options, early } = run
    early.set(result.from, result)
    run.done += result.until - result.from
    run.events += result.events
    options.onProgress?.(run.done)
    for (let next = early.get(run.handedOn); next; next = early.get(run.handedOn)) {
      early.delete(run.handedOn)
      for (const [i, measures] of next.measures.entries()) options.each(measures, next.from + i)
      run.handedOn = next.until
    }
    if (run.done === options.replications) {
      this.#run = null
      run.resolve(run.events)
    } else this.#send(thread)
  }
}
