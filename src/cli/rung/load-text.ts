import { HOUR_MS } from '../../base/units.ts'
import { OUTCOMES } from '../../call/directives.ts'
import { count } from '../replay/numbers.ts'
import type { Load } from './load.ts'
import type { CallOutcome } from './outcomes.ts'

/** True where nobody was lost, nothing was complained of, and every call went as in the simulator. */
export function isFine({ calls, agree, lost, faults }: Load): boolean {
  return lost === 0 && faults.length === 0 && agree === calls
}

/** What came of the calls, as one object. */
export function loadJson(load: Load, scenario: string, journal: string | null): object {
  const { plan, seed, calls, webhooks, requests, facts, agree, lost, faults, first } = load
  return {
    scenario,
    line: plan.line.definition.name,
    ...{ seed, calls, webhooks, requests, facts },
    outcomes: Object.fromEntries(countsOf(load)),
    callbacks: callbacksOf(load),
    ...{ lost, faults, agree },
    difference: first
      ? { simulated: callJson(first.simulated), rung: first.rung ? callJson(first.rung) : null }
      : null,
    elapsedSeconds: load.elapsedSeconds,
    journal,
  }
}

/** What came of the calls, as a table for a person. */
export function loadText(load: Load): string {
  const { plan, calls, webhooks, requests, facts, agree, lost, faults, first, elapsedSeconds } = load
  const { definition } = plan.line
  const hours = (load.lastedMs / HOUR_MS).toFixed(1)
  const rows: [string, string][] = [
    ['calls', count(calls)],
    ['webhooks', count(webhooks)],
    ['REST requests', count(requests)],
    ['facts', count(facts)],
    ...countsOf(load).map(([outcome, times]): [string, string] => [outcome, count(times)]),
    ['callbacks', count(callbacksOf(load))],
    ['lost', count(lost)],
    ['faults', count(faults.length)],
    ['seconds', elapsedSeconds.toFixed(1)],
  ]
  const width = Math.max(...rows.map(([what]) => what.length))
  const digits = Math.max(...rows.map(([, number]) => number.length))
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: definition.timeZone })
  return [
    `${definition.name} · ${day.format(plan.startMs)} · ${hours} hours of calls by phone`,
    '',
    ...rows.map(([what, number]) => `  ${what.padEnd(width)}  ${number.padStart(digits)}`),
    '',
    `${count(agree)} of ${count(calls)} calls agree with the simulator.`,
    ...(first ? differenceText(first, definition.timeZone) : []),
    ...faultLines(faults),
  ].join('\n')
}

const FAULTS_SHOWN = 5

function faultLines(faults: readonly string[]): string[] {
  if (faults.length === 0) return []
  return ['', 'Complained of:', ...faults.slice(0, FAULTS_SHOWN).map(fault => `  ${fault}`)]
}

function differenceText({ simulated, rung }: NonNullable<Load['first']>, timeZone: string): string[] {
  return [
    `The first that does not is call ${simulated.call}:`,
    `  simulated  ${callText(simulated, timeZone)}`,
    `  by phone   ${rung ? callText(rung, timeZone) : 'never came'}`,
  ]
}

function callText(call: CallOutcome, timeZone: string): string {
  const { arrivedMs, outcome, queue, agent, isCallback, answeredMs } = call
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone })
  const waited = queue === '' ? '' : `, queue ${queue}${isCallback ? ', by a callback' : ''}`
  const answered = agent === '' ? '' : ` by ${agent} at ${clock.format(answeredMs)}`
  return `came at ${clock.format(arrivedMs)}${waited}: ${outcome}${answered}`
}

function callJson({ answeredMs, ...call }: CallOutcome): object {
  return { ...call, answeredMs: Number.isNaN(answeredMs) ? null : answeredMs }
}

/** Of all calls, however they ended, those that were promised a callback. */
function callbacksOf({ outcomes }: Load): number {
  return outcomes.filter(({ isCallback }) => isCallback).length
}

/** How many calls ended in each way, as far as any did. */
function countsOf({ outcomes }: Load): [CallOutcome['outcome'], number][] {
  return ([...OUTCOMES, 'on the line'] as const)
    .map((name): [CallOutcome['outcome'], number] => [
      name,
      outcomes.filter(({ outcome }) => outcome === name).length,
    ])
    .filter(([, times]) => times > 0)
}
