import { describe, expect, test } from 'vitest'
import { completeLock } from './complete-lock.ts'
import { importCycles } from './cycles.ts'
import { clocksAndChance } from './determinism.ts'
import { importsThatPointUp } from './floors.ts'
import { rowsIn, untestedRows } from './rows.ts'
import { sizes } from './sizes.ts'
import { readSource } from './source.ts'
import { emptyNames, looseTypes, promises, silencedTests } from './words.ts'

type Rule = (sources: ReturnType<typeof readSource>[]) => string[]

/** What a rule says of a few files that are only here. */
function say(rule: Rule, files: Record<string, string>): string[] {
  return rule(Object.entries(files).map(([path, text]) => readSource(path, text)))
}

describe('import direction', () => {
  const allowed = [
    ['src/centre/a.ts', "import { b } from '../base/b.ts'"],
    ['src/centre/a.ts', "import { b } from './b/c.ts'"],
    ['src/centre/a.ts', "import { createHash } from 'node:crypto'"],
    ['src/call/a.ts', "import { setup } from 'xstate'"],
    ['flows/a.ts', "import { menu } from '../src/call/blocks.ts'"],
    ['flows/a.ts', "import { setup } from 'xstate'"],
    ['src/line/a.ts', "import { Temporal } from 'temporal-polyfill'"],
    ['src/carrier/twilio/a.ts', "import twilio from 'twilio'"],
    ['src/config.ts', "import { z } from 'zod'"],
    ['src/runtime-outbox.ts', "import type { Store } from './store/port.ts'"],
    ['src/testkit/a.ts', "import fc from 'fast-check'"],
    ['src/web/pages/a.ts', "import { h } from 'preact'"],
    ['src/cli.ts', "import { staff } from '../sim/staff.ts'"],
    ['src/cli/flow.ts', "import { cardSupport } from '../../flows/card-support.ts'"],
    ['sim/a.ts', "import type { Carrier } from '../src/carrier/port.ts'"],
    ['sim/a.ts', "import quantile from '@stdlib/stats-base-dists-t-quantile'"],
    ['test/a.ts', "import { Visitor } from 'oxc-parser'; import { a } from '../sim/a.ts'"],
  ] as const
  test.each(allowed)('%s may say %s', (path, text) => {
    expect(say(importsThatPointUp, { [path]: text })).toEqual([])
  })

  const refused = [
    ['src/base/a.ts', "import { b } from '../line/b.ts'"],
    ['src/line/a.ts', "import type { B } from '../call/b.ts'"],
    ['src/call/a.ts', "export * from '../centre/b.ts'"],
    ['src/centre/a.ts', "type B = import('../store/b.ts').B"],
    ['src/store/a.ts', "const b = await import('../web/b.ts')"],
    ['src/web/a.ts', "new Worker(new URL('../../sim/worker.ts', import.meta.url))"],
    ['src/carrier/a.ts', "import { log } from '../log.ts'"],
    ['src/web/a.ts', "import { staff } from '../../sim/staff.ts'"],
    ['flows/a.ts', "import { b } from '../src/centre/b.ts'"],
    ['flows/a.ts', "import { b } from '../sim/b.ts'"],
    ['flows/a.ts', "import { readFileSync } from 'node:fs'"],
    ['sim/a.ts', "import { cardSupport } from '../flows/card-support.ts'"],
    ['sim/a.ts', "import { b } from '../src/carrier/twilio/b.ts'"],
    ['sim/a.ts', "import { transition } from 'xstate'"],
    ['src/centre/a.ts', "import { transition } from 'xstate'"],
    ['src/centre/a.ts', "import { setTimeout } from 'node:timers/promises'"],
    ['src/line/a.ts', "import { z } from 'zod'"],
    ['src/web/a.ts', "import { Temporal } from 'temporal-polyfill'"],
    ['src/store/a.ts', "import fc from 'fast-check'"],
    ['src/web/pages/a.ts', "import { join } from 'node:path'"],
    ['src/web/a.ts', "import { b } from '../../test/b.ts'"],
    ['src/elsewhere/a.ts', 'export const a = 1'],
  ] as const
  test.each(refused)('%s may not say %s', (path, text) => {
    expect(say(importsThatPointUp, { [path]: `\n${text}` })).toHaveLength(1)
  })

  test('is explained with the place, the floor and a way out', () => {
    expect(say(importsThatPointUp, { 'src/line/a.ts': "\n\nimport { b } from '../centre/b.ts'" })).toEqual([
      'src/line/a.ts:3 imports src/centre/b.ts, which src/line may not know; move what it needs down, or pass it in through a port.',
    ])
  })
})

