import { SECOND_MS } from '../base/units.ts'
import { KEYS, type Key } from '../call/events.ts'
import { keyOf } from './keys.ts'
import type { Phone } from './phone.ts'
import type { Question } from './question.ts'
import type { Stage } from './stage.ts'

/** Something that a caller, or somebody in the centre, does; nothing where it makes no sense. */
export type Act =
  /** Answers what is asked: presses the key of the n-th choice, enters digits, leaves a message. */
  | { readonly does: 'answer'; readonly nth: number }
  | { readonly does: 'press'; readonly key: Key }
  /** Presses several keys where digits are asked for. */
  | { readonly does: 'enter'; readonly keys: string }
  | { readonly does: 'say'; readonly words: string }
  | { readonly does: 'hang-up' | 'finish' | 'miss' | 'fault' }
  /** The agent hands the caller on to the n-th queue. */
  | { readonly does: 'transfer'; readonly nth: number }
  /** The n-th agent goes away, or comes back. */
  | { readonly does: 'go-away' | 'sign-in'; readonly nth: number }

/** Does it, with one caller's phone. */
export function act(stage: Stage, phone: Phone, act: Act): void {
  switch (act.does) {
    case 'hang-up':
      if (phone.state === 'on-the-line') phone.hangUp()
      return
    case 'fault':
      if (phone.state !== 'over') phone.meetsAFault()
      return
    case 'answer':
    case 'press':
    case 'enter':
    case 'say':
      if (phone.state === 'on-the-line') callerActs(stage, phone, act)
      return
    default:
      agentActs(stage, phone, act)
  }
}

type CallersAct = Extract<Act, { does: 'answer' | 'press' | 'enter' | 'say' }>

function callerActs(stage: Stage, phone: Phone, act: CallersAct): void {
  switch (act.does) {
    case 'press':
      return void phone.press(act.key)
    case 'say':
      return void phone.say(act.words)
    case 'enter':
      if (phone.answering.question?.isEntry) enter(phone, act.keys)
      return
    case 'answer':
      return void answer(stage, phone, act.nth)
  }
}

function answer(stage: Stage, phone: Phone, nth: number): void {
  const { question, recording } = phone.answering
  if (recording) return void phone.leaveMessage((nth + 1) * SECOND_MS)
  if (question?.isEntry) return void enter(phone, digits(question, nth))
  const keys = keysOf(stage, phone.call)
  phone.press(keys[nth % keys.length] ?? '1')
}

/** The keys that a call is offered where it is now. */
function keysOf(stage: Stage, call: number): Key[] {
  const asks = stage.asks(call)
  if (asks?.kind === 'confirmation') return [asks.yes, asks.no]
  return asks?.kind === 'choice' ? KEYS.filter(key => key in asks.choices) : []
}

/** A number that fits what is asked for. */
function digits({ keys, least, isNumber }: Question, nth: number): string {
  const length = isNumber ? Math.min(keys, Math.max(least, 10)) : least + (nth % (keys - least + 1))
  return `${'2125550142'.repeat(Math.ceil(length / 10)).slice(0, length)}${length < keys ? '#' : ''}`
}

function enter(phone: Phone, keys: string): void {
  const { question } = phone.answering
  for (const sign of keys) if (phone.answering.question === question) phone.press(keyOf(sign)!)
}

function agentActs(stage: Stage, phone: Phone, act: Act): void {
  const { players } = stage
  if (players.length === 0) return
  if (act.does === 'finish') {
    if (phone.agent !== undefined) phone.talk.isLeft()
    else stage.finishes(stage.talks.keys().next().value ?? '')
  } else if (act.does === 'transfer') {
    const { queues } = stage.line.definition
    if (phone.agent !== undefined) stage.transfers(phone.agent, queues[act.nth % queues.length]!.name)
  } else if (act.does === 'miss') {
    const rung = players.find(({ name }) => stage.isRinging(name))
    if (rung) stage.misses(rung.name)
  } else if (act.does === 'go-away' || act.does === 'sign-in') {
    const agent = players[act.nth % players.length]!.name
    stage.enter({ kind: act.does === 'go-away' ? 'went-away' : 'signed-in', data: { agent } })
  }
}
