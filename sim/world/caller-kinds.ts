import { Distribution } from '../distribution.ts'
import type { LineWords } from '../scenario/line-words.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Acceptance } from './acceptance.ts'
import { cumulative } from './shares.ts'

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
}

/** Who calls. */
export interface PlannedCallers {
  readonly kinds: readonly CallerKind[]
  /** Their cumulative shares. */
  readonly shares: readonly number[]
}

/** The kinds of callers of a scenario; one, where it names none. */
export function callersOf(scenario: Scenario, line: LineWords): PlannedCallers {
  const { callers, ...all } = scenario
  if (!callers) return { kinds: [kindOf(all, 1, line, '')], shares: [1] }
  const sum = callers.reduce((sum, { share }) => sum + share, 0)
  const kinds = callers.map((own, i) => kindOf({ ...all, ...own }, own.share / sum, line, `callers.${i}.`))
  const names = callers.map(({ name }) => name)
  const shares = Object.fromEntries(kinds.map(({ share }, i) => [names[i], share]))
  return { kinds, shares: cumulative(names, shares, 'last') }
}

/** @param where prefix of the keys of these callers, for errors */
function kindOf(
  traits: Omit<Scenario, 'callers'>,
  share: number,
  line: LineWords,
  where: string,
): CallerKind {
  const { patienceSeconds, readingErrors, silence, callbackAcceptance, voicemailAcceptance, openCases } =
    traits
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
  }
}
