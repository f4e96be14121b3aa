import { Document, isMap, isPair, isScalar, isSeq, visit } from 'yaml'
import type { Scenario } from '../scenario/scenario.ts'
import { type FitReport, origins } from './report.ts'

const LINE_LENGTH = 100
const NUMBERS_A_LINE = 8

/**
 * The text of a scenario file, each value with a comment that says where it came from. `parseScenario` reads it
 * back as the same scenario.
 *
 * @param source what was fitted, for the first line, such as the log's file name.
 */
export function toYaml(scenario: Scenario, report?: FitReport, source = 'a call log'): string {
  const document = new Document(withoutEmpty(scenario))
  const comments = report ? origins(report) : {}
  if (report) {
    const { served, abandoned, contained } = report.calls
    document.commentBefore = comment(
      `Fitted to ${source}: ${served + abandoned + contained} calls, ${served} served, ${abandoned} abandoned, ${contained} without an agent.`,
    )
  }
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every(isScalar)
    },
    Map: (_, node, path) => {
      // The longer maps are easier to change line by line.
      node.flow =
        path.length > 2 && node.items.every(item => isPair(item) && !isMap(item.value) && !isSeq(item.value))
    },
  })
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      const said = isScalar(key) ? comments[String(key.value)] : undefined
      if (isScalar(key) && said) {
        key.commentBefore = comment(said)
        key.spaceBefore = true
      }
    }
  }
  return document.toString({ lineWidth: 0 }).replace(/^( *)\S+: \[.*\]$/gm, wrapped)
}

/** A long list over several lines: eight half-hours, four hours, to each. */
function wrapped(line: string, indent: string): string {
  if (line.length <= LINE_LENGTH) return line
  const open = line.indexOf('[')
  const items = line
    .slice(open + 1, -1)
    .trim()
    .split(', ')
  const rows: string[] = []
  for (let i = 0; i < items.length; i += NUMBERS_A_LINE) {
    rows.push(`${indent}  ${items.slice(i, i + NUMBERS_A_LINE).join(', ')},`)
  }
  return `${line.slice(0, open)}[\n${rows.join('\n')}\n${indent}]`
}

/** A comment's text, broken into lines that fit. */
function comment(text: string): string {
  return text
    .split('\n')
    .flatMap(line => line.match(/.{1,96}(?:\s|$)/g) ?? [line])
    .map(line => ` ${line.trimEnd()}`)
    .join('\n')
}

/** Leaves out what says nothing: empty shares, and what is the default anyway. */
function withoutEmpty(scenario: Scenario): Record<string, unknown> {
  const dull: Record<string, unknown> = {
    warmupHours: 0,
    wrapUpShare: 0,
    readingErrors: 0.02,
    silence: 0.01,
    callbackAcceptance: 0,
    voicemailAcceptance: 0,
    openCases: 0,
    shrinkage: 0,
  }
  const kept = Object.entries(scenario).filter(([key, value]) => {
    const isEmptyMap = typeof value === 'object' && Object.keys(value).length === 0
    return !isEmptyMap && dull[key] !== value
  })
  return Object.fromEntries(kept)
}
