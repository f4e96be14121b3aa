import { writeSync } from 'node:fs'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

// A process to be killed: `node appender.ts <folder>` appends groups for ever and says which fact is durable.
// `node appender.ts <folder> once` appends one group and closes.

const [folder = '', once] = process.argv.slice(2)
try {
  const store = await openSqliteStore({ folder })
  for (let group = 1; ; group = (group % 9) + 1) {
    await store.withCentre('main', async hold => {
      const seqs = Array.from({ length: group }, (_, i) => hold.lastSeq + 1 + i)
      const facts = seqs.map((seq, i) => ({
        seq,
        atMs: seq,
        kind: 'said',
        data: JSON.stringify({ last: i === group - 1, text: 'x'.repeat(seq % 300) }),
        directives: '[]',
      }))
      const answers = seqs.map(seq => ({ token: `t${seq}`, answer: `a${seq}`, atMs: seq }))
      await hold.commit({ facts, answers })
      // Straight to the pipe: what is in a buffer of ours would die with us.
      writeSync(1, `${hold.lastSeq + group}\n`)
    })
    if (once) break
  }
  await store.close()
} catch (error) {
  if (!(error instanceof WrongInput)) throw error
  writeSync(2, error.message)
  process.exitCode = 2
}
