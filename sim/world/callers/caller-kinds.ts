import { Distribution } from '../../distribution.ts'
import type { LineWords } from '../../scenario/line-words.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { cumulative } from '../shares.ts'
import type { Acceptance } from './acceptance.ts'

/** What being told about a wait does to callers; see the scenario's key. */
export type Announcements = NonNullable<Scenario['announcements']>

/** Callers of one kind, as numbers. Shares and probabilities are from 0 to 1. */
export interface CallerKind {
  /** Of all callers. */
  readonly share: number
  /** Cumulative shares of the line's intents, tiers and languages, in its order. */
  readonly intents: readonly number[]
  readonly tiers: readonly number[]
  readonly languages: readonly number[]
  /** Seconds. */
  readonly patience: Distribution
  readonly readingErrors: number
  readonly silence: number
  readonly callbackAcceptance: Acceptance
  readonly voicemailAcceptance: Acceptance
  /** Undefined for callers whom it leaves as they are. */
  readonly announcements: Announcements | undefined
  readonly openCases: number
  /** Share for whom each of the line's matters is pending. */
  readonly matters: readonly number[]
  readonly zeroPressers: number
  readonly menuHangUps: number
  readonly selfService: number
  /** Share of talks that resolve the matter, by queue. */
  readonly resolved: readonly number[]
  readonly redials: Redials
}

/** Who rings again after what, and when; undefined: nobody does. */
export interface Redials {
  readonly abandoned: Redial | undefined
  readonly unresolved: Redial | undefined
  readonly resolved: Redial | undefined
  /** So often one caller rings again at most. */
  readonly most: number
}

export interface Redial {
  readonly share: number
  readonly delaySeconds: Distribution
}

/** Who calls. */
export interface PlannedCallers {
  readonly kinds: readonly CallerKind[]
  /** Their cumulative shares. */
  readonly shares: readonly number[]
  /** Whether callers differ in what is drawn before they ring: their kind, and what they do at menus. */
  readonly differ: boolean
  /** Whether anybody rings again. */
  readonly redial: boolean
}

/** The kinds of callers of a scenario; one, where it names none. */
export function callersOf(scenario: Scenario, line: LineWords): PlannedCallers {
  const { callers = [{ name: 'all', share: 1 }], ...all } = scenario
  const sum = callers.reduce((sum, { share }) => sum + share, 0)
  const kinds = callers.map((own, i) => {
    const where = scenario.callers ? `callers.${i}.` : ''
    return kindOf({ ...all, ...own }, own.share / sum, line, where)
  })
  const names = callers.map(({ name }) => name)
  const shares = Object.fromEntries(kinds.map(({ share }, i) => [names[i], share]))
  const redial = kinds.some(
    ({ redials: { abandoned, unresolved, resolved, most } }) =>
      most > 0 && [abandoned, unresolved, resolved].some(after => after !== undefined && after.share > 0),
  )
  const pressOrDoubt = kinds.some(({ zeroPressers, selfService }) => zeroPressers > 0 || selfService < 1)
  return {
    kinds,
    shares: cumulative(names, shares, 'last'),
    differ: kinds.length > 1 || pressOrDoubt,
    redial,
  }
}

/** @param where prefix of the keys of these callers, for errors */
function kindOf(
  traits: Omit<Scenario, 'callers'>,
  share: number,
  line: LineWords,
  where: string,
): CallerKind {
  const { patienceSeconds, readingErrors, silence, callbackAcceptance, voicemailAcceptance } = traits
  const { openCases, zeroPressers = 0, menuHangUps = 0, selfService = 1, resolved = 1 } = traits
  const patience = patienceSeconds === 'never' ? { distribution: 'never' as const } : patienceSeconds
  return {
    share,
    intents: cumulative(line.intents, traits.intents, 'even'),
    tiers: cumulative(line.tiers, traits.tiers, 'last'),
    languages: cumulative(line.languages, traits.languages, 'first'),
    patience: new Distribution(patience, `${where}patienceSeconds`),
    readingErrors,
    silence,
    callbackAcceptance,
    voicemailAcceptance,
    announcements: traits.announcements,
    openCases,
    matters: line.matters.map(name => traits.matters[name] ?? 0),
    zeroPressers,
    menuHangUps,
    selfService,
    resolved: line.queues.map(queue => (typeof resolved === 'number' ? resolved : (resolved[queue] ?? 1))),
    redials: redialsOf(traits.redials, `${where}redials`),
  }
}

function redialsOf(redials: Scenario['redials'], where: string): Redials {
  const { afterAbandoning, afterUnresolved, afterResolved, most = 0 } = redials ?? {}
  const after = (given: typeof afterAbandoning, key: string): Redial | undefined =>
    given && {
      share: given.share,
      delaySeconds: new Distribution(given.delaySeconds, `${where}.${key}.delaySeconds`),
    }
  return {
    abandoned: after(afterAbandoning, 'afterAbandoning'),
    unresolved: after(afterUnresolved, 'afterUnresolved'),
    resolved: after(afterResolved, 'afterResolved'),
    most,
  }
}
