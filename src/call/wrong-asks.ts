import type { Asks } from './flow.ts'

type Fields = Readonly<Record<string, unknown>>

/** What is wrong with each kind of `meta.asks`, for one whose author has no compiler; undefined where nothing is. */
const WRONG: Readonly<Record<Asks['kind'], (asks: Fields) => string | undefined>> = {
  choice: ({ choices }) => wrongChoices(choices),
  entry: ({ oddsRight }) =>
    typeof oddsRight === 'number' ? undefined : 'oddsRight is missing; expected a number from 0 to 1',
  confirmation: ({ yes, no }) =>
    typeof yes === 'string' && typeof no === 'string' ? undefined : 'yes or no is missing; expected two keys',
  recording: () => undefined,
  nothing: () => undefined,
}

/** Every state of a flow's configuration whose `meta.asks` says nothing that a caller could do. */
export function wrongAsks(config: unknown, path: string): string[] {
  if (!isFields(config)) return []
  const asks = isFields(config.meta) ? config.meta.asks : undefined
  const wrong = asks === undefined || asks === null ? undefined : wrongOf(asks)
  const found = wrong === undefined ? [] : [`has meta.asks of the state "${path}" wrong: ${wrong}.`]
  const states = isFields(config.states) ? Object.entries(config.states) : []
  return [
    ...found,
    ...states.flatMap(([name, state]) => wrongAsks(state, path === '' ? name : `${path}.${name}`)),
  ]
}

function wrongOf(asks: unknown): string | undefined {
  const kind = isFields(asks) ? asks.kind : asks
  if (isFields(asks) && typeof kind === 'string' && Object.hasOwn(WRONG, kind))
    return WRONG[kind as Asks['kind']](asks)
  const kinds = Object.keys(WRONG).join(', ')
  return `it is ${JSON.stringify(asks)}; expected an object whose kind is one of: ${kinds}`
}

function wrongChoices(choices: unknown): string | undefined {
  if (!isFields(choices)) return 'choices is missing; expected for each key what it serves'
  const [key] = Object.entries(choices).find(([, choice]) => !servesIntents(choice)) ?? []
  if (key === undefined) return undefined
  return `key ${key} has no list of what it serves; expected { serves: [] } or the names of intents`
}

function servesIntents(choice: unknown): boolean {
  return isFields(choice) && Array.isArray(choice.serves)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

/** Every question in a flow's configuration that no caller could answer: without a key to press, or without a moment. */
export function wrongQuestions(value: unknown, path: string): string[] {
  if (!isFields(value)) return []
  if (value.type === 'ask' && isFields(value.params)) return wrongParams(value.params, path)
  const place = (key: string) =>
    Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
  return Object.entries(value).flatMap(([key, member]) => wrongQuestions(member, place(key)))
}

function wrongParams({ keys, least, timeoutSeconds }: Fields, path: string): string[] {
  const counts = { keys, ...(least !== undefined && { least }) }
  const wrong = Object.entries(counts).filter(([, count]) => !(Number.isInteger(count) && Number(count) > 0))
  const told = wrong.map(
    ([name, count]) => `has ${name} ${JSON.stringify(count)} at ${path}; expected 1 or more.`,
  )
  if (typeof timeoutSeconds === 'number' && timeoutSeconds > 0) return told
  return [...told, `has timeoutSeconds ${JSON.stringify(timeoutSeconds)} at ${path}; expected more than 0.`]
}
