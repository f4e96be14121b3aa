import type { LineDefinition } from '../line/definition.ts'
import { promptMs } from '../line/speech.ts'
import { SENT_BY_HAND } from '../line/told-prompts.ts'
import { checkFilled } from './check-filled.ts'
import type { ProblemList, Spot } from './check-problem.ts'
import { EVERYWHERE } from './check-problem.ts'
import { checkSentByHand, checkTexted } from './check-texted.ts'
import type { Walk } from './check-walk.ts'
import { KEYS } from './events.ts'
import type { Operation } from './program.ts'
import * as op from './program.ts'
import { promptsOf } from './program-prompts.ts'

/** Longer than anybody listens without a say, or remembers at a menu. */
const LONGEST_MS = 30_000

/** What Polly's voices speak in one piece, the least of those that Twilio has. Source: Twilio's error 13521. */
const TEXT_MAX = 3_000

/** Where a prompt is spoken: the first place of each way in which it is. */
interface Use {
  readonly prompt: string
  /** Spoken by a question, whose answer must be remembered while it is listened to. */
  readonly isMenu: boolean
  /** True where no key cuts it short. */
  readonly isForced: boolean
  readonly spot: Spot
}

/** Operations whose prompts nobody has to listen to. */
const TEXTS: ReadonlySet<number> = new Set([op.TEXT, op.TEXT_WHEN_NEAR])

/** Checks every prompt of the line: spoken somewhere, in all its languages, and no longer than callers listen. */
export function checkPrompts(walk: Walk, problems: ProblemList): void {
  const { definition } = walk.table.line
  const uses = usesOf(walk, problems)
  const first = new Map<string, Spot>()
  for (const { prompt, spot } of uses) if (!first.has(prompt)) first.set(prompt, spot)
  for (const name of Object.keys(definition.prompts)) {
    checkSpoken(definition, name, first.get(name) ?? EVERYWHERE, problems)
    // Behind a step that cannot be taken there may be anything: nothing is called unused on its account.
    if (!first.has(name) && !walk.hasGaps && !SENT_BY_HAND.has(name))
      problems.add('unused-prompt', `the prompt "${name}" is never spoken`, EVERYWHERE, 'warning')
  }
  checkSentByHand(definition, problems)
  const known = new Map<string, string[]>()
  for (const use of uses) {
    const way = `${use.prompt} ${use.isMenu} ${use.isForced}`
    const found = known.get(way) ?? tooLong(definition, use)
    known.set(way, found)
    for (const what of found) problems.add('prompt-too-long', what, use.spot, 'warning')
  }
}

/** Every use of a prompt in the flow, in the order in which a walk comes to them; each is checked to be filled in. */
function usesOf(walk: Walk, problems: ProblemList): Use[] {
  const { table } = walk
  const uses: Use[] = []
  const note = (program: number, to: number, spot: Spot) => {
    const operations = op.operations(table.programs, program)
    const asked = operations.findLastIndex(({ code }) => code === op.ASK)
    operations.forEach((operation, index) => {
      const isForced = index > asked && !TEXTS.has(operation.code) && !hearsKeys(walk, to)
      for (const prompt of promptsOf(operation, table.names.prompts, table.line.definition))
        uses.push({ prompt, isMenu: isQuestion(operation), isForced, spot })
      checkFilled(operation, table.names.prompts, table.line.definition, spot, problems)
      checkTexted(operation, table.names.prompts, table.line.definition, spot, problems)
    })
  }
  note(table.initialProgram, table.initialState, walk.spot(table.initialState))
  for (let state = 0; state < table.states; state++) {
    for (let event = 0; event < table.events.length; event++) {
      const program = walk.program(state, event)
      if (program === 0) continue
      const { place, path } = walk.spot(state)
      const to = walk.to(state, event)
      // What is said on the way out is told where it begins.
      const where = table.isFinal(to) ? place : table.stateName(to)
      note(program, to, { place: where, path: [...path, table.events[event]!] })
    }
  }
  return uses
}

function isQuestion({ code }: Operation): boolean {
  return code === op.ASK
}

/** What is said while callers wait is cut short by the keys that work there, as what is said before a question is. */
function hearsKeys(walk: Walk, state: number): boolean {
  return KEYS.some(key => walk.isHeard(state, walk.table.eventNumber(`key.${key}`)))
}

/** A text in every language; a line made by `defineLine` has them. */
function checkSpoken(
  { languages, prompts }: LineDefinition,
  name: string,
  spot: Spot,
  problems: ProblemList,
): void {
  const { text, audio } = prompts[name]!
  for (const language of languages) {
    const characters = text[language]?.trim().length ?? 0
    if (characters === 0)
      problems.add('missing-prompt', `the prompt "${name}" has no text in ${language}`, spot)
    else if (characters > TEXT_MAX && !audio?.[language]) {
      const what = `the prompt "${name}" has ${number(characters)} characters in ${language}`
      problems.add('prompt-too-long', `${what}, of ${number(TEXT_MAX)} that a voice speaks at once`, spot)
    }
  }
}

/** What is wrong with the length of a prompt where it is spoken in one way, in every language in which it is. */
function tooLong(definition: LineDefinition, { prompt, isMenu, isForced }: Use): string[] {
  if (!isMenu && !isForced) return []
  return definition.languages.flatMap(language => {
    if (!definition.prompts[prompt]?.text[language]?.trim()) return []
    const lengthMs = promptMs(definition, prompt, language)
    if (lengthMs <= LONGEST_MS) return []
    const what = `the prompt "${prompt}" takes ${Math.round(lengthMs / 1_000)} s to say in ${language}`
    const question = `and callers remember little of a question of more than ${LONGEST_MS / 1_000} s`
    return [`${what}, ${isMenu ? question : 'and no key cuts it short'}`]
  })
}

function number(count: number): string {
  return count.toLocaleString('en-US')
}
