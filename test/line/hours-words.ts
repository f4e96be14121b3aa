import type { Holiday, Span, WeeklyHours } from '../../src/line/definition.ts'
import { OpeningHours } from '../../src/line/hours.ts'

export const ms = (iso: string): number => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) throw new Error(`${iso} is no instant`)
  return at
}
export const span = (text: string): Span => {
  const [from = '', to = ''] = text.split('-')
  return { from, to }
}
export const everyDay = (...spans: string[]): WeeklyHours => {
  const hours = spans.map(span)
  return {
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: hours,
    sunday: hours,
  }
}
export const lineIn = (timeZone: string, hours: WeeklyHours | 'always', holidays: readonly Holiday[] = []) =>
  new OpeningHours({ timeZone, hours, holidays })
