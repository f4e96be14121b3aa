import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { getInitialMicrosteps, getMicrosteps } from 'xstate'
import type { ProblemList } from './check-problem.ts'
import { EVERYWHERE } from './check-problem.ts'
import type { Walk } from './check-walk.ts'
import type { COMMON_EVENTS } from './events.ts'
import { KEYS } from './events.ts'
import type { FlowMeta } from './flow.ts'
import * as op from './program.ts'

/** Checks what the flow names against what the line has, and what it declares against what is ever used. */
export function checkWords(walk: Walk, problems: ProblemList): void {
  checkChoices(walk, problems)
  checkPromptsSpoken(walk, problems)
  // Behind a step that cannot be taken there may be anything: nothing is called unused on its account.
  if (!walk.hasGaps) {
    checkPromptsUsed(walk, problems)
    checkReached(walk, problems)
  }
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

function checkServed(
  { table }: Walk,
  serves: readonly string[],
  spot: { place: string; path: readonly string[] },
  problems: ProblemList,
): void {
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

/** Every text is there in every language; a line made by `defineLine` has them. */
function checkPromptsSpoken({ table }: Walk, problems: ProblemList): void {
  const { languages, prompts } = table.line.definition
  for (const [name, { text }] of Object.entries(prompts)) {
    for (const language of languages) {
      if (text[language]?.trim()) continue
      problems.add('missing-prompt', `the prompt "${name}" has no text in ${language}`, EVERYWHERE)
    }
  }
}

function checkPromptsUsed(walk: Walk, problems: ProblemList): void {
  const { table } = walk
  const used = new Set<number>()
  const starts = new Set([table.initialProgram])
  for (let state = 0; state < table.states; state++) {
    for (let event = 0; event < table.events.length; event++) starts.add(walk.program(state, event))
  }
  for (const start of starts) {
    for (const { code, operands } of op.operations(table.programs, start)) {
      if (code === op.SAY || code === op.ASK) used.add(operands[0]!)
      else if (code === op.ANNOUNCE) for (const prompt of operands) used.add(prompt)
      else if (code === op.SAY_NEXT) for (const prompt of operands.slice(1)) used.add(prompt)
    }
  }
  table.names.prompts.forEach((name, prompt) => {
    if (!used.has(prompt)) {
      problems.add('unused-prompt', `the prompt "${name}" is never spoken`, EVERYWHERE, 'warning')
    }
  })
}

/** Every state that is declared is entered, if only in passing. */
function checkReached(walk: Walk, problems: ProblemList): void {
  const { table } = walk
  const { flow } = table.line
  const missing = new Set(nodesOf(flow).map(node => node.id))
  const enter = (snapshot: { _nodes: AnyStateNode[] }) => {
    for (const node of snapshot._nodes) missing.delete(node.id)
  }
  for (let state = 0; state < table.states; state++) enter(table.snapshot(state))
  for (const [snapshot] of getInitialMicrosteps(flow)) enter(snapshot)
  for (let state = 0; state < table.states && missing.size > 0; state++) {
    for (let event = 0; event < table.events.length; event++) {
      // What passes through other states changes the state or directs something, unless it does nothing there either.
      if (!walk.isHeard(state, event)) continue
      const type = table.events[event] as (typeof COMMON_EVENTS)[number]
      for (const [snapshot] of getMicrosteps(flow, table.snapshot(state), { type })) enter(snapshot)
    }
  }
  for (const id of missing) {
    const parent = id.slice(0, id.lastIndexOf('.'))
    if (missing.has(parent)) continue
    const place = id.slice(id.indexOf('.') + 1)
    problems.add('unreachable-state', `no call ever comes to the state ${place}`, { place, path: [] })
  }
}
