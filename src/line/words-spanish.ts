import { SPELLED_MAX, type SpokenMoment, type Words, YEAR_TOLD_AFTER_DAYS } from './words.ts'

const DAYS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']
const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')
const ONES = (
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete ' +
  'dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete ' +
  'veintiocho veintinueve'
).split(' ')
const TENS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta']

/** Words that are understood from Madrid to Los Angeles: "y cuarenta y cinco", since "menos cuarto" is not. */
export const SPANISH: Words = {
  number: value => (value <= SPELLED_MAX ? below60(value) : String(value)),
  minutes: value => (value === 1 ? 'un minuto' : `${SPANISH.number(value)} minutos`),
  moment: moment => {
    const { daysAhead, hour, minute } = moment
    if (hour === 0 && minute === 0) {
      // Midnight is told by the day that it begins, as in English.
      if (daysAhead === 1) return 'esta noche a medianoche'
      return `a medianoche, al comenzar ${daysAhead === 0 ? 'hoy' : dayOf(moment)}`
    }
    if (daysAhead === 0) return `hoy ${clock(hour, minute)}`
    if (daysAhead === 1) return `mañana ${clock(hour, minute)}`
    return `${dayOf(moment)} ${clock(hour, minute)}`
  },
  someDay: 'otro día',
}

function dayOf({ date, weekday, daysAhead }: SpokenMoment): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const yearTold = daysAhead > YEAR_TOLD_AFTER_DAYS ? ` de ${year}` : ''
  return `el ${DAYS[weekday]} ${day} de ${MONTHS[month - 1]}${yearTold}`
}

function clock(hour: number, minute: number): string {
  // Hours are feminine: "la una", "las dos".
  const named = hour % 12 === 1 ? 'a la una' : `a las ${below60(hour % 12 || 12)}`
  return `${named}${pastHour(minute)} ${partOfDay(hour, minute)}`
}

function pastHour(minute: number): string {
  if (minute === 0) return ''
  if (minute === 15) return ' y cuarto'
  return minute === 30 ? ' y media' : ` y ${below60(minute)}`
}

function partOfDay(hour: number, minute: number): string {
  if (hour === 12 && minute === 0) return 'del mediodía'
  if (hour >= 1 && hour < 6) return 'de la madrugada'
  if (hour >= 6 && hour < 12) return 'de la mañana'
  return hour >= 12 && hour < 20 ? 'de la tarde' : 'de la noche'
}

function below60(value: number): string {
  if (value < 30) return ONES[value]!
  const tens = TENS[Math.floor(value / 10)]!
  return value % 10 === 0 ? tens : `${tens} y ${ONES[value % 10]}`
}
