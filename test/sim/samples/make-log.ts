import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { RandomStream } from '../../../src/base/random.ts'
import { addDays, weekdayOf } from '../../../src/line/zone.ts'

/** What a fit must find again in a made log. */
export interface Truth {
  readonly seed: number
  /** Open days, Sunday to Thursday from 1 March 2026. */
  readonly days: number
  readonly opensHour: number
  /** Calls for agents expected in each half-hour. */
  readonly callsPerInterval: readonly number[]
  readonly dayVariation: number
  readonly agents: number
  readonly handle: { readonly mean: number; readonly cv: number }
  readonly patienceMean: number
  /** Share of callers who hang up before they have joined the queue, on top of the calls for agents. */
  readonly contained: number
}

export const SAMPLE: Truth = {
  seed: 7,
  days: 10,
  opensHour: 8,
  callsPerInterval: [20, 26, 32, 36, 34, 30, 28, 28, 30, 34, 36, 34, 30, 26, 22, 18],
  dayVariation: 0.15,
  agents: 4,
  handle: { mean: 200, cv: 0.9 },
  patienceMean: 150,
  contained: 0.05,
}

const SAMPLE_FILE = new URL('./sample-log.tsv.gz', import.meta.url)
const COLUMNS =
  'vru+line call_id customer_id priority type date vru_entry vru_exit vru_time q_start q_exit q_time outcome ser_start ser_exit ser_time server'
const NEVER = '0:00:00'

/**
 * A call log in the layout of the anonymous bank, of a first-come queue whose parameters are known. Same truth,
 * same text. Besides its calls it holds phantoms and calls of type IN, which a fit must leave out.
 */
export function makeLog(truth: Truth): string {
  const random = new RandomStream(truth.seed)
  const rows = [COLUMNS.replaceAll(' ', '\t')]
  let date = '2026-03-01'
  for (let day = 0; day < truth.days; date = addDays(date, 1)) {
    if (['friday', 'saturday'].includes(weekdayOf(date))) continue
    rows.push(...dayOf(truth, date.slice(2).replaceAll('-', ''), random))
    day++
  }
  return `${rows.join('\r\n')}\r\n`
}

function dayOf(truth: Truth, date: string, random: RandomStream): string[] {
  const busyness = lognormal(1, truth.dayVariation, random)
  const freeAt = new Array<number>(truth.agents).fill(truth.opensHour * 3600)
  const rows: string[] = []
  const endSeconds = (truth.opensHour + truth.callsPerInterval.length / 2) * 3600
  const perSecondMost = (Math.max(...truth.callsPerInterval) * busyness * (1 + truth.contained)) / 1800
  let at = truth.opensHour * 3600
  for (;;) {
    at += exponential(1 / perSecondMost, random)
    if (at >= endSeconds) return rows
    const interval = Math.floor((at - truth.opensHour * 3600) / 1800)
    // Thinning (Lewis and Shedler 1979): the busiest interval's rate, of which each keeps its share.
    if (random.next() * Math.max(...truth.callsPerInterval) >= truth.callsPerInterval[interval]!) continue
    rows.push(
      callAt(truth, at, freeAt, random)
        .replace('DATE', date)
        .replace('CALL', String(rows.length + 1)),
    )
  }
}

/** Kiefer and Wolfowitz's recursion with abandonment: the agent who is free first takes the next who still waits. */
function callAt(truth: Truth, at: number, freeAt: number[], random: RandomStream): string {
  const luck = random.next()
  const entry = Math.round(at) - 6
  const before = [
    'AA0101',
    'CALL',
    0,
    0,
    luck < 0.02 ? 'IN' : 'PS',
    'DATE',
    clock(entry),
    clock(entry + 6),
    6,
  ]
  if (luck < 0.02) return [...before, ...queued(at, 0), 'AGENT', ...served(at, 300), 'NETTA'].join('\t')
  if (luck < 0.03) return [...before, ...NO_QUEUE, 'PHANTOM', ...NO_QUEUE, 'NO_SERVER'].join('\t')
  if (luck < 0.03 + truth.contained)
    return [...before, ...NO_QUEUE, 'HANG', ...NO_QUEUE, 'NO_SERVER'].join('\t')
  const agent = freeAt.indexOf(Math.min(...freeAt))
  const wait = Math.max(0, freeAt[agent]! - at)
  const patience = exponential(truth.patienceMean, random)
  const handle = lognormal(truth.handle.mean, truth.handle.cv, random)
  if (patience < wait)
    return [...before, ...queued(at, patience), 'HANG', ...NO_QUEUE, 'NO_SERVER'].join('\t')
  freeAt[agent] = at + wait + handle
  const queue = wait === 0 ? NO_QUEUE : queued(at, wait)
  return [...before, ...queue, 'AGENT', ...served(at + wait, handle), `AGENT${agent + 1}`].join('\t')
}

const NO_QUEUE = [NEVER, NEVER, 0]

function queued(at: number, seconds: number): (string | number)[] {
  const from = Math.round(at)
  return [clock(from), clock(from + Math.round(seconds)), Math.round(seconds)]
}

const served = queued

function clock(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

function exponential(mean: number, random: RandomStream): number {
  return -mean * Math.log(1 - random.next())
}

function lognormal(mean: number, cv: number, random: RandomStream): number {
  const variance = Math.log1p(cv * cv)
  // Box and Muller 1958.
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return Math.exp(Math.log(mean) - variance / 2 + normal * Math.sqrt(variance))
}

// `node test/sim/samples/make-log.ts` renews the sample.
if (import.meta.main) writeFileSync(SAMPLE_FILE, gzipSync(makeLog(SAMPLE), { level: 9 }))
