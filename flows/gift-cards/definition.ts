import type { Holiday, LineDefinition, Span } from '../../src/line/definition.ts'
import { LANGUAGES, MUSIC } from '../spoken.ts'
import { MESSAGES, TERMS, WRAP_UP_CODES } from '../terms.ts'
import { PHRASES } from './phrases.ts'
import { PROMPTS } from './prompts.ts'

const WEEKDAY: readonly Span[] = [{ from: '09:00', to: '18:00' }]
const SATURDAY: readonly Span[] = [{ from: '10:00', to: '16:00' }]

/** Most cards are bought in the four weeks before Christmas, and most are opened on its day. */
function season(year: number, thanksgiving: string): Holiday[] {
  const day = (date: string, name: string, from: string, to: string): Holiday => ({
    date: `${year}-${date}`,
    name,
    hours: [{ from, to }],
  })
  const december = Array.from({ length: 23 }, (_, index) =>
    day(`12-${String(index + 1).padStart(2, '0')}`, 'Holiday season', '07:00', '22:00'),
  )
  const after = ['26', '27', '28', '29', '30', '31'].map(date =>
    day(`12-${date}`, 'Holiday season', '08:00', '20:00'),
  )
  return [
    { date: `${year}-01-01`, name: "New Year's Day", hours: [] },
    { date: `${year}-${thanksgiving}`, name: 'Thanksgiving Day', hours: [] },
    ...december,
    day('12-24', 'Christmas Eve', '07:00', '20:00'),
    day('12-25', 'Christmas Day', '09:00', '17:00'),
    ...after,
  ]
}

export const DEFINITION: LineDefinition = {
  name: 'gift-cards',
  sender: 'Juniper Gifts',
  timeZone: 'America/New_York',
  hours: {
    monday: WEEKDAY,
    tuesday: WEEKDAY,
    wednesday: WEEKDAY,
    thursday: WEEKDAY,
    friday: WEEKDAY,
    saturday: SATURDAY,
  },
  holidays: [...season(2026, '11-26'), ...season(2027, '11-25')],
  languages: LANGUAGES,
  intents: ['recipient', 'redeeming', 'balance', 'tracking'],
  phrases: PHRASES,
  queues: [
    { name: 'gift-cards', limit: 150, handleSeconds: 180, wrapUpSeconds: 60, wrapUpCodes: WRAP_UP_CODES },
    { name: 'orders', limit: 150, handleSeconds: 240, wrapUpSeconds: 90, wrapUpCodes: WRAP_UP_CODES },
    { name: 'supervisors', limit: 50, handleSeconds: 300, wrapUpSeconds: 120, wrapUpCodes: WRAP_UP_CODES },
    MESSAGES,
  ],
  ...TERMS,
  notices: [
    { prompt: 'notice-last-shipping', from: '2026-12-10T00:00', until: '2026-12-22T00:00' },
    { prompt: 'notice-mail-only', from: '2026-12-22T00:00', until: '2026-12-26T00:00' },
  ],
  matters: [{ name: 'card-returned', prompt: 'matter-card-returned' }],
  prompts: PROMPTS,
  music: MUSIC,
}
