import type { Holiday, LineDefinition, Span } from '../../src/line/definition.ts'
import { LANGUAGES, MUSIC } from '../spoken.ts'
import { MESSAGES, TERMS, WRAP_UP_CODES } from '../terms.ts'
import { ALERTS } from './alerts.ts'
import { PHRASES } from './phrases.ts'
import { PROMPTS } from './prompts.ts'

const WEEKDAY: readonly Span[] = [{ from: '08:00', to: '20:00' }]

/** Days that move are given for each year, as the calendar of the United States has them. */
const HOLIDAYS: readonly Holiday[] = [
  ...holidaysOf(2026, { memorial: '05-25', labor: '09-07', thanksgiving: '11-26' }),
  ...holidaysOf(2027, { memorial: '05-31', labor: '09-06', thanksgiving: '11-25' }),
]

function holidaysOf(
  year: number,
  days: { memorial: string; labor: string; thanksgiving: string },
): Holiday[] {
  const closed = (day: string, name: string): Holiday => ({ date: `${year}-${day}`, name, hours: [] })
  const short = (day: string, name: string, to: string): Holiday => ({
    date: `${year}-${day}`,
    name,
    hours: [{ from: '08:00', to }],
  })
  return [
    closed('01-01', "New Year's Day"),
    short(days.memorial, 'Memorial Day', '14:00'),
    closed('07-04', 'Independence Day'),
    short(days.labor, 'Labor Day', '14:00'),
    closed(days.thanksgiving, 'Thanksgiving Day'),
    short('12-24', 'Christmas Eve', '16:00'),
    closed('12-25', 'Christmas Day'),
    short('12-31', "New Year's Eve", '18:00'),
  ]
}

const queue = (name: string) => ({
  name,
  limit: 200,
  handleSeconds: 195,
  wrapUpSeconds: 120,
  wrapUpCodes: WRAP_UP_CODES,
})

export const DEFINITION: LineDefinition = {
  name: 'card-support',
  sender: 'Juniper Card',
  timeZone: 'America/New_York',
  hours: {
    monday: WEEKDAY,
    tuesday: WEEKDAY,
    wednesday: WEEKDAY,
    thursday: WEEKDAY,
    friday: WEEKDAY,
    saturday: WEEKDAY,
    sunday: [{ from: '10:00', to: '18:00' }],
  },
  holidays: HOLIDAYS,
  languages: LANGUAGES,
  // The first three want an agent; the others are served by a recorded answer, if the caller stays to hear it.
  intents: ['billing', 'account', 'rewards', 'disputing', 'statements', 'password', 'redeeming', 'lost-card'],
  phrases: PHRASES,
  queues: [
    queue('billing'),
    queue('account'),
    queue('rewards'),
    // What comes of a call that went so far is always said.
    { ...queue('supervisors'), wrapUpEnds: 'by-code' },
    { ...queue('night'), hours: 'always' },
    MESSAGES,
  ],
  ...TERMS,
  recordTalks: 'with-consent',
  transcribes: true,
  notices: [{ prompt: 'notice-holiday-disputes', from: '2026-12-01T00:00', until: '2027-01-09T00:00' }],
  matters: [
    { name: 'payment-due', prompt: 'matter-payment-due' },
    { name: 'near-limit', prompt: 'matter-near-limit' },
  ],
  alerts: ALERTS,
  prompts: PROMPTS,
  music: MUSIC,
}
