import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readCallers } from '../../src/cli/callers/read-callers.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { care } from '../web/care-line.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdline-callers-'))
afterAll(() => rmSync(folder, { recursive: true }))

function holdline(...args: string[]) {
  const env = { ...process.env, HOLDLINE_DATA: join(folder, 'data') }
  const command = [join(root, 'src', 'holdline.js'), 'callers', ...args]
  return spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' })
}

const HEAD = 'number,tier,case,caseOpened,lastAgent,matters'
const read = (...rows: string[]) => readCallers(rows.join('\n'), 'callers.csv', [care.definition])
const refusal = (...rows: string[]): string => {
  try {
    read(...rows)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}

describe('a file of callers', () => {
  test('says of each number what is so, in columns of any order, as spreadsheets write them', () => {
    const rows = [
      '\ufeffcase,number,matters,lastAgent,caseOpened,tier\r',
      '4711,+1 (212) 555-0123,payment-due; payment-due,Ana,2026-12-14T10:00-05:00,loyal\r',
      '\r',
      '"A 12",+12125550142,,,2026-12-01,\r',
      ',+442079460958,,,,\r',
    ]
    expect(read(...rows)).toEqual([
      {
        number: '+12125550123',
        record: {
          openCase: '4711',
          caseOpenedMs: Date.parse('2026-12-14T15:00Z'),
          lastAgent: 'Ana',
          tier: 'loyal',
          matters: ['payment-due'],
        },
      },
      { number: '+12125550142', record: { openCase: 'A 12', caseOpenedMs: Date.parse('2026-12-01T00:00Z') } },
      { number: '+442079460958', record: {} },
    ])
    expect(read('number', '+12125550123')).toEqual([{ number: '+12125550123', record: {} }])
    expect(read('number,email', '+12125550123,bea@example.com')).toEqual([
      { number: '+12125550123', record: { email: 'bea@example.com' } },
    ])
    expect(refusal('number,email', '+12125550123,bea at home')).toContain(
      'an address such as bea@example.com',
    )
  })

  test('is refused with each row and column that is wrong, what stands there and what should', () => {
    const message = refusal(
      HEAD,
      '2125550123,loyal,,,,',
      '+12125550142,loyl,,,,',
      '+12125550143,,#1,14.12.2026,,',
      '+12125550144,,,2026-12-01,,payments-due;payment-due',
      '+12125550142,,,,,',
      '+12125550145,,,',
      `+12125550146,,,,${'n'.repeat(101)},`,
    )
    expect(message.split('\n')).toEqual([
      'callers.csv was not imported:',
      '  row 2, column number: got "•••23", expected a number with + and its country, such as +12025550100.',
      '  row 3, column tier: got "loyl", expected one of loyal, valued, ordinary, perhaps loyal.',
      '  row 4, column case: got "#1", expected up to 40 letters and digits, which callers are told one by one.',
      '  row 4, column caseOpened: got "14.12.2026", expected a day or a time, such as 2026-12-14 or 2026-12-14T10:00-05:00.',
      '  row 5, column matters: got "payments-due;payment-due", expected one of payment-due, perhaps payment-due.',
      '  row 5, column caseOpened: got "2026-12-01", expected nothing in a row without a case.',
      '  row 6, column number: got "•••42", expected each number once; this one stands in row 3, too.',
      '  row 7 has 4 columns; expected 6, as in the header.',
      `  row 8, column lastAgent: got "${'n'.repeat(40)}…", expected a name of at most 100 characters.`,
    ])
  })

  test('is refused with its first twenty problems, and the number of the others', () => {
    const lines = refusal('number', ...Array(25).fill('nobody')).split('\n')
    expect(lines).toHaveLength(22)
    expect(lines.at(-1)).toBe('  … and 5 more.')
  })

  test.each([
    ['number,teir', 'row 1: "teir" is no column (did you mean tier?)'],
    ['number,tier,number', 'row 1: the column number stands twice'],
    ['tier,case', 'row 1 has no column number'],
    ['+12125550123,loyal', 'row 1: "•••23" is no column'],
    ['number;tier', 'row 1: "number;tier" is no column'],
    ['', 'row 1 has no column number'],
    ['number', 'callers.csv has a header and no callers'],
    ['number\n"+12125550123', 'callers.csv is no CSV: '],
  ])('with the header %j is refused: %s', (text, message) => {
    const refused = refusal(text)
    expect(refused).toContain(message)
    expect(refused).not.toContain('2125550123')
  })

  test('never shows a number, in whatever column it stands', () => {
    const message = refusal(HEAD, '+12125550123,+12125550123,#12125550123,212-555-0123,,212 555 0123')
    expect(message.split('\n')).toHaveLength(5)
    expect(message).not.toMatch(/555/)
  })
})

describe('holdline callers import', () => {
  test('keeps what it reads where the line finds it, and says how many; nothing of a file with one error', async () => {
    const file = join(folder, 'callers.csv')
    writeFileSync(file, `${HEAD}\n+12125550123,loyal,4711,2026-12-10,Ana,\n+12125550142,,,,,\n`)
    const { status, stdout, stderr } = holdline('import', file, '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ callers: 2, added: 2, openCases: 1 })
    expect(holdline('import', file).stdout).toBe('2 callers imported: 0 new, 1 with an open case.\n')

    writeFileSync(file, `${HEAD}\n+12125550123,valued,,,,\n+1212555,gold,,,,\n`)
    const refused = holdline('import', file)
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('row 3, column tier: got "gold"')
    expect(refused.stderr + refused.stdout).not.toMatch(/1212555/)

    const store = await openSqliteStore({ folder: join(folder, 'data') })
    const known = { tier: 'loyal', openCase: '4711', lastAgent: 'Ana', caseOpenedMs: Date.UTC(2026, 11, 10) }
    expect(await store.callerByNumber('+12125550123')).toMatchObject(known)
    expect((await store.callerByNumber('+12125550142'))?.recordedMs).toBeGreaterThan(0)
    await store.close()
  })

  test('cannot run without its file, with a file that is not there, or on a store that is in use', async () => {
    expect(holdline('import').status).toBe(2)
    expect(holdline('import', 'nowhere.csv')).toMatchObject({ status: 2, stdout: '' })
    const file = join(folder, 'one.csv')
    writeFileSync(file, 'number\n+12125550123\n')
    const store = await openSqliteStore({ folder: join(folder, 'data') })
    const refused = holdline('import', file)
    await store.close()
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain(`in use by process ${process.pid}`)
  })
})

describe('holdline callers export and erase', () => {
  const number = '+1 (212) 555-0199'

  test('give a caller all that is kept, and delete it; a second time there is nothing', async () => {
    const file = join(folder, 'known.csv')
    writeFileSync(file, `${HEAD}\n${number},loyal,4711,2026-12-10,Ana,\n`)
    expect(holdline('import', file).status).toBe(0)
    const exported = holdline('export', number)
    expect(JSON.parse(exported.stdout)).toMatchObject({
      caller: { number: '+12125550199', tier: 'loyal', openCase: '4711' },
      ...{ said: [], recordings: [], papers: [], facts: [] },
    })
    expect(holdline('erase', number)).toMatchObject({ status: 2, stdout: '' })
    expect(holdline('erase', number, '--yes').status).toBe(0)
    for (const command of [['export'], ['erase', '--yes']])
      expect(holdline(command[0]!, number, ...command.slice(1)).status).toBe(1)
  })

  test('cannot run without a number that can be one, and never repeat it', () => {
    for (const command of ['export', 'erase']) {
      const refused = holdline(command, '2125550199')
      expect(refused.status).toBe(2)
      expect(refused.stderr).toContain('expected + and its country')
      expect(refused.stderr).not.toContain('2125550199')
    }
  })
})
