import type { Finding, Import, Source } from './source.ts'

/** A floor of the house: who lives there, which other floors its files may use, and which packages. */
interface Floor {
  name: string
  holds: RegExp
  /** Files that it may import besides its own. */
  uses: RegExp
  packages: RegExp
  node: RegExp
}

const NONE = /^$/
const ANY = /^/
/** What a deterministic part may ask of Node: hashes, nothing that knows a clock, a file or a network. */
const HASHES = /^node:crypto$/
const NOT_FOR_TESTS = /^(?!vitest$|@vitest\/|fast-check$|xstate$|temporal-polyfill$)/

/** The floors of src, lowest first: each may use those before it in this list. */
const SRC: readonly (Omit<Floor, 'uses'> & { uses?: RegExp })[] = [
  { name: 'src/base', holds: /^src\/base\//, packages: NONE, node: HASHES },
  { name: 'src/line', holds: /^src\/line\//, packages: /^temporal-polyfill$/, node: HASHES },
  { name: 'src/call', holds: /^src\/call\//, packages: /^xstate$/, node: HASHES },
  { name: 'src/centre', holds: /^src\/centre\//, packages: NONE, node: HASHES },
  { name: 'src/carrier', holds: /^src\/carrier\//, packages: NOT_FOR_TESTS, node: ANY },
  { name: 'src/store', holds: /^src\/store\//, packages: NOT_FOR_TESTS, node: ANY },
  {
    name: 'src/runtime',
    holds: /^src\/(runtime(-[^/]*)?\.ts|runtime\/|config\.ts|log\.ts)/,
    packages: NOT_FOR_TESTS,
    node: ANY,
  },
  { name: 'src/testkit', holds: /^src\/testkit\//, packages: /^(vitest|fast-check)$/, node: ANY },
  { name: 'src/web/pages', holds: /^src\/web\/pages\//, packages: NOT_FOR_TESTS, node: NONE },
  { name: 'src/web', holds: /^src\/web\/(?!pages\/)/, packages: NOT_FOR_TESTS, node: ANY },
  {
    name: 'src/cli',
    holds: /^src\/(cli\.ts|cli\/|holdline\.js)/,
    packages: NOT_FOR_TESTS,
    node: ANY,
    uses: /^(flows|sim)\//,
  },
]

const FLOORS: readonly Floor[] = [
  ...SRC.map((floor, index) => ({ ...floor, uses: anyOf(SRC.slice(0, index), floor.uses) })),
  { name: 'flows', holds: /^flows\//, uses: /^src\/(base|line|call)\//, packages: /^xstate$/, node: NONE },
  {
    name: 'sim',
    holds: /^sim\//,
    uses: /^src\/(base|line|call|centre)\/|^src\/carrier\/port(\.ts$|\/)/,
    packages: NOT_FOR_TESTS,
    node: ANY,
  },
  { name: 'test', holds: /^test\//, uses: ANY, packages: ANY, node: ANY },
]

/** Files may use their own floor and those below it, and only the packages that belong there. */
export function importsThatPointUp(sources: readonly Source[]): Finding[] {
  return sources.flatMap(source => {
    const floor = FLOORS.find(({ holds }) => holds.test(source.path))
    if (!floor) return [`${source.path}:1 is on no floor; put it into one that test/tidy/floors.ts lists.`]
    return source.imports.flatMap(found => {
      const wrong = objection(floor, found)
      return wrong ? [`${source.path}:${found.line} ${wrong}`] : []
    })
  })
}

function objection(floor: Floor, { kind, target }: Import): string | undefined {
  if (kind === 'file') {
    if (floor.holds.test(target) || floor.uses.test(target)) return undefined
    return `imports ${target}, which ${floor.name} may not know; move what it needs down, or pass it in through a port.`
  }
  if (kind === 'node') {
    if (floor.node.test(target)) return undefined
    return `imports ${target}, which ${floor.name} may not use; pass in what it needs as data, or through a port.`
  }
  if (floor.packages.test(target)) return undefined
  return `imports the package ${target}, which has no place in ${floor.name}; see test/tidy/floors.ts for where it may be used.`
}

function anyOf(floors: readonly { holds: RegExp }[], more = NONE): RegExp {
  return new RegExp([...floors.map(({ holds }) => holds.source), more.source].join('|'))
}
