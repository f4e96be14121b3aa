import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { everyCaller } from '../../src/testkit/fast-check.ts'
import { call, coverage, everythingHeard } from '../../src/testkit/index.ts'
import { pier } from './a-line.ts'

const folder = join(import.meta.dirname, '../../src/testkit')

/** What an example may use, by name. */
const SCOPE = {
  fc,
  expect,
  cardSupport,
  line: pier,
  call,
  coverage,
  everyCaller,
  everythingHeard,
  console: { log: String },
}

const examples = globSync('*.ts', { cwd: folder }).flatMap(file => {
  const text = readFileSync(join(folder, file), 'utf8')
  return [...text.matchAll(/ \* ```ts\n([\s\S]*?) \* ```/g)].map(
    ([, code]) => [file, code!.replaceAll(/^ \* ?/gm, '')] as const,
  )
})

test('the kit shows by example what each of its parts is for', () => {
  expect(examples.map(([file]) => file).sort()).toEqual([
    'call.ts',
    'coverage.ts',
    'everything-heard.ts',
    'fast-check.ts',
  ])
})

test.each(examples)('the example in %s runs', (_, code) => {
  expect(() => new Function(...Object.keys(SCOPE), code)(...Object.values(SCOPE))).not.toThrow()
})
