import type { z } from 'zod'
import { nearest } from '../../src/line/nearest.ts'
import { shown } from '../../src/line/problems.ts'
import { type JsonSchema, scenarioJsonSchema } from './json-schema.ts'
import type { KeyPath } from './places.ts'

/** One thing to put right: where, and a sentence that says what was found, what was expected, what to do. */
export interface Problem {
  readonly path: KeyPath
  readonly sentence: string
}

type Issue = z.core.$ZodIssue

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
}

/** The keys that tell a distribution from a map of distributions by queue. */
const DISTRIBUTION_KEYS = ['distribution', 'mean', 'cv', 'shape', 'values', 'quantiles', 'hazard']

let published: JsonSchema | undefined

/** What a planner should know about an issue of the schema; several problems where several keys are unknown. */
export function explain(issue: Issue, above: KeyPath = []): Problem[] {
  const path = [...above, ...issue.path.map(step => (typeof step === 'symbol' ? String(step) : step))]
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(path, key, issue.input))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = branchOf(issue.errors, issue.input)
    if (branch) return branch.flatMap(inner => explain(inner, path))
  }
  if (issue.code === 'custom') return [{ path, sentence: `${issue.message}.` }]
  const got = issue.input === undefined ? 'is missing' : `got ${shown(issue.input)}`
  return [{ path, sentence: `${got}, expected ${expected(issue)}.${advice(path)}` }]
}

/** The meaning of a key and an example of its value, as the published schema has them. */
function advice(path: KeyPath): string {
  const known = schemasAt(path)
  const description = known.find(schema => schema.description)?.description
  const examples = known.find(schema => schema.examples)?.examples
  const last = path.at(-1)
  const key = typeof last === 'string' ? `${last}: ` : ''
  const example = examples ? ` For example ${key}${inYaml(examples[0])}.` : ''
  return `${description ? ` ${description}` : ''}${example}`
}

/** A value on one line, as a scenario would write it. */
function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${inYaml(inner)}`)
  return `{ ${entries.join(', ')} }`
}

function unknownKey(path: KeyPath, key: string, input: unknown): Problem {
  const known = knownKeys(path, input)
  const guess = nearest(key, known)
  const help = guess ? `did you mean ${guess}?` : 'remove it, or take one of these.'
  return {
    path: [...path, key],
    sentence: `got an unknown key ${shown(key)}, expected one of ${known.join(', ')}; ${help}`,
  }
}

function knownKeys(path: KeyPath, input: unknown): string[] {
  const all = schemasAt(path)
  const schemas = all.filter(schema => schema.properties)
  const kind = (input as { distribution?: unknown } | undefined)?.distribution
  const fitting = schemas.filter(schema => schema.properties?.distribution?.const === kind)
  const named = all.flatMap(schema => schema.propertyNames?.enum ?? [])
  return [...new Set([...fitting.flatMap(schema => Object.keys(schema.properties ?? {})), ...named])]
}

function schemasAt(path: KeyPath): JsonSchema[] {
  published ??= scenarioJsonSchema()
  let reached = alternatives(published)
  for (const step of path) {
    reached = reached.flatMap(schema => {
      const next = schema.properties?.[step] ?? (typeof step === 'number' ? schema.items : undefined)
      const inner = next ?? (schema.additionalProperties || undefined)
      return inner ? alternatives(inner) : []
    })
  }
  return reached
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return [
    schema,
    ...(schema.anyOf ?? []).flatMap(alternatives),
    ...(schema.oneOf ?? []).flatMap(alternatives),
  ]
}

/** Of several shapes that a value may have, the one that its author meant; undefined where it looks like none. */
function branchOf(branches: readonly Issue[][], input: unknown): Issue[] | undefined {
  const alike = branches.filter(issues => !issues.some(isWrongKind))
  if (alike.length <= 1) return alike[0]
  const keys = typeof input === 'object' && input !== null ? Object.keys(input) : []
  return keys.some(key => DISTRIBUTION_KEYS.includes(key)) ? alike[0] : alike.at(-1)
}

function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
}

/** Completes the sentence "expected …". */
function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map(value => shown(value)).join(' or ')
    case 'invalid_format':
      return issue.format === 'date' ? 'a day of the calendar, YYYY-MM-DD' : issue.format
    case 'too_small':
      return bound(issue.origin, issue.inclusive ? 'at least' : 'more than', Number(issue.minimum))
    case 'too_big':
      return bound(issue.origin, issue.inclusive ? 'at most' : 'less than', Number(issue.maximum))
    case 'invalid_key':
      return `a key that is ${issue.issues.map(expected).join(' and ')}`
    case 'invalid_union':
      return issue.errors.length > 0
        ? issue.errors.map(branch => (branch[0] ? expected(branch[0]) : '')).join(', or ')
        : `one of ${('options' in issue ? (issue.options as unknown[]) : []).join(', ')}`
    default:
      return issue.message
  }
}

function bound(origin: string, words: string, limit: number): string {
  const figure = limit.toLocaleString('en-US')
  if (origin === 'array') return `a list of ${words} ${figure} items`
  if (origin === 'string') return `a text of ${words} ${figure} characters`
  return `a number of ${words} ${figure}`
}
