import type { AlertRule, Measure } from './alert-rule.ts'
import { ALERT_STATES, CHANNELS, MEASURES } from './alert-rule.ts'
import { nearest } from './nearest.ts'
import type { Fields, NumberRange, Problems } from './problems.ts'
import { shown } from './problems.ts'

const RULES_MAX = 50
const HOUR_SECONDS = 3_600
const DAY_SECONDS = 24 * HOUR_SECONDS

const KEYS: readonly (keyof AlertRule)[] = [
  'name',
  'measure',
  'queue',
  'above',
  'below',
  'state',
  'withinSeconds',
  'windowMinutes',
  'leastCalls',
  'forSeconds',
  'recoversAt',
  'recoverSeconds',
  'againSeconds',
  'repeatSeconds',
  'to',
  'always',
]

/** What a threshold may be, by what the measure is counted in. */
const THRESHOLDS: Readonly<Record<(typeof MEASURES)[Measure], NumberRange>> = {
  seconds: { min: 0, max: DAY_SECONDS },
  share: { min: 0, max: 1 },
  count: { min: 0, max: 1_000_000 },
}

const TIMES: Readonly<Partial<Record<keyof AlertRule, NumberRange>>> = {
  forSeconds: { min: 0, max: 4 * HOUR_SECONDS },
  recoverSeconds: { min: 0, max: 4 * HOUR_SECONDS },
  againSeconds: { min: 0, max: DAY_SECONDS },
  repeatSeconds: { min: 60, max: DAY_SECONDS },
}

/** Keys that only some measures have. */
const OWN_KEYS: readonly { key: keyof AlertRule; of: readonly Measure[]; range?: NumberRange }[] = [
  { key: 'state', of: ['agents'] },
  { key: 'withinSeconds', of: ['service-level'], range: { min: 0, max: 4 * HOUR_SECONDS } },
  {
    key: 'windowMinutes',
    of: ['service-level', 'abandonment'],
    range: { min: 1, max: 24 * 60 },
  },
  {
    key: 'leastCalls',
    of: ['service-level', 'abandonment'],
    range: { min: 1, max: 100_000, whole: true },
  },
]

/** Rules for supervisors; `queues` is the list of the line's queues, checked elsewhere. */
export function checkAlerts(problems: Problems, value: unknown, queues: unknown): void {
  const rules = problems.list('alerts', value, { min: 0, max: RULES_MAX, of: 'rules' })
  const names = queueNames(queues)
  problems.unique(
    (rules ?? []).map((item, index) => {
      const at = `alerts[${index}]`
      const rule = problems.fields(at, item, KEYS)
      if (!rule) return { where: at, name: undefined }
      checkRule(problems, at, rule, names)
      return { where: `${at}.name`, name: problems.name(`${at}.name`, rule.name) }
    }),
  )
}

function queueNames(queues: unknown): string[] {
  if (!Array.isArray(queues)) return []
  return queues.flatMap(queue => (typeof queue?.name === 'string' ? [queue.name] : []))
}

function checkRule(problems: Problems, at: string, rule: Fields, queues: readonly string[]): void {
  if (rule.queue !== undefined && !queues.includes(rule.queue as string)) {
    const guess = typeof rule.queue === 'string' ? nearest(rule.queue, queues) : undefined
    problems.add(
      `${at}.queue`,
      rule.queue,
      guess ? `a queue of the line, such as ${shown(guess)}` : `a queue of the line: ${queues.join(', ')}`,
    )
  }
  for (const [key, range] of Object.entries(TIMES)) {
    const seconds = rule[key as keyof AlertRule]
    if (seconds !== undefined) problems.number(`${at}.${key}`, seconds, range)
  }
  if (rule.always !== undefined && rule.always !== true)
    problems.add(`${at}.always`, rule.always, 'true, or nothing for a rule of the opening hours')
  if (rule.to !== undefined) checkChannels(problems, `${at}.to`, rule.to)
  const measure = readMeasure(problems, at, rule)
  if (!measure) return
  checkOwnKeys(problems, at, rule, measure)
  checkThreshold(problems, at, rule, measure)
}

function readMeasure(problems: Problems, at: string, { measure }: Fields): Measure | undefined {
  if (typeof measure === 'string' && Object.hasOwn(MEASURES, measure)) return measure as Measure
  const known = Object.keys(MEASURES)
  const guess = typeof measure === 'string' ? nearest(measure, known) : undefined
  const all = known.filter(name => name !== guess).join(', ')
  return problems.add(
    `${at}.measure`,
    measure,
    guess ? `${shown(guess)}, or one of: ${all}` : `one of: ${all}`,
  )
}

function checkOwnKeys(problems: Problems, at: string, rule: Fields, measure: Measure): void {
  for (const { key, of, range } of OWN_KEYS) {
    const value = rule[key]
    if (value === undefined) continue
    if (!of.includes(measure))
      problems.note(
        `${at}.${key} is given, but the measure is ${shown(measure)}; expected it of ${of.map(shown).join(' or ')} alone.`,
      )
    else if (range) problems.number(`${at}.${key}`, value, range)
  }
  if (measure === 'agents' && !ALERT_STATES.some(state => state === rule.state))
    problems.add(`${at}.state`, rule.state, `a state of agents: ${ALERT_STATES.join(', ')}`)
}

/** Exactly one threshold, which some value can pass, and a recovery on its other side. */
function checkThreshold(problems: Problems, at: string, rule: Fields, measure: Measure): void {
  const { above, below, recoversAt } = rule
  if ((above === undefined) === (below === undefined)) {
    const got = above === undefined ? 'neither "above" nor "below"' : 'both "above" and "below"'
    problems.note(`${at} has ${got}; expected one of the two.`)
    return
  }
  const key = above === undefined ? 'below' : 'above'
  const range = THRESHOLDS[MEASURES[measure]]
  const threshold = problems.number(`${at}.${key}`, rule[key], range)
  if (threshold === undefined) return
  if (key === 'below' && threshold === 0)
    problems.note(`${at}.below is 0, and nothing is less; expected more than 0, or "above".`)
  if (key === 'above' && MEASURES[measure] === 'share' && threshold === 1)
    problems.note(`${at}.above is 1, and no share is more; expected less than 1, or "below".`)
  if (recoversAt === undefined) return
  const back = problems.number(`${at}.recoversAt`, recoversAt, range)
  if (back === undefined || (key === 'above' ? back <= threshold : back >= threshold)) return
  const side = key === 'above' ? 'at most' : 'at least'
  problems.note(
    `${at}.recoversAt is ${back}, where the rule still holds; expected ${side} ${threshold}, its "${key}".`,
  )
}

function checkChannels(problems: Problems, where: string, value: unknown): void {
  const channels = problems.list(where, value, { min: 1, max: CHANNELS.length, of: 'ways' })
  const read = (channels ?? []).map((channel, index) => {
    const at = `${where}[${index}]`
    if (CHANNELS.some(known => known === channel)) return { where: at, name: channel as string }
    problems.add(at, channel, `one of: ${CHANNELS.join(', ')}`)
    return { where: at, name: undefined }
  })
  problems.unique(read)
}
