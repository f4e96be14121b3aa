import { expect } from 'vitest'
import type { Entry } from '../../src/call/journal.ts'
import type { Store } from '../../src/store/port.ts'
import type { Expected, Leg } from './load-leg.ts'
import type { BusyTwilio } from './load-twilio.ts'

const TOLD: ReadonlySet<string> = new Set(['arrived', 'heard', 'hung-up', 'callback-answered'])

/** Holds a journal against what the phones were answered: in order, each fact once, and no call that nobody made. */
export async function expectEveryFactOnce(
  entries: readonly Entry[],
  twilio: BusyTwilio,
  store: Store,
): Promise<void> {
  const told = toldOf(entries)
  const legs = await legsOf(twilio, store)
  const others = new Set([...told.keys()].filter(call => !legs.has(call)))
  for (const [call, own] of legs) {
    const facts = told.get(call) ?? ''
    const wanted = pattern(own)
    if (wanted.test(facts)) continue
    // After the fallback a call that is over begins anew: the leg has had another call before.
    const before = own.some(leg => leg.fallbacks > 0)
      ? [...others].find(other => wanted.test(told.get(other)! + facts))
      : undefined
    const diary = own.flatMap(leg => leg.diary).join('\n')
    if (before === undefined) expect(facts, `call ${call}:\n${diary}`).toMatch(wanted)
    else others.delete(before)
  }
  const unmade = [...others].map(call => `${call}: ${told.get(call)}`)
  expect(unmade, 'calls that no phone made').toEqual([])
}

/** Of each call the facts that its phones told us, in order, as a text. */
function toldOf(entries: readonly Entry[]): Map<number, string> {
  const told = new Map<number, string>()
  for (const { fact } of entries) {
    if (!TOLD.has(fact.kind) || !('call' in fact.data)) continue
    const { call, event } = fact.data as { call: number; event?: string }
    const words = event === undefined ? fact.kind : `${fact.kind} ${event}`
    told.set(call, `${told.get(call) ?? ''}${words}; `)
  }
  return told
}

/** The legs of each call: that of the caller, then those by which the caller was called back. */
async function legsOf(twilio: BusyTwilio, store: Store): Promise<Map<number, Leg[]>> {
  const legs = new Map<number, Leg[]>()
  for (const leg of [...twilio.callers, ...twilio.called]) {
    const bound = await store.callOf(leg.options.callSid)
    if (bound) legs.set(bound.call, [...(legs.get(bound.call) ?? []), leg])
    else expect(leg.expected.filter(({ fact, isSure }) => isSure && fact !== 'hung-up')).toEqual([])
  }
  return legs
}

function pattern(legs: readonly Leg[]): RegExp {
  const one = ({ fact, isSure }: Expected) => `(${fact.replaceAll('.', '\\.')}; )${isSure ? '' : '?'}`
  // A leg that is gone when it is to be taken somewhere has hung up, and that may be told twice.
  const own = legs.map(leg => leg.expected.map(one).join('') + (leg.wasMissed ? '(hung-up; )?' : ''))
  return new RegExp(`^${own.join('')}$`)
}
