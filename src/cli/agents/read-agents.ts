import { readFileSync } from 'node:fs'
import { WrongInput } from '../../base/wrong-input.ts'
import type { Line } from '../../call/line.ts'
import type { ListedAgent } from '../../centre/check-roster.ts'
import { checkRoster } from '../../centre/check-roster.ts'
import { listedIn, toldAtOnce } from '../../centre/roster.ts'
import type { BroughtRoster } from '../../runtime/rosters.ts'
import { masked } from '../callers/shown.ts'
import { readRows } from '../csv-rows.ts'

export const COLUMNS = ['name', 'id', 'skills', 'address', 'role', 'pin'] as const

/** The queues of lines as rosters name them. */
export function queuesOf(lines: readonly Line[]): string[] {
  return lines.flatMap(({ definition: { name, queues } }) => queues.map(queue => `${name}/${queue.name}`))
}

/**
 * Reads a roster from a file: CSV with a header, or JSON.
 * @param queues the queues that agents can have skills for; unless told, whoever takes the roster looks at them
 * @throws WrongInput with all that is wrong, by row and column; no PIN and no number stands in it
 */
export function readAgents(file: string, queues?: readonly string[]): BroughtRoster {
  return agentsIn(textOf(file), file, queues)
}

/** As `readAgents`, of a text; one that begins as JSON does is JSON. */
export function agentsIn(text: string, where: string, queues?: readonly string[]): BroughtRoster {
  const isJson = /^\ufeff?\s*[[{]/.test(text)
  const listed = isJson ? fromJson(text, where) : fromCsv(text, where)
  const { problems, agents, pins } = checkRoster(listed, queues && { queues })
  if (problems.length > 0) throw new WrongInput(`${where} was not imported:\n${toldAtOnce(problems)}`)
  return { agents, pins }
}

function fromJson(text: string, where: string): readonly ListedAgent[] {
  let roster: unknown
  try {
    roster = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    // What Node says of it quotes the text, where a PIN may stand.
    throw new WrongInput(`${where} is no JSON; expected a list of agents, or a CSV.`)
  }
  return listedIn(roster)
}

function fromCsv(text: string, where: string): readonly ListedAgent[] {
  const { header, rows } = readRows(text, where, { columns: COLUMNS, shown: masked })
  const short = rows.filter(({ cells }) => cells.length !== header.length)
  if (short.length > 0) {
    const problems = short.map(
      ({ row, cells }) =>
        `row ${row} has ${cells.length} columns; expected ${header.length}, as in the header.`,
    )
    throw new WrongInput(`${where} was not imported:\n${toldAtOnce(problems)}`)
  }
  if (rows.length === 0) throw new WrongInput(`${where} has a header and no agents; expected a row for each.`)
  return rows.map(({ row, cells }) => {
    const filled = header.flatMap((column, index) => (cells[index] === '' ? [] : [[column, cells[index]!]]))
    const { skills, ...agent } = Object.fromEntries(filled) as Record<string, string>
    const named = skills?.split(';').map(skill => skill.trim())
    return {
      agent: { ...agent, skills: named?.filter(skill => skill !== '') ?? [] },
      where: (field?: string) => (field === undefined ? `row ${row}` : `row ${row}, column ${field}`),
    }
  })
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`${file} cannot be read: ${reason}; expected a CSV or JSON list of agents.`)
  }
}
