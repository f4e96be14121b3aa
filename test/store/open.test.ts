import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { APPLICATION_ID, SCHEMA_STEPS } from '../../src/store/sqlite-schema.ts'
import { commit, fact, read } from '../contract/store-facts.ts'

const root = mkdtempSync(join(tmpdir(), 'holdline-open-'))
afterAll(() => rmSync(root, { recursive: true }))
const at = (name: string) => join(root, name)

/** Opening rejects with WrongInput, and its message has each of these. */
async function refuses(folder: string, ...words: string[]): Promise<void> {
  const error = await openSqliteStore({ folder }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(WrongInput)
  for (const word of words) expect((error as WrongInput).message).toContain(word)
}

test('a folder is made for its owner alone, and facts survive closing', async () => {
  const folder = at('a/b')
  const store = await openSqliteStore({ folder })
  await commit(store, 'main', { facts: [fact(1)] })
  await store.close()
  expect(statSync(folder).mode & 0o077).toBe(0)
  expect(readdirSync(folder)).toEqual(['holdline.sqlite'])
  const again = await openSqliteStore({ folder })
  expect(await read(again.factsSince('main', 0))).toEqual([fact(1)])
  await again.close()
})

test('opened twice in one process, the second is refused and the first goes on', async () => {
  const store = await openSqliteStore({ folder: at('twice') })
  await refuses(at('twice'), `in use by process ${process.pid}`, 'HOLDLINE_DATA')
  await commit(store, 'main', { facts: [fact(1)] })
  await store.close()
})

test('a folder that cannot be is refused with its path and what to do', async () => {
  writeFileSync(at('file'), '')
  await refuses(at('file'), at('file'), 'HOLDLINE_DATA')
  await refuses(at('file/below'), at('file/below'), 'HOLDLINE_DATA')
  mkdirSync(at('taken/holdline.sqlite'), { recursive: true })
  await refuses(at('taken'), at('taken/holdline.sqlite'), 'cannot be opened')
})

test('a file that is no database, or a torn one, is refused and left as it is', async () => {
  mkdirSync(at('text'))
  writeFileSync(at('text/holdline.sqlite'), 'not a database, '.repeat(500))
  await refuses(at('text'), 'is damaged or is no database', 'backup')
  expect(readFileSync(at('text/holdline.sqlite'), 'utf8')).toMatch(/^not a database/)

  await (await openSqliteStore({ folder: at('torn') })).close()
  const whole = readFileSync(at('torn/holdline.sqlite'))
  writeFileSync(at('torn/holdline.sqlite'), whole.subarray(0, 5_000))
  await refuses(at('torn'), 'is damaged or is no database')
})

test('another program’s database, and one of a newer Holdline, are refused', async () => {
  mkdirSync(at('foreign'))
  const foreign = new DatabaseSync(at('foreign/holdline.sqlite'))
  foreign.exec('CREATE TABLE cats (name TEXT)')
  foreign.close()
  await refuses(at('foreign'), 'another program')

  await (await openSqliteStore({ folder: at('newer') })).close()
  const newer = new DatabaseSync(at('newer/holdline.sqlite'))
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  await refuses(at('newer'), 'newer Holdline', 'schema is 99')
})

test.each(SCHEMA_STEPS.slice(1).map((_, index) => index + 1))(
  'a folder of schema %i is brought up to today, with the callers that are in it',
  async version => {
    const folder = at(`older-${version}`)
    mkdirSync(folder)
    const older = new DatabaseSync(join(folder, 'holdline.sqlite'))
    for (const step of SCHEMA_STEPS.slice(0, version)) older.exec(step)
    older.exec(
      `INSERT INTO callers (number, first_seen_ms, last_seen_ms) VALUES ('+15557654321', 1, 1);
     PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`,
    )
    older.close()
    const store = await openSqliteStore({ folder })
    await commit(store, 'main', { callers: [{ key: 1, record: { openCase: '4711', atMs: 2 } }] })
    expect(await store.callerByNumber('+15557654321')).toMatchObject({ key: 1, openCase: '4711' })
    expect(await store.recordingsOf('main', 1)).toEqual([])
    expect(await store.papers('main', { kind: 'note' })).toEqual([])
    await store.close()
  },
)

test('a journal with a fact missing is not read past the gap', async () => {
  const store = await openSqliteStore({ folder: at('gap') })
  await commit(store, 'main', { facts: [fact(1), fact(2), fact(3)] })
  await store.close()
  const db = new DatabaseSync(at('gap/holdline.sqlite'))
  db.exec('DELETE FROM journal WHERE seq = 2')
  db.close()
  const again = await openSqliteStore({ folder: at('gap') })
  await expect(read(again.factsSince('main', 0))).rejects.toThrow('after fact 1 the journal has 3')
  await again.close()
})

test('a lease of a process that is gone ends when the store opens again, and its try still counts', async () => {
  const store = await openSqliteStore({ folder: at('lease') })
  const row = { id: 'a', seq: 1, payload: '{}', dueMs: 0, lease: { node: 'n', untilMs: 1e12 } }
  await commit(store, 'main', { facts: [fact(1)], outbox: [row] })
  await store.close()
  const again = await openSqliteStore({ folder: at('lease') })
  const leased = await again.leaseOutbox({ centre: 'main', node: 'n', nowMs: 1, leaseMs: 5, limit: 9 })
  expect(leased.map(({ id, attempt }) => ({ id, attempt }))).toEqual([{ id: 'a', attempt: 2 }])
  await again.close()
})

test('an erased caller’s number, name and words are gone from every byte of the folder', async () => {
  const folder = at('erase')
  const store = await openSqliteStore({ folder })
  const bytes = () =>
    readdirSync(folder)
      .map(name => readFileSync(join(folder, name), 'latin1'))
      .join('')
  const key = await store.withCentre('main', async hold => {
    const key = await hold.callerKey({ number: '+15557654321', atMs: 1 })
    const said = { call: 1, caller: key, what: 'speech', value: 'my card was stolen', atMs: 1 } as const
    await hold.commit({ facts: [fact(1)], callers: [{ key, name: 'Anna Lovelace' }], secrets: [said] })
    return key
  })
  for (const word of ['+15557654321', 'Anna Lovelace', 'my card was stolen']) expect(bytes()).toContain(word)
  await store.eraseCaller(key)
  for (const word of ['+15557654321', 'Anna Lovelace', 'my card was stolen'])
    expect(bytes()).not.toContain(word)
  await store.close()
  const again = await openSqliteStore({ folder })
  const next = await again.withCentre('main', hold => hold.callerKey({ number: '+15550001', atMs: 2 }))
  expect(next).toBeGreaterThan(key)
  await again.close()
})
