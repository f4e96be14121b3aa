import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Job, Span, SpanResult } from './job.ts'
import { SPAN, simulator } from './job.ts'

export interface ReplicateOptions {
  /** Threads; 0 or 1 simulates in this one. */
  readonly workers?: number
  /** Told how many replications are done. */
  readonly onProgress?: (done: number) => void
  /** Takes the measures of each replication, in order. */
  readonly each: (measures: Float64Array, replication: number) => void
}

/** Fewer replications than this are done before a thread has started. */
const WORTH_A_THREAD = 4 * SPAN

/**
 * Simulates the scenario's replications, on several threads where that pays, and hands on their measures in the order
 * of replications: results are the same, to the last digit, whatever the number of threads. Gives the events taken.
 */
export async function replicate(job: Job, options: ReplicateOptions): Promise<number> {
  const { replications } = job.scenario
  const workers = options.workers ?? availableParallelism()
  const spans = spansOf(replications)
  if (workers <= 1 || replications < WORTH_A_THREAD) return replicateHere(job, spans, options)
  return replicateThere(job, spans, Math.min(workers, spans.length), options)
}

function spansOf(replications: number): Span[] {
  const spans: Span[] = []
  for (let from = 0; from < replications; from += SPAN) {
    spans.push({ from, until: Math.min(from + SPAN, replications) })
  }
  return spans
}

async function replicateHere(
  job: Job,
  spans: readonly Span[],
  { each, onProgress }: ReplicateOptions,
): Promise<number> {
  const run = simulator(job)
  let events = 0
  for (const span of spans) {
    const result = run(span)
    events += result.events
    result.measures.forEach((measures, i) => {
      each(measures, span.from + i)
    })
    onProgress?.(span.until)
    // Lets a progress bar move and a signal through.
    await new Promise(resolve => setImmediate(resolve))
  }
  return events
}

function replicateThere(
  job: Job,
  spans: readonly Span[],
  count: number,
  { each, onProgress }: ReplicateOptions,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const early = new Map<number, SpanResult>()
    const threads: Worker[] = []
    let sent = 0
    let handedOn = 0
    let done = 0
    let events = 0
    const end = (): void => {
      for (const thread of threads) void thread.terminate()
    }
    const take = (result: SpanResult): void => {
      early.set(result.from, result)
      done += result.until - result.from
      events += result.events
      onProgress?.(done)
      for (let next = early.get(handedOn); next; next = early.get(handedOn)) {
        early.delete(handedOn)
        for (const [i, measures] of next.measures.entries()) each(measures, next.from + i)
        handedOn = next.until
      }
    }
    for (let i = 0; i < count; i++) {
      const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: job })
      threads.push(thread)
      const send = (): void => {
        const span = spans[sent++]
        if (span) thread.postMessage(span)
      }
      thread.on('message', (result: SpanResult) => {
        take(result)
        if (done === job.scenario.replications) {
          end()
          resolve(events)
        } else send()
      })
      thread.on('error', error => {
        end()
        reject(error)
      })
      send()
    }
  })
}
