import type { Line } from '../src/call/line.ts'
import { cardSupport } from './card-support.ts'
import { giftCards } from './gift-cards.ts'

/** Our lines by name. `direct` is built in, see src/call/direct.ts. */
export const lines: Readonly<Record<string, Line>> = {
  [cardSupport.definition.name]: cardSupport,
  [giftCards.definition.name]: giftCards,
}
