import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  YAMLMap,
} from 'yaml'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { shown } from '../../src/line/problems.ts'
import { explain, type Problem } from './explain.ts'
import { lengthProblems } from './lengths.ts'
import { type Places, rememberPlaces, yamlPlaces } from './places.ts'
import { type Scenario, scenarioSchema } from './scenario.ts'
import { sizeProblems } from './size.ts'

/** A scenario is written by hand; anything longer is another file. */
const TEXT_LENGTH_MAX = 4_000_000

/**
 * Reads the text of a scenario file (YAML, or JSON) and fills in the defaults. `where` names the text in errors.
 * Overrides are values, written as YAML, by dotted path (`arrivals.callsPerHour`); an empty one removes the key.
 *
 * @throws WrongInput with every problem found: what was got, what was expected, at which line and key, what to do.
 */
export function parseScenario(
  text: string,
  where: string,
  overrides: Readonly<Record<string, string>> = {},
): Scenario {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new WrongInput(
      `${where}: got ${text.length} characters, expected a scenario of at most ${TEXT_LENGTH_MAX}; is it another file?`,
    )
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  throwIfAny(
    where,
    document.errors.map(
      error =>
        `${where}:${lines.linePos(error.pos[0]).line} is no YAML: ${error.message}; expected "key: value" lines, nested by spaces.`,
    ),
  )
  const slips = Object.entries(overrides).flatMap(([key, value]) => override(document, key, value))
  const places = yamlPlaces(where, document, lines, Object.keys(overrides))
  const read = scenarioSchema.safeParse(plain(document, where), { reportInput: true })
  const found = read.success ? crossProblems(read.data) : read.error.issues.flatMap(issue => explain(issue))
  throwProblems(places, found, slips)
  if (!read.success) throw new WrongInput(`${where} cannot be used: ${read.error.message}`)
  rememberPlaces(read.data, places)
  return read.data
}

/** Throws all problems as one error, each with its place; does nothing where there are none. */
export function throwProblems(
  places: Places,
  problems: readonly Problem[],
  more: readonly string[] = [],
): void {
  const sentences = problems.map(({ path, sentence }) => `${places.at(path)}: ${sentence}`)
  throwIfAny(places.where, [...more, ...sentences])
}

function throwIfAny(where: string, sentences: readonly string[]): void {
  if (sentences.length === 0) return
  const [only] = sentences
  const list = sentences.map(sentence => `- ${sentence}`).join('\n')
  throw new WrongInput(
    sentences.length === 1 && only ? only : `${where} has ${sentences.length} problems:\n${list}`,
  )
}

function plain(document: Document, where: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    // Only aliases that point nowhere or multiply beyond measure come here.
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`${where} is no YAML that can be used: ${reason}; write the values out.`)
  }
}

/** Puts one `--set` into the document; what is wrong with it otherwise, as a sentence. */
function override(document: Document, key: string, text: string): string[] {
  const path = key.split('.')
  if (path.some(step => step === '')) {
    return [`--set ${key}=${text}: got an empty name, expected a key such as arrivals.callsPerHour.`]
  }
  const value = parseDocument(text, { prettyErrors: false })
  if (value.errors[0]) {
    return [`--set ${key}=${text}: got no YAML value (${value.errors[0].message}), expected one such as 45.`]
  }
  let node: unknown = document.contents
  for (const [depth, step] of path.entries()) {
    if (!isCollection(node)) {
      const upTo = path.slice(0, depth).join('.') || 'the scenario'
      return [
        `--set ${key}=${text}: got ${shown(isScalar(node) ? node.value : node)} as ${upTo}, expected a map of keys there; set ${upTo} as a whole.`,
      ]
    }
    const place = isSeq(node) ? Number(step) : step
    if (
      isSeq(node) &&
      !(Number.isInteger(place) && Number(place) >= 0 && Number(place) < node.items.length)
    ) {
      return [
        `--set ${key}=${text}: got position ${step} of a list of ${node.items.length}, expected 0 to ${node.items.length - 1}.`,
      ]
    }
    if (depth === path.length - 1) put(node, place, value)
    else if (isMap(node) && !node.has(place)) node.set(place, new YAMLMap())
    node = node.get(place, true)
  }
  return []
}

function put(
  node: { set(k: unknown, v: unknown): void; delete(k: unknown): boolean },
  place: string | number,
  value: Document,
): void {
  if (value.contents === null || (isScalar(value.contents) && value.contents.value === null))
    node.delete(place)
  else node.set(place, value.contents)
}

/** What is wrong between keys that are each fine. */
function crossProblems(scenario: Scenario): Problem[] {
  const { durationHours, warmupHours } = scenario
  const problems = [
    ...lengthProblems(scenario, durationHours),
    ...sizeProblems(scenario, durationHours),
    ...slipProblems(scenario),
  ]
  if (durationHours !== undefined && warmupHours >= durationHours) {
    const sentence = `got ${warmupHours}, expected less than durationHours (${durationHours}), which includes it; lower it.`
    problems.push({ path: ['warmupHours'], sentence })
  }
  return problems
}

/** Nobody is silent and presses a wrong key at once; kinds of callers who are as the scenario says are not named again. */
function slipProblems(scenario: Scenario): Problem[] {
  const { callers = [], ...all } = scenario
  const own = callers.map(({ readingErrors, silence }, i) => ({
    readingErrors: readingErrors ?? all.readingErrors,
    silence: silence ?? all.silence,
    path: readingErrors === undefined && silence === undefined ? undefined : ['callers', i],
  }))
  return [{ ...all, path: [] }, ...own].flatMap(({ readingErrors, silence, path }) => {
    if (path === undefined || readingErrors + silence <= 1) return []
    const sentence = `got ${readingErrors}, expected at most ${1 - silence}, since a caller who is silent (${silence}) presses no wrong key; lower one of them.`
    return [{ path: [...path, 'readingErrors'], sentence }]
  })
}
