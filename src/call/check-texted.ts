import type { LineDefinition } from '../line/definition.ts'
import { segmentsOf, typicalText } from '../line/text-message.ts'
import { SENT_BY_HAND } from '../line/told-prompts.ts'
import type { ProblemList, Spot } from './check-problem.ts'
import { EVERYWHERE } from './check-problem.ts'
import type { Operation } from './program.ts'
import * as op from './program.ts'
import { promptsOf } from './program-prompts.ts'

/** A longer text is paid for more often than it is read; a message of 1,600 signs is the most that Twilio takes. */
const SEGMENTS_MAX = 5

/** What the caller keyed in is for the agent alone: a text lies open on a phone for years. */
const PRIVATE = ['entry', 'number'] as const

/** Finds prompts that are sent as text messages and cannot be: private digits, links, more than anybody pays for. */
export function checkTexted(
  operation: Operation,
  prompts: readonly string[],
  line: LineDefinition,
  spot: Spot,
  problems: ProblemList,
): void {
  if (operation.code !== op.TEXT && operation.code !== op.TEXT_WHEN_NEAR) return
  for (const prompt of promptsOf(operation, prompts, line)) checkText(line, prompt, spot, problems)
}

/** As `checkTexted`, for prompts that people send when no call goes on: nothing that only a call knows is in them. */
export function checkSentByHand(line: LineDefinition, problems: ProblemList): void {
  for (const prompt of SENT_BY_HAND) {
    checkText(line, prompt, EVERYWHERE, problems)
    const [value] = /\{(?!case\})\w+\}/.exec(Object.values(line.prompts[prompt]?.text ?? {}).join()) ?? []
    if (value !== undefined && !PRIVATE.some(name => value === `{${name}}`))
      problems.add(
        'untextable-prompt',
        `the prompt "${prompt}" is texted, and holds ${value}, which only a call knows; leave it out`,
        EVERYWHERE,
      )
  }
}

function checkText(line: LineDefinition, prompt: string, spot: Spot, problems: ProblemList): void {
  for (const language of line.languages) {
    const text = line.prompts[prompt]?.text[language]
    if (!text?.trim()) continue
    const wrong = wrongWith(text) ?? tooLong(line, prompt, language)
    if (wrong) problems.add('untextable-prompt', `the prompt "${prompt}" is texted, ${wrong}`, spot)
  }
}

function wrongWith(text: string): string | undefined {
  const found = PRIVATE.find(name => text.includes(`{${name}}`))
  if (found) return `and holds {${found}}, which is no one's to read on a phone but the agent's; leave it out`
  // Carriers hold back texts with links in them, and callers do right not to follow one.
  if (/https?:|www\./i.test(text)) return 'and holds a link, which carriers hold back; say where to find it'
  return undefined
}

function tooLong(line: LineDefinition, prompt: string, language: string): string | undefined {
  const segments = segmentsOf(typicalText(line, prompt, language))
  if (segments <= SEGMENTS_MAX) return undefined
  return `and makes ${segments} messages in ${language}, of ${SEGMENTS_MAX} that one text may be; say it shorter`
}