describe('import cycles', () => {
  test('are told with the whole way round, types or values, once', () => {
    const circle = {
      'src/base/a.ts': "import type { B } from './b.ts'",
      'src/base/b.ts': "\nexport { c } from './c.ts'",
      'src/base/c.ts': "import { a } from './a.ts'",
      'src/base/d.ts': "import { a } from './a.ts'",
    }
    expect(say(importCycles, circle)).toEqual([
      'src/base/c.ts:1 closes a circle of imports: src/base/a.ts > src/base/b.ts > src/base/c.ts > src/base/a.ts; move what both need to a file below.',
    ])
  })

  test('include a file that imports itself', () => {
    expect(say(importCycles, { 'src/base/a.ts': "import { a } from './a.ts'" })).toHaveLength(1)
  })

  test('are not closed by two ways to one file, nor by the address of a worker', () => {
    const house = {
      'sim/a.ts': "import './b.ts'; import './c.ts'",
      'sim/b.ts': "import './c.ts'",
      'sim/c.ts': "new Worker(new URL('./a.ts', import.meta.url))",
    }
    expect(say(importCycles, house)).toEqual([])
  })
})

describe('clock and chance', () => {
  const forbidden = [
    'Date.now()',
    'new Date()',
    'Date()',
    'performance.now()',
    'Math.random()',
    'crypto.randomUUID()',
    'setTimeout(() => {}, 1)',
  ]
  test.each(forbidden)('%s has no place in the deterministic part', text => {
    for (const path of [
      'src/base/a.ts',
      'src/line/a.ts',
      'src/call/a.ts',
      'src/centre/b/a.ts',
      'flows/a.ts',
    ]) {
      expect(say(clocksAndChance, { [path]: `\n${text}` })).toEqual([expect.stringContaining(`${path}:2 `)])
    }
    expect(say(clocksAndChance, { 'src/web/a.ts': text, 'src/base/clock.ts': text })).toEqual([])
  })

  test('reckoning with a given date reads no clock', () => {
    expect(say(clocksAndChance, { 'src/line/a.ts': 'new Date(atMs); Date.UTC(2026, 11, 14)' })).toEqual([])
  })

  test('a simulation may time itself, but draws from seeded streams', () => {
    expect(say(clocksAndChance, { 'sim/a.ts': 'performance.now()' })).toEqual([])
    expect(say(clocksAndChance, { 'sim/a.ts': 'Math.random()' })).toHaveLength(1)
    expect(say(clocksAndChance, { 'sim/a.ts': "import { randomBytes } from 'node:crypto'" })).toHaveLength(1)
  })
})

describe('sizes', () => {
  const none = { files: {}, functions: {} }
  const lines = (count: number) => 'a()\n'.repeat(count)
  const long = `export function f() {\n${lines(60)}}`

  test('a function of more than 60 lines is named, however it is written', () => {
    const files = {
      'src/a.ts': long,
      'sim/b.ts': `const g = () => {\n${lines(60)}}\nclass C { m() {\n${lines(60)}} }`,
      'flows/c.ts': `x(() => {\n${lines(60)}})`,
    }
    expect(say(all => sizes(all, none), files)).toEqual([
      'src/a.ts:1 src/a.ts f has 62 lines, of 60 allowed; give its parts names of their own.',
      'sim/b.ts:1 sim/b.ts g has 62 lines, of 60 allowed; give its parts names of their own.',
      'sim/b.ts:63 sim/b.ts m has 62 lines, of 60 allowed; give its parts names of their own.',
      'flows/c.ts:1 flows/c.ts callback has 62 lines, of 60 allowed; give its parts names of their own.',
    ])
    expect(say(all => sizes(all, none), { 'test/a.test.ts': long })).toEqual([])
  })

  test('an exception holds at its number, must follow it down, and goes when it is no longer needed', () => {
    const allow = (count: number, text = long) =>
      say(all => sizes(all, { files: {}, functions: { 'src/a.ts f': count } }), { 'src/a.ts': text })
    expect(allow(62)).toEqual([])
    expect(allow(61)).toEqual([expect.stringContaining('62 lines, of 61 allowed')])
    expect(allow(63)).toEqual([expect.stringContaining('is down to 62 lines')])
    expect(allow(62, 'function f() {}')).toEqual([expect.stringContaining('remove it')])
  })

  test('a file of more than 400 lines is named, and so is a median of more than 120', () => {
    const files = { 'test/a.ts': lines(401), 'src/b.ts': lines(121), 'src/c.ts': lines(122), 'src/d.ts': '' }
    expect(say(all => sizes(all, none), files)).toEqual([
      expect.stringContaining('test/a.ts has 401 lines, of 400 allowed'),
      expect.stringContaining('the median file has 121 lines'),
    ])
  })
})

