import { Visitor } from 'oxc-parser'
import { at, type Finding, type Source } from './source.ts'

/** Words that say nothing about what a file holds. A service level is of our trade, a service is not. */
const EMPTY_WORDS = /(^|[^a-z])(manager|helper|util|service(?![-_. ]?level))s?(?![a-z])/i

/** Files and folders that are named for no thing. */
export function emptyNames(sources: readonly Source[]): Finding[] {
  return sources.flatMap(({ path }) => {
    const spaced = path.replace(/([a-z])([A-Z])/g, '$1-$2')
    const word = EMPTY_WORDS.exec(spaced)?.[2]
    return word ? [`${path}:1 is named "${word}"; name it for the one thing that it holds.`] : []
  })
}

/** Work put off, and checks switched off, in comments. */
export function promises(sources: readonly Source[]): Finding[] {
  return sources.flatMap(source =>
    source.comments.flatMap(({ value, start }) => {
      const word = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck)\b/.exec(value)?.[0]
      return word ? [at(source, start, `says ${word}; do it now, or leave it out.`)] : []
    }),
  )
}

/** `any` in a type: what is not known is `unknown` until it is checked. */
export function looseTypes(sources: readonly Source[]): Finding[] {
  return sources.flatMap(source => {
    const findings: Finding[] = []
    new Visitor({
      TSAnyKeyword: ({ start }) => {
        findings.push(at(source, start, 'uses the type any; say what it is, or unknown and check it.'))
      },
    }).visit(source.program)
    return findings
  })
}

const TESTS = new Set(['test', 'it', 'describe', 'suite', 'bench'])
const SWITCHES = new Set(['only', 'skip', 'todo', 'fails'])

/** Tests that are switched off, or that switch the others off. */
export function silencedTests(sources: readonly Source[]): Finding[] {
  return sources.flatMap(source => {
    const findings: Finding[] = []
    new Visitor({
      MemberExpression({ object, property, start }) {
        if (object.type !== 'Identifier' || property.type !== 'Identifier') return
        if (!TESTS.has(object.name) || !SWITCHES.has(property.name)) return
        findings.push(
          at(source, start, `has ${object.name}.${property.name}; every test runs, or is not there.`),
        )
      },
    }).visit(source.program)
    return findings
  })
}
