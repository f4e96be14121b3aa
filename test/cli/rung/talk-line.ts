import { SECOND_MS } from '../../../src/base/units.ts'
import { hold, say } from '../../../src/call/blocks.ts'
import { defineLine } from '../../../src/call/define-line.ts'
import { flow } from '../../../src/call/flow.ts'
import type { Fact } from '../../../src/call/journal.ts'
import { answers } from '../../../src/carrier/local/people.ts'
import type { Phone } from '../../../src/carrier/local/phone.ts'
import type { LocalLineOptions } from '../../../src/cli/rung/local-line.ts'
import { definition } from '../../centre/lines.ts'
import type { Rung } from './rung-lines.ts'
import { opensLines } from './rung-lines.ts'

const BEA = '+14155550101'
const base = definition()

const HOLDING = { announceEvery: '60 s', full: '#call.gone', closing: '#call.gone' } as const

/** Whoever rings waits for billing at once, and agrees to be recorded. */
const talk = defineLine(
  {
    ...base,
    name: 'talk',
    hours: 'always',
    recordTalks: 'with-consent',
    queues: [
      { name: 'billing', limit: 50, handleSeconds: 90, wrapUpSeconds: 15 },
      { name: 'supervisors', limit: 50, handleSeconds: 90, wrapUpSeconds: 30 },
    ],
  },
  flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: {},
    on: { hangup: '.gone', recover: '.billing' },
    states: {
      arriving: {
        on: { 'line.open': { target: 'billing', actions: { type: 'consent', params: { given: true } } } },
      },
      billing: {
        ...hold({ ...HOLDING, queue: 'billing', afterwards: '#call.thanks' }),
        on: { 'agent.transfers.supervisors': '#call.supervisors' },
      },
      supervisors: hold({ ...HOLDING, queue: 'supervisors', afterwards: '#call.thanks' }),
      thanks: say('survey-thanks', '#call.gone'),
      gone: { type: 'final' },
    },
  }),
)

const agent = (name: string, queue: string, signedIn = true) => ({
  ...{ name, skills: [`talk/${queue}`], address: `client:${name}`, signedIn },
})

/** Who is there, on the phone and at the pages. */
export interface Talking extends Rung {
  readonly bea: Phone
  /** The phone of somebody, of the latest leg. */
  phone(name: string): Phone
  /** Something that an agent does on a page, and time for what it leads to. */
  does(fact: Fact): Promise<void>
  /** As `does`, without time passing. */
  reports(fact: Fact): Promise<unknown>
  /** Somebody else rings the line. */
  rings(from: string): Phone
  /** The caller rings once more. */
  ringsAgain(): void
  /** Everybody whom somebody hears, by name. */
  hears(who: string): string[]
}

/** A caller who talks to ana; bob and sue, a supervisor, are there too. */
export async function talking(carrier: LocalLineOptions['carrier'] = {}): Promise<Talking> {
  const roster = [agent('ana', 'billing'), agent('bob', 'supervisors'), agent('sue', 'billing', false)]
  const rung = await opensLines({ lines: [talk], roster, carrier: { callsPerSecond: 10, ...carrier } })
  const phones = new Map<string, Phone>()
  for (const { name, address } of roster) {
    rung.line.carrier.plug(address, phone => {
      phones.set(name, phone)
      answers({ clock: rung.clock, afterMs: SECOND_MS, presses: '1', pressesAfterMs: SECOND_MS })(phone)
    })
  }
  const bea = rung.line.call(BEA)
  phones.set('bea', bea)
  const reports = (fact: Fact) =>
    rung.line.live.runtime.submit({ reports: () => [fact as Exclude<Fact, { kind: 'arrived' }>] })
  await rung.clock.passes(10 * SECOND_MS)
  return {
    ...rung,
    bea,
    phone: name => phones.get(name)!,
    rings: from => rung.line.call(from),
    ringsAgain: () => void phones.set('bea', rung.line.call(BEA)),
    reports,
    async does(fact) {
      await reports(fact)
      await rung.clock.passes(5 * SECOND_MS)
    },
    hears(who) {
      const heard = phones.get(who)!.hears
      return [...phones].flatMap(([name, { callSid }]) => (heard.includes(callSid) ? [name] : [])).sort()
    },
  }
}
