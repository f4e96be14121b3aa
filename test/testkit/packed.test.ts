import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const execute = promisify(execFile)

/** A project of its own with nothing in it but the packed file, and links to what Holdline itself depends on. */
let project: string

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdline-packed-'))
  await execute('npm', ['pack', '--pack-destination', project], { cwd: root })
  const installed = join(project, 'node_modules/holdline')
  await mkdir(installed, { recursive: true })
  await execute('tar', ['-xzf', join(project, 'holdline-0.1.0.tgz'), '-C', installed, '--strip-components=1'])
  await link('xstate', 'temporal-polyfill')
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }))
})

afterAll(() => rm(project, { recursive: true, force: true }))

async function link(...packages: string[]): Promise<void> {
  for (const name of packages)
    await symlink(join(root, 'node_modules', name), join(project, 'node_modules', name))
}

/** Writes a file of the project and runs it under plain Node; gives what it printed. */
async function run(file: string, text: string): Promise<string> {
  await writeFile(join(project, file), text)
  const { stdout, stderr } = await execute(process.execPath, [file], { cwd: project })
  return stdout + stderr
}

test('a project that installs the packed file tells stories in JavaScript, with any runner or none', async () => {
  const story = `
    import { call, coverage, everythingHeard } from 'holdline/testkit'
    import { lines } from 'holdline/flows'
    const card = lines['card-support']
    call(card).hears('welcome').presses('0').isHolding('account').hangsUp().isOver('abandoned')
    console.log(coverage(card).text.split('\\n')[0], everythingHeard(card).split('\\n')[0])
    try { call(card).hears('goodbye') } catch (error) { console.log(error.message) }
  `
  expect((await run('story.js', story)).split('\n')).toEqual([
    'card-support What callers of card-support hear',
    'a call to card-support on 2026-12-14 at 11:00',
    '  heard    welcome            <- expected to hear: goodbye',
    '  line card-support, state main.asking',
    '',
  ])
})

test('with fast-check beside it every caller can be tried', async () => {
  await link('fast-check')
  const story = `
    import fc from 'fast-check'
    import { everyCaller } from 'holdline/testkit/fast-check'
    import { lines } from 'holdline/flows'
    fc.assert(fc.property(everyCaller(lines['gift-cards']), caller => caller.rings().heard.length > 0))
    console.log('every caller hears something')
  `
  expect(await run('every-caller.js', story)).toBe('every caller hears something\n')
})

const STORY = `
  import { lines } from 'holdline/flows'
  import { defineLine } from 'holdline/define-line'
  import { menu, say } from 'holdline/blocks'
  import { flow } from 'holdline/flow'
  import type { CallOptions } from 'holdline/testkit'
  import { call } from 'holdline/testkit'
  import { everyCaller } from 'holdline/testkit/fast-check'
  import 'holdline/testkit/vitest'
  import { expect, test } from 'vitest'

  const busy: CallOptions = { agents: { billing: { busy: [{ minutes: 3 }], ahead: 2 } } }
  test('a caller waits', () => {
    const story = call(lines['card-support']!, busy).presses('11').isTold({ position: 4 }).agent('Ana').goesAway()
    expect(story).toBeHolding('billing')
    expect(story.outcome satisfies 'answered' | 'left' | string | undefined).toBeUndefined()
  })
  export const line = defineLine({}, flow.createMachine({ states: { a: say('a', '#call.gone') } }))
  export const callers = everyCaller(line)
  export const block = menu({ prompt: 'main', sorry: 'sorry', giveUp: '#call.gone', choices: {} })
  // @ts-expect-error: a number is no prompt
  call(line).hears(1)
  // @ts-expect-error: no call ends so
  call(line).isOver('well')
`

test('and in TypeScript, against the types that were packed', async () => {
  await link('vitest')
  await writeFile(join(project, 'story.test.ts'), STORY)
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  }
  const config = JSON.stringify({ compilerOptions, files: ['story.test.ts'] })
  await writeFile(join(project, 'tsconfig.json'), config)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await execute(process.execPath, [tsc, '-p', project]).catch(
    error => error as { stdout: string },
  )
  expect(stdout).toBe('')
})
