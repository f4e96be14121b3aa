import { DAY_MS, HOUR_MS } from '../base/units.ts'
import { checkedLine } from '../call/check.ts'
import type { FlowTable } from '../call/flow-table.ts'
import type { Line } from '../call/line.ts'
import { operations } from '../call/program.ts'
import { promptsOf } from '../call/program-prompts.ts'
import { exploredTable } from '../centre/journaled-centre.ts'
import { renderPrompt, type SpokenValues } from '../line/speech.ts'
import { clockMs } from '../line/zone.ts'

/** An ordinary hold, on a Monday evening before an opening at eight. */
function typical({ definition }: Line): SpokenValues {
  const openingMs = clockMs(definition.timeZone, '2026-12-15', 8 * 60)
  return {
    position: 3,
    lowMinutes: 4,
    highMinutes: 6,
    minutes: 5,
    openingMs,
    atMs: openingMs - DAY_MS / 2 + HOUR_MS,
    promisedMs: openingMs + 2 * HOUR_MS,
    quieterMs: openingMs + DAY_MS + 6 * HOUR_MS,
    entry: '4711',
    number: '0142',
    case: '104711',
  }
}

/**
 * All that callers of a line can hear, in every language, with typical values, in the order in which callers come to
 * it. Kept as a snapshot, it shows every changed word as a difference.
 *
 * ```ts
 * expect(everythingHeard(line)).toMatchSnapshot()
 * ```
 *
 * @throws LineError for a line that cannot take calls
 */
export function everythingHeard(line: Line): string {
  const { definition } = line
  const values = typical(line)
  const prompts = inOrder(exploredTable(checkedLine(line)))
  const heard = [...prompts].flatMap(prompt => [
    '',
    prompt,
    ...definition.languages.map(language => {
      const audio = definition.prompts[prompt]?.audio?.[language]
      const recorded = audio ? ` [${audio.path}, ${audio.seconds} s]` : ''
      return `  ${language}  ${renderPrompt(definition, prompt, language, values)}${recorded}`
    }),
  ])
  const never = Object.keys(definition.prompts)
    .sort()
    .filter(prompt => !prompts.has(prompt))
  return [
    `What callers of ${definition.name} hear`,
    ...heard,
    ...(never.length === 0 ? [] : ['', `never heard: ${never.join(', ')}`]),
    '',
  ].join('\n')
}

/** The prompts that a flow speaks, as calls come to them. */
function inOrder(table: FlowTable): Set<string> {
  const prompts = new Set<string>()
  const note = (program: number) => {
    for (const operation of operations(table.programs, program))
      for (const prompt of promptsOf(operation, table.names.prompts, table.line.definition))
        prompts.add(prompt)
  }
  note(table.initialProgram)
  for (let state = 0; state < table.states; state++) {
    for (let event = 0; event < table.events.length; event++) {
      table.next(state, event)
      note(table.programAfter(state, event))
    }
  }
  return prompts
}
