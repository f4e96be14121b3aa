import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { ProblemList, Spot } from './check-problem.ts'
import { EVERYWHERE } from './check-problem.ts'
import type { Walk } from './check-walk.ts'
import { KEYS } from './events.ts'
import type { Choice, FlowMeta } from './flow.ts'

/**
 * Choices that callers keep apart at one menu. Guidelines of the trade say four or five, as Avaya's for Interactive
 * Response do; trials with broad menus did well with more where each choice is clear (Commarford, Lewis, Smither and
 * Gentzler in Human Factors 50, 2008), so more are for the author to weigh.
 */
const CHOICES_MAX = 5

/** Checks what the flow names against what the line has, and what it declares against what is ever used. */
export function checkWords(walk: Walk, problems: ProblemList): void {
  checkChoices(walk, problems)
  // Behind a step that cannot be taken there may be anything: nothing is called unreachable on its account.
  if (!walk.hasGaps) checkReached(walk, problems)
  const nodes = nodesOf(walk.table.line.flow)
  if (!nodes.some(node => (node.meta as FlowMeta | undefined)?.recover)) {
    problems.add(
      'no-recover',
      'no state has `meta.recover`: calls end where a fault of ours is met',
      EVERYWHERE,
    )
  }
}

/** All states of a flow, the flow itself first. */
export function nodesOf(flow: AnyStateMachine): AnyStateNode[] {
  const inside = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(inside)]
  return inside(flow.root)
}

/** Each choice that a state offers has a key, a way of its own, and serves what the line knows. */
function checkChoices(walk: Walk, problems: ProblemList): void {
  const { table } = walk
  const served = new Set<string>()
  for (let state = 0; state < table.states; state++) {
    const asks = table.asks(state)
    if (asks?.kind !== 'choice') continue
    const nodes = table.snapshot(state)._nodes as AnyStateNode[]
    checkFew(walk, state, asks.choices, problems)
    for (const [key, { serves, speaks }] of Object.entries(asks.choices)) {
      const spot = walk.spot(state)
      if (!(KEYS as readonly string[]).includes(key)) {
        problems.add(
          'dead-choice',
          `the state offers "${key}", which no phone has; keys are: ${KEYS.join(', ')}`,
          spot,
        )
      } else if (!nodes.some(node => node.transitions.has(`key.${key}`))) {
        problems.add('dead-choice', `the state offers key ${key}, but has no way for it`, spot)
      }
      checkServed(walk, serves, spot, problems)
      for (const intent of serves) served.add(intent)
      if (speaks !== undefined && !table.names.languages.includes(speaks)) {
        const known = table.names.languages.join(', ')
        problems.add(
          'unknown-language',
          `key ${key} is for speakers of "${speaks}"; the line speaks: ${known}`,
          spot,
        )
      }
    }
  }
  for (const intent of table.line.definition.intents) {
    if (served.has(intent)) continue
    problems.add('unserved-intent', `no key serves the intent "${intent}" of the line`, EVERYWHERE, 'warning')
  }
}

/**
 * What must be remembered is what a menu is for: keys that serve an intent, and digits that lead out of it. Keys such
 * as "repeat" or "agent" are the same everywhere, and a language is offered in its own words to those who wait for them.
 */
function checkFew(
  walk: Walk,
  state: number,
  choices: Readonly<Record<string, Choice>>,
  problems: ProblemList,
): void {
  const keys = Object.keys(choices).filter(key => {
    const { serves, speaks } = choices[key]!
    return serves.length > 0 || (speaks === undefined && /^[1-9]$/.test(key) && leadsOut(walk, state, key))
  })
  if (keys.length <= CHOICES_MAX) return
  const what = `the menu has ${keys.length} choices to remember (${keys.join(', ')})`
  problems.add(
    'too-many-choices',
    `${what}; callers keep about ${CHOICES_MAX} apart`,
    walk.spot(state),
    'warning',
  )
}

/** True for a key by which callers leave the menu that asks them, rather than hear it again or explained. */
function leadsOut(walk: Walk, state: number, key: string): boolean {
  const { table } = walk
  const to = walk.to(state, table.eventNumber(`key.${key}`))
  if (to < 0) return false
  const name = table.stateName(state)
  const menu = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name
  return !`${table.stateName(to)}.`.startsWith(`${menu}.`)
}

function checkServed({ table }: Walk, serves: readonly string[], spot: Spot, problems: ProblemList): void {
  const { intents } = table.line.definition
  for (const intent of serves) {
    if (intents.includes(intent)) continue
    problems.add(
      'unknown-intent',
      `a key serves "${intent}"; the line has the intents: ${intents.join(', ')}`,
      spot,
    )
  }
}

/** Every state that is declared is entered, if only in passing. */
function checkReached({ table }: Walk, problems: ProblemList): void {
  // A history state is a way into others, and nowhere to be.
  const places = nodesOf(table.line.flow).filter(({ type }) => type !== 'history')
  const missing = new Set(places.map(({ id }) => id))
  for (const id of missing) if (table.hasEntered(id)) missing.delete(id)
  for (const id of missing) {
    const parent = id.slice(0, id.lastIndexOf('.'))
    if (missing.has(parent)) continue
    const place = id.slice(id.indexOf('.') + 1)
    problems.add('unreachable-state', `no call ever comes to the state ${place}`, { place, path: [] })
  }
}
