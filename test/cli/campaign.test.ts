import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdline } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-campaign-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Rehearses a campaign of card support on a Monday at seven in the morning in New York. */
function rehearses(list: string, ...more: string[]) {
  const file = join(folder, 'list.csv')
  writeFileSync(file, list)
  const at = ['--at', '2026-12-14T07:00-05:00']
  return holdline(['campaign', file, '--line', 'card-support', '--dry-run', ...at, ...more])
}

test('a rehearsal says when each would be sent by the clock there, and shows no number', async () => {
  const list = 'number,matter\n+12125550101,payment-due\n+1 (310) 555-0102,near-limit\n'
  const { status, stdout } = await rehearses(list)
  expect(status).toBe(0)
  expect(stdout).toContain('2026-12-14 08:00:00  America/New_York  •••01  payment-due')
  expect(stdout).toContain('2026-12-14 08:00:00  America/Los_Angeles  •••02  near-limit')
  expect(stdout).not.toContain('5550101')
})

test('notices of which none comes in time are none', async () => {
  const { status, stdout } = await rehearses(
    'number,matter,due\n+12125550101,payment-due,2026-12-13\n',
    '--json',
  )
  expect(status).toBe(1)
  expect(JSON.parse(stdout).notices[0]).toMatchObject({ when: 'not in time' })
})

test('each thing that is wrong with a list is told by its row, without a number', async () => {
  const { status, stderr } = await rehearses(
    [
      'number,matter,language,due',
      '+11005550101,payment-due,,',
      '+12125550101,bills,fr-FR,soon',
      '+12125550102,near-limit,,',
      '+12125550102,near-limit,,',
    ].join('\n'),
  )
  expect(status).toBe(2)
  expect(stderr).toContain('row 2, column number: got "•••01", expected one that may be called')
  expect(stderr).toContain(
    'row 3, column matter: got "bills", expected one of the line\'s: payment-due, near-limit',
  )
  expect(stderr).toContain('row 3, column language: got "fr-FR"')
  expect(stderr).toContain('row 3, column due: got "soon"')
  expect(stderr).toContain('row 5, column number: got "•••02", expected each number once for a matter')
})
