import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Reader } from '../readme/reader.ts'

const root = join(import.meta.dirname, '../..')
const execute = promisify(execFile)

/** A project of its own with nothing in it but the packed file, and links to what Holdline itself depends on. */
let project: string

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdline-packed-'))
  // Packed where nobody else works: a build takes the place of the one before it.
  const packer = await Reader.arrive()
  await execute('npm', ['pack', '--pack-destination', project], { cwd: packer.checkout })
  await packer.leave()
  const installed = join(project, 'node_modules/holdline')
  await mkdir(installed, { recursive: true })
  await execute('tar', ['-xzf', join(project, 'holdline-0.1.0.tgz'), '-C', installed, '--strip-components=1'])
  await link('xstate', 'temporal-polyfill')
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }))
}, 180_000)

afterAll(() => rm(project, { recursive: true, force: true }))

async function link(...packages: string[]): Promise<void> {
  for (const name of packages) {
    const path = join(project, 'node_modules', name)
    await mkdir(dirname(path), { recursive: true })
    await symlink(join(root, 'node_modules', name), path)
  }
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
  import type { CallerRecord, CallOptions } from 'holdline/testkit'
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
  test('a caller who is known enters, speaks, is recorded and says how it was', () => {
    const caller: CallerRecord = { openCase: '104711', lastAgent: 'Ana', matters: [] }
    const known = () => call(lines['card-support']!, { caller, tier: 'loyal' }).hears('welcome')
    expect(() => known().enters('4711#')).toThrow('expected to be asked for digits')
    expect(() => known().records({ seconds: 20 })).toThrow('expected to be recorded')
    expect(() => known().agent('Ana').transfersTo('billing')).toThrow('no agent is called "Ana"')
    expect(known().hangsUp().score satisfies number | undefined).toBeUndefined()
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

test('the settings of flows/README.md tell and draw what all test files together have come to', async () => {
  const [, config] = /```js\n([\s\S]*?)```/.exec(await readFile(join(root, 'flows/README.md'), 'utf8'))!
  await writeFile(join(project, 'vitest.config.ts'), config!)
  const story = (steps: string) => `
    import { lines } from 'holdline/flows'
    import { call } from 'holdline/testkit'
    import { test } from 'vitest'
    test('a caller', () => void call(lines['gift-cards'])${steps}.hangsUp())
  `
  await writeFile(join(project, 'balance.test.js'), story(`.presses('3').hears('about-balance')`))
  await writeFile(join(project, 'person.test.js'), story(`.presses('0').isHolding('gift-cards')`))
  const reached = async (...files: string[]) => {
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files]
    const { stdout } = await execute(process.execPath, args, { cwd: project })
    return Number(/^gift-cards\n {2}states +(\d+) of /m.exec(stdout)![1])
  }
  const [person, both] = [await reached('person'), await reached('balance', 'person')]
  expect(both).toBeGreaterThan(person)
  const drawing = await readFile(join(project, 'coverage/gift-cards.svg'), 'utf8')
  expect(drawing).toMatch(/class="box \w+ missed"/)
})

describe('the command of a project that installed the packed file', () => {
  beforeAll(async () => {
    const installed = join(project, 'node_modules/holdline')
    const { dependencies, bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
    await link(...Object.keys(dependencies).filter(name => name !== 'xstate' && name !== 'temporal-polyfill'))
    await mkdir(join(project, 'node_modules/.bin'))
    await chmod(join(installed, bin.holdline), 0o755)
    await symlink(join('../holdline', bin.holdline), join(project, 'node_modules/.bin/holdline'))
  })

  /** What `npx holdline` starts. */
  const holdline = async (...args: string[]) =>
    (await execute(join(project, 'node_modules/.bin/holdline'), args, { cwd: project })).stdout

  test('lists its commands', async () => {
    const { stdout: help } = await execute('npx', ['--no-install', 'holdline', '--help'], { cwd: project })
    for (const command of ['demo', 'serve', 'call', 'flow', 'replay', 'simulate', 'fit', 'staff'])
      expect(help).toMatch(new RegExp(`^  ${command} `, 'm'))
  })

  test('checks a line that is ours, and one that the project wrote in TypeScript', async () => {
    expect(JSON.parse(await holdline('flow', 'card-support', '--json')).problems).toEqual([])
    const line = `
      import { lines } from 'holdline/flows'
      import { defineLine } from 'holdline/define-line'
      import type { Line } from 'holdline/define-line'
      const { definition, flow } = lines['gift-cards']!
      export const own: Line = defineLine({ ...definition, name: 'own' }, flow)
    `
    await writeFile(join(project, 'own.ts'), line)
    expect(JSON.parse(await holdline('flow', './own.ts', '--json')).problems).toEqual([])
  })

  test('simulates a scenario that came with it, on several threads', async () => {
    const scenario = 'node_modules/holdline/dist/sim/scenarios/direct.yaml'
    const days = ['--replications', '2', '--workers', '2', '--json']
    const { results } = JSON.parse(await holdline('simulate', scenario, ...days))
    expect(results.calls.mean).toBeGreaterThan(1_000)
    await expect(holdline('simulate', 'nowhere.yaml')).rejects.toThrow(
      'node_modules/holdline/dist/sim/scenarios/.',
    )
  })

  test('serves a line with its pages', async () => {
    const env = {
      ...{
        PATH: process.env.PATH,
        PORT: '0',
        HOLDLINE_DATA: join(project, 'data'),
        HOLDLINE_PASSWORD: 'only for this test',
      },
      ...{ PUBLIC_URL: 'https://calls.example.com', TWILIO_API_BASE: 'http://127.0.0.1:9' },
      ...{
        TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
        TWILIO_AUTH_TOKEN: '0'.repeat(32),
        TWILIO_FROM: '+12025550100',
      },
    }
    const args = ['node_modules/holdline/src/holdline.js', 'serve', '--json']
    const server = spawn(process.execPath, args, { cwd: project, env })
    onTestFinished(() => void server.kill('SIGKILL'))
    const { url } = JSON.parse(String((await once(server.stdout, 'data'))[0])) as { url: string }
    const body = async (path: string) => (await fetch(url + path)).text()
    expect(await body('/healthz')).toContain('ok')
    expect(await body('/pages/wallboard.js')).toContain(`from './wall-chart.js'`)
    expect(await body('/pages/wall-chart.js')).toContain(`import './wall-locale.js'`)
    expect(await body('/pages/wallboard.css')).toContain('.wall')
    expect(await body('/vendor/uplot.js')).toContain('uPlot')
    server.kill('SIGTERM')
    expect((await once(server, 'exit'))[0]).toBe(0)
  })
})