describe('words', () => {
  test('a file named for nothing is found; a service level is something', () => {
    const bad = [
      'src/web/call-manager.ts',
      'src/helpers/a.ts',
      'sim/util.ts',
      'src/web/CallService.ts',
      'test/utils.ts',
    ]
    for (const path of bad) expect(say(emptyNames, { [path]: '' })).toHaveLength(1)
    expect(say(emptyNames, { 'sim/service-level.ts': '', 'src/base/utility-bill.ts': '' })).toEqual([])
  })

  test('work put off and checks switched off in a comment are found; a string may say what it likes', () => {
    expect(say(promises, { 'src/a.ts': '// TO' + 'DO later' })).toEqual([
      expect.stringContaining('src/a.ts:1 says'),
    ])
    expect(say(promises, { 'src/a.ts': `/* @ts-${'ignore'} */` })).toHaveLength(1)
    expect(say(promises, { 'src/a.ts': "const word = 'TODO'" })).toEqual([])
  })

  test('any is found as a type, not as a word', () => {
    expect(say(looseTypes, { 'src/a.ts': 'let a: any; const b = a as any' })).toHaveLength(2)
    expect(say(looseTypes, { 'src/a.ts': "const any = 'any'" })).toEqual([])
  })

  test('a silenced test, and one that silences the others, are found', () => {
    const text = ['test.skip', 'it.only', 'describe.todo', 'test.only.each'].map(
      name => `${name}('x', () => {})`,
    )
    expect(say(silencedTests, { 'test/a.test.ts': text.join('\n') })).toHaveLength(4)
    expect(say(silencedTests, { 'test/a.test.ts': 'list.skip(1); test.each([])' })).toEqual([])
  })
})

describe('what is known of Twilio', () => {
  test('is quoted by number at the beginning of a test: one row, several, or a range', () => {
    const names = [
      'row 6: a',
      'rows 1 and 3: a',
      'rows 8, 9 and 12 to 14: a',
      'row 3, which: a',
      'a row 5: b',
    ]
    expect(names.map(rowsIn)).toEqual([[6], [1, 3], [8, 9, 12, 13, 14], [], []])
  })

  test('has a test of the line and one of the carrier, however they are written', () => {
    const rows = [1, 2, 3].map(row => ({ row, topic: 'x', byCarrier: row < 3 }))
    const check: Rule = sources => untestedRows(sources, rows)
    const web = "test('row 1: a', () => {}); test.each([1])('row 2: %j', () => {}); it(`row 3: a`, () => {})"
    const local = "test('rows 1 and 2: a', () => {}); notATest('row 3: a')"
    expect(say(check, { 'test/web/a.test.ts': web, 'test/carrier/local/a.test.ts': local })).toEqual([])
    expect(say(check, { 'test/web/a.test.ts': web })).toHaveLength(2)
    expect(say(check, { 'test/cli/a.test.ts': web, 'test/carrier/local/a.test.ts': local })).toHaveLength(3)
    expect(say(check, {})[0]).toBe(
      'test/web:1 no test of the line is named "row 1: …" (x); write it, or name the one that is there.',
    )
  })
})

describe('the lock', () => {
  test('gets the builds for other systems that the registry did not have', () => {
    const lock = {
      packages: {
        'node_modules/a': {
          dev: true,
          optionalDependencies: { '@a/b-linux-arm64-musl': '1.2.3', c: '1.0.0' },
        },
        'node_modules/c': {},
      },
    }
    expect(completeLock(lock)).toEqual(['@a/b-linux-arm64-musl'])
    expect(lock.packages).toHaveProperty(['node_modules/@a/b-linux-arm64-musl'], {
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    })
    expect(completeLock(lock)).toEqual([])
  })

  test('is left to a person where a name tells no system', () => {
    const lock = { packages: { 'node_modules/a': { optionalDependencies: { fsevents: '2.0.0' } } } }
    expect(() => completeLock(lock)).toThrow('"fsevents"')
  })
})

test('a file that is no TypeScript is refused by name', () => {
  expect(() => readSource('src/a.ts', 'const = 1')).toThrow('src/a.ts cannot be parsed')
})
