import { callbackLaws } from './callback-laws.ts'
import { careLaws } from './care-laws.ts'
import type { Law } from './law.ts'
import { laws } from './laws.ts'
import { messageLaws } from './message-laws.ts'
import { talkLaws } from './talk-laws.ts'
import { wrapUpLaws } from './wrap-up-laws.ts'

/** Every law of a centre. */
export const ALL_LAWS: Readonly<Record<string, Law>> = {
  ...laws,
  ...careLaws,
  ...callbackLaws,
  ...messageLaws,
  ...talkLaws,
  ...wrapUpLaws,
}
