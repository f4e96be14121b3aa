import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { scenarioSchema } from './scenario.ts'

/** Where the published schema lies; ready scenarios point to it, so that editors complete them. */
export const SCHEMA_FILE = new URL('./scenario.schema.json', import.meta.url)

/** A JSON Schema as far as we read it. */
export interface JsonSchema {
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | false
  readonly propertyNames?: { readonly enum?: readonly string[] }
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly const?: unknown
}

/** The JSON Schema (draft 7, which editors of YAML know best) of the scenario file as a planner writes it. */
export function scenarioJsonSchema(): JsonSchema {
  return z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' }) as JsonSchema
}

/** The published text of the schema. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`
}

// `node sim/scenario/json-schema.ts` renews the file; a test says when that is due.
if (import.meta.main) writeFileSync(SCHEMA_FILE, scenarioJsonSchemaText())
