import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { completeLock, type Lock } from './tidy/complete-lock.ts'
import { importCycles } from './tidy/cycles.ts'
import { clocksAndChance } from './tidy/determinism.ts'
import { EXCEPTIONS } from './tidy/exceptions.ts'
import { importsThatPointUp } from './tidy/floors.ts'
import { untestedRows } from './tidy/rows.ts'
import { sizes } from './tidy/sizes.ts'
import { readSource } from './tidy/source.ts'
import { emptyNames, looseTypes, promises, silencedTests } from './tidy/words.ts'

const root = join(import.meta.dirname, '..')
const sources = globSync(['src/**/*.{js,ts}', 'flows/**/*.ts', 'sim/**/*.ts', 'test/**/*.ts'], { cwd: root })
  .sort()
  .map(path => readSource(path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')))

test('every import stays on its floor or goes down', () => {
  expect(importsThatPointUp(sources)).toEqual([])
})

test('no file needs itself, by whatever way round', () => {
  expect(importCycles(sources)).toEqual([])
})

test('the same facts always give the same directives: no clock and no chance in the deterministic part', () => {
  expect(clocksAndChance(sources)).toEqual([])
})

test('files and functions stay short, and the long ones only shrink', () => {
  expect(sizes(sources, EXCEPTIONS)).toEqual([])
})

test('files are named for what they hold', () => {
  expect(emptyNames(sources)).toEqual([])
})

test('nothing is put off in a comment', () => {
  expect(promises(sources)).toEqual([])
})

test('every type says what it is', () => {
  expect(looseTypes(sources)).toEqual([])
})

test('every test runs', () => {
  expect(silencedTests(sources)).toEqual([])
})

test('everything known of Twilio has tests that quote its number, for the line and for the carrier on this machine', () => {
  expect(untestedRows(sources)).toEqual([])
})

test('npm ci works on every system: the lock names their builds (else run node test/tidy/complete-lock.ts)', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  expect(completeLock(lock)).toEqual([])
})
