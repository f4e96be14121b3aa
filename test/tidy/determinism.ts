import { type MemberExpression, Visitor } from 'oxc-parser'
import { at, type Finding, type Source } from './source.ts'

/** The parts where the same facts must always give the same directives. The clock's port is the one way out. */
const DETERMINISTIC = /^(src\/base\/(?!clock\.ts$)|src\/(line|call|centre)\/|flows\/)/
/** A simulation may take the time that it needed, but draws from its own seeded streams alone. */
const SEEDED = /^sim\//

const CHANCE = new Set(['Math.random', 'crypto.randomUUID', 'crypto.randomBytes', 'crypto.getRandomValues'])
const CLOCKS = new Set(['Date.now', 'performance.now', 'process.hrtime', 'process.uptime', 'Temporal.Now'])
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate'])
const RANDOM_IMPORTS = new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'webcrypto'])

/** Clocks, timers and chance inside the deterministic part, and unseeded chance in the simulator. */
export function clocksAndChance(sources: readonly Source[]): Finding[] {
  return sources.flatMap(source => {
    if (DETERMINISTIC.test(source.path)) return [...chanceIn(source), ...clocksIn(source)]
    return SEEDED.test(source.path) ? chanceIn(source) : []
  })
}

function chanceIn(source: Source): Finding[] {
  const findings: Finding[] = []
  const note = (start: number, name: string) =>
    findings.push(
      at(
        source,
        start,
        `draws by ${name}; draw from a seeded stream (src/base/random.ts) that is passed in.`,
      ),
    )
  new Visitor({
    MemberExpression: node => {
      const name = dotted(node)
      if (CHANCE.has(name)) note(node.start, name)
    },
    ImportSpecifier({ imported, start }) {
      const name = imported.type === 'Identifier' ? imported.name : imported.value
      if (RANDOM_IMPORTS.has(name)) note(start, name)
    },
  }).visit(source.program)
  return findings
}

function clocksIn(source: Source): Finding[] {
  const findings: Finding[] = []
  const note = (start: number, name: string) =>
    findings.push(
      at(
        source,
        start,
        `reads the clock by ${name}; take the time as data (atMs), or set a timer by a directive.`,
      ),
    )
  new Visitor({
    MemberExpression: node => {
      const name = dotted(node)
      if (CLOCKS.has(name)) note(node.start, name)
    },
    CallExpression({ callee, start }) {
      if (callee.type !== 'Identifier') return
      if (TIMERS.has(callee.name) || callee.name === 'Date') note(start, callee.name)
    },
    NewExpression({ callee, arguments: given, start }) {
      // With an argument it only reckons; without one it reads the clock.
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
        note(start, 'new Date()')
    },
  }).visit(source.program)
  return findings
}

function dotted({ object, property }: MemberExpression): string {
  return object.type === 'Identifier' && property.type === 'Identifier'
    ? `${object.name}.${property.name}`
    : ''
}
