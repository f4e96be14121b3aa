import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

const ROUNDS = 20
const APPENDER = join(import.meta.dirname, 'appender.ts')
const folder = mkdtempSync(join(tmpdir(), 'holdline-kill-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Killing a process keeps what it handed to the operating system: this shows atomic groups, locks and recovery.
// That a power cut loses nothing either rests on SQLite's synchronous=FULL.
test('a store whose process is killed at any moment opens at once and has every fact that was acknowledged', async () => {
  const random = new RandomStream(1)
  let before = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const acknowledged = await appendUntilKilled(random.next() * 120)
    const store = await openSqliteStore({ folder })
    const lastSeq = await store.lastSeq('main')
    expect(lastSeq, `round ${round}`).toBeGreaterThanOrEqual(Math.max(acknowledged, before))
    // factsSince stops at a gap; a group that was cut short would not end with its last fact.
    let seen = 0
    let lastData = '{"last":true}'
    for await (const row of store.factsSince('main', 0)) {
      seen++
      lastData = row.data
    }
    expect(seen).toBe(lastSeq)
    expect(lastData).toContain('"last":true')
    if (lastSeq > 0) expect(await store.answerTo('main', `t${lastSeq}`)).toBe(`a${lastSeq}`)
    expect(await store.answerTo('main', `t${lastSeq + 1}`)).toBeUndefined()
    await store.close()
    before = lastSeq
  }
  expect(before).toBeGreaterThan(ROUNDS)
}, 30_000)

test('a second process on the same folder is refused, told who holds it, and harms nothing', async () => {
  const store = await openSqliteStore({ folder })
  const lastSeq = await store.lastSeq('main')
  const refused = spawnSync(process.execPath, [APPENDER, folder, 'once'], { encoding: 'utf8' })
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain(`is in use by process ${process.pid} on `)
  await store.withCentre('main', hold =>
    hold.commit({ facts: [{ seq: lastSeq + 1, atMs: 1e12, kind: 'said', data: '{}', directives: '[]' }] }),
  )
  await store.close()
  const reopened = await openSqliteStore({ folder })
  expect(await reopened.lastSeq('main')).toBe(lastSeq + 1)
  await reopened.close()
})

// The shell's limit on a file's size is the nearest to a full disk that needs no disk of its own.
test.skipIf(process.platform === 'win32')(
  'a full disk stops the store by name and loses nothing that was acknowledged',
  async () => {
    const full = join(folder, 'full')
    const limited = ['-c', 'ulimit -f 600; exec "$@"', 'sh', process.execPath, APPENDER, full]
    const stopped = spawnSync('sh', limited, { encoding: 'utf8' })
    expect(stopped.status).toBe(1)
    expect(stopped.stderr).toContain('StoreFailed: The embedded store failed: disk I/O error.')
    const store = await openSqliteStore({ folder: full })
    expect(await store.lastSeq('main')).toBe(Number(stopped.stdout.trim().split('\n').at(-1)))
    await store.close()
  },
)

/** Kills an appending process some time after its first acknowledgement; resolves with its last one. */
function appendUntilKilled(afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [APPENDER, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stderr.on('data', chunk => {
      errors += chunk
    })
    child.stdout.on('data', chunk => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
      output += chunk
    })
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the appender ended by itself: ${errors}`))
      // The last line may be cut.
      resolve(Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1)))
    })
  })
}
