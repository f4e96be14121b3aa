import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { agentsIn, queuesOf } from '../../src/cli/agents/read-agents.ts'
import { importedRoster } from '../../src/runtime/rosters.ts'
import { isPin } from '../../src/store/pin-hash.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { LiveLine, PASSWORD } from '../web/live-line.ts'
import { holdline as inProcess } from './in-process.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdline-agents-'))
afterAll(() => rmSync(folder, { recursive: true }))

function holdline(args: readonly string[], data = 'data') {
  const env = { ...process.env, HOLDLINE_DATA: join(folder, data) }
  const command = [join(root, 'src', 'holdline.js'), 'agents', ...args]
  return spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' })
}

const HEAD = 'name,id,skills,address,role,pin'
const QUEUES = queuesOf([cardSupport])
const read = (...rows: string[]) => agentsIn(rows.join('\n'), 'agents.csv', QUEUES)
const refusal = (...rows: string[]): string => {
  try {
    read(...rows)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}

function written(name: string, ...rows: string[]): string {
  const file = join(folder, name)
  writeFileSync(file, `${rows.join('\n')}\n`)
  return file
}

describe('a file of agents', () => {
  test('says of each what is so, as CSV with columns of any order, or as JSON', () => {
    const fromCsv = read(
      '\ufeffpin,name,skills,id,role,address\r',
      '482915,Ana,card-support/account; card-support/billing,1001,,+12025550123\r',
      ',Sam,,2001,supervisor,\r',
    )
    const fromJson = agentsIn(
      JSON.stringify([
        {
          ...{ name: 'Ana', id: '1001', address: '+12025550123', pin: '482915' },
          skills: ['card-support/account', 'card-support/billing'],
        },
        { name: 'Sam', id: '2001', role: 'supervisor' },
      ]),
      'agents.json',
      QUEUES,
    )
    expect(fromCsv).toEqual(fromJson)
    expect(fromCsv.agents.map(({ name, skills }) => [name, skills.length])).toEqual([
      ['Ana', 2],
      ['Sam', 0],
    ])
    expect([...fromCsv.pins]).toEqual([['Ana', '482915']])
  })

  test('is refused with all that is wrong by row and column; no PIN and no number is shown', () => {
    const message = refusal(
      HEAD,
      'Ana,12,card-support/biling,+12025550123,,482915',
      'Ana,1002,,02025550123,chief,48',
    )
    expect(message.split('\n')).toEqual([
      'agents.csv was not imported:',
      `  row 2, column skills: got "card-support/biling", expected one of ${QUEUES.join(', ')}, perhaps card-support/billing.`,
      '  row 2, column id: got "12", expected 3 to 8 digits.',
      '  row 3, column name: got "Ana", expected each name once; row 2, column name has it already.',
      '  row 3, column role: got "chief", expected agent or supervisor.',
      '  row 3, column skills: got none, expected queues as line/queue, best first, such as card-support/billing.',
      '  row 3, column address: got what cannot be rung, expected a number in E.164 such as +12025550100, or sip:…, or client:….',
      '  row 3, column pin: got a PIN that is not shown here, expected 6 to 64 digits, letters and signs.',
    ])
  })

  test.each([
    [[HEAD], 'has a header and no agents'],
    [[HEAD, 'Ana,1001'], 'row 2 has 2 columns; expected 6, as in the header.'],
    [['name,skill', 'Ana,x'], '"skill" is no column (did you mean skills?)'],
    [['id,pin', '1001,482915'], 'has no column name'],
    [['[{ "pin": "482915"'], 'is no JSON; expected a list of agents, or a CSV.'],
    [['{ "name": "Ana" }'], 'a roster is a list of agents'],
  ])('with %j is refused: %s', (rows, sentence) => {
    const message = refusal(...rows)
    expect(message).toContain(sentence)
    expect(message).not.toContain('482915')
  })
})

describe('holdline agents import', () => {
  test('keeps the roster for the next line that is served, and PINs hashed; new ones are shown once', async () => {
    const file = written(
      'a.csv',
      HEAD,
      'Ana,1001,card-support/billing,+12025550123,,482915',
      'Sam,2001,,,supervisor,',
    )
    const first = holdline(['import', file, '--json'])
    expect(first.stderr).toBe('')
    const change = JSON.parse(first.stdout)
    expect(change).toEqual({
      agents: 2,
      added: 2,
      gone: 0,
      made: [{ name: 'Sam', pin: expect.stringMatching(/^\d{8}$/) }],
    })
    const again = holdline(['import', file])
    expect([again.status, again.stdout]).toEqual([0, '2 agents imported: 0 new, 0 gone.\n'])

    const store = await openSqliteStore({ folder: join(folder, 'data') })
    const roster = await importedRoster(store, 'main')
    expect(JSON.parse(roster).map(({ name }: { name: string }) => name)).toEqual(['Ana', 'Sam'])
    expect(roster).not.toContain('482915')
    const pins = await store.pinsOf('main')
    expect(JSON.stringify(pins)).not.toContain(change.made[0].pin)
    expect(await isPin('482915', pins[0]!.pin)).toBe(true)
    expect(await isPin(change.made[0].pin, pins[1]!.pin)).toBe(true)
    expect(await isPin(change.made[0].pin, pins[0]!.pin)).toBe(false)
    await store.close()

    const words = holdline(['import', written('b.csv', HEAD, 'Ben,,card-support/billing,,,')])
    expect(words.stdout).toMatch(/^One agent imported: 1 new, 2 gone\.\nThese PINs.*\n {2}Ben {2}\d{8}\n$/)
  })

  test('takes nothing of a file with an error, and says how to reach a line that holds the store', async () => {
    const wrong = holdline(['import', written('wrong.csv', HEAD, 'Ana,1,card-support/billing,,,')], 'fresh')
    expect([wrong.status, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr).toContain('row 2, column id: got "1", expected 3 to 8 digits.')
    const store = await openSqliteStore({ folder: join(folder, 'fresh') })
    expect(await store.rosterOf('main')).toBeUndefined()
    const held = holdline(['import', written('right.csv', HEAD, 'Ana,,card-support/billing,,,')], 'fresh')
    expect(held.status).toBe(2)
    expect(held.stderr).toMatch(/is in use by .*--to http:\/\/127\.0\.0\.1:3000/)
    await store.close()
    expect(holdline(['import', join(folder, 'none.csv')]).stderr).toContain('none.csv cannot be read')
    expect(holdline(['--help']).status).toBe(0)
  })

  test('--to brings the roster to a line that runs, where it counts at once', async () => {
    vi.stubEnv('HOLDLINE_PASSWORD', PASSWORD)
    const line = await LiveLine.open()
    const file = written('to.csv', HEAD, 'Ana,1001,card-support/billing,+12025550123,,482915')
    const ran = await inProcess(['agents', 'import', file, '--to', line.url, '--json'])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(ran.stdout)).toEqual({ agents: 1, added: 1, gone: 0, made: [] })
    await line.live.runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: 'Ana' } }] })
    expect(await line.facts()).toEqual(['signed-in Ana'])

    const other = written('to.csv', HEAD, 'Ben,,card-support/bill,,,')
    const refused = await inProcess(['agents', 'import', other, '--to', line.url])
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining('agent 1, skills: got "card-support/bill"'),
    ])
    vi.stubEnv('HOLDLINE_PASSWORD', `${PASSWORD}!`)
    const locked = await inProcess(['agents', 'import', other, '--to', line.url])
    expect([locked.status, locked.stderr]).toEqual([
      2,
      expect.stringContaining('does not take this password'),
    ])
    vi.unstubAllEnvs()
  })
})
