import { existsSync, readFileSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardSupport } from '../flows/card-support.ts'
import { call } from '../src/testkit/index.ts'
import { type Command, commandsOf } from './readme/commands.ts'
import { Reader } from './readme/reader.ts'

const root = join(import.meta.dirname, '..')
const READMES = ['README.md', 'sim/README.md']
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

describe.each(READMES)('%s', readme => {
  const commands = commandsOf(readFileSync(join(root, readme), 'utf8'))
  let reader: Reader
  let guest: Reader | undefined

  beforeAll(async () => {
    reader = await Reader.arrive()
  })
  afterAll(async () => {
    await reader.leave()
    await guest?.leave()
  })

  test('tells at least one command', () => {
    expect(commands.length).toBeGreaterThan(0)
  })

  for (const command of commands) {
    const { text, line, promise } = command
    test(`line ${line}: ${text}`, { timeout: promise.seconds * 1_000 + 90_000 }, async () => {
      if (command.isFirst && promise.fresh) {
        await guest?.leave()
        guest = await Reader.arrive()
      }
      const who = promise.fresh && guest ? guest : reader
      if (command.isFirst) {
        for (const file of promise.files)
          await cp(join(root, 'test', 'readme', file), join(who.checkout, file))
      }
      await keepsItsPromise(who, command)
      if (!command.isLast) return
      for (const file of promise.makes)
        expect(statSync(join(who.checkout, file)).size, file).toBeGreaterThan(0)
    })
  }
})

async function keepsItsPromise(reader: Reader, command: Command): Promise<void> {
  const { kind, text, promise } = command
  if (kind === 'elsewhere') return
  if (kind === 'script') return isAScript(text)
  if (kind === 'server') {
    const { isWell, code, output } = await reader.serve(command)
    expect({ isWell, code }, output).toEqual({ isWell: true, code: 0 })
    return
  }
  // Not run, for a reason; but that the command exists can always be known.
  const help = kind === 'help' ? text.replace(/^(npx holdline [a-z]+).*/, '$1 --help') : text
  const { code, output } = await reader.run({ ...command, text: help })
  expect(code, output).toBe(kind === 'help' ? 0 : promise.exit)
}

/** What npm would do is not done again in the middle of it: it is enough that it could. */
function isAScript(text: string): void {
  if (/^npm (ci|i|install)/.test(text)) expect(existsSync(join(root, 'package-lock.json'))).toBe(true)
  else expect(Object.keys(scripts)).toContain(/^npm (?:run )?(\S+)/.exec(text)?.[1]?.replace(/^t$/, 'test'))
}

test('the code that the README shows runs', () => {
  const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, code]) => code!,
  )
  expect(blocks.length).toBeGreaterThan(0)
  for (const code of blocks) new Function('call', 'cardSupport', code)(call, cardSupport)
})

describe('the commands of a README', () => {
  const kinds = (markdown: string) => commandsOf(markdown).map(({ kind, text }) => [kind, text])

  test('are the lines of its sh blocks, without prompts, remarks and blank lines', () => {
    const markdown = [
      '```sh',
      '$ one  # a remark',
      '',
      '# more',
      'two \\',
      '  --three',
      '```',
      '```ts',
      'four()',
      '```',
    ]
    expect(kinds(markdown.join('\n'))).toEqual([
      ['run', 'one'],
      ['run', 'two --three'],
    ])
    expect(commandsOf(markdown.join('\n')).map(({ line }) => line)).toEqual([2, 5])
  })

  test('take along what is assigned before them, in their block', () => {
    const found = commandsOf('```sh\nexport A="x y"\nB=1 one\ntwo\n```\n```sh\nthree\n```')
    expect(found.map(({ text, env }) => [text, env])).toEqual([
      ['one', { A: 'x y', B: '1' }],
      ['two', { A: 'x y' }],
      ['three', {}],
    ])
  })

  test('are told apart: to install, to serve, to run', () => {
    const lines = [
      'git clone x',
      'cd x',
      'npm ci',
      'npm test',
      'npm run bench',
      'npm start',
      'npx holdline serve --at now',
    ]
    const ends = ['npx holdline demo --help', 'npx holdline demo --load 5']
    expect(kinds(['```sh', ...lines, ...ends, '```'].join('\n')).map(([kind]) => kind)).toEqual([
      'elsewhere',
      'elsewhere',
      'script',
      'script',
      'script',
      'server',
      'server',
      'run',
      'run',
    ])
  })

  test('are held to what the comments above their block promise', () => {
    const comments = [
      '<!-- exit: 1 -->',
      '<!-- seconds: 9 -->',
      '<!-- in: tmp -->',
      '',
      '<!-- files: a.csv, b.csv -->',
    ]
    const [command] = commandsOf([...comments, '<!-- makes: c.svg -->', '', '```sh', 'one', '```'].join('\n'))
    expect(command?.promise).toEqual({
      exit: 1,
      seconds: 9,
      fresh: true,
      files: ['a.csv', 'b.csv'],
      makes: ['c.svg'],
      reasonNotToRun: undefined,
    })
  })

  test('are not run where a reason is given, and only then', () => {
    expect(kinds('<!-- not run: needs an account -->\n```sh\nnpx holdline serve\n```')).toEqual([
      ['help', 'npx holdline serve'],
    ])
    expect(() => commandsOf('<!-- not run: -->\n```sh\none\n```')).toThrow('README.md:1 promises "not run: "')
    expect(() => commandsOf('<!-- exti: 1 -->\n```sh\none\n```')).toThrow('README.md:1 promises "exti: 1"')
  })
})

describe('a reader', () => {
  const once = { exit: 0, seconds: 1, fresh: false, files: [], makes: [], reasonNotToRun: undefined }

  test('types in a copy of the checkout, where a command that does not end in time is ended', async () => {
    const reader = await Reader.arrive()
    try {
      const env = { A: 'b' }
      const promise = { ...once, seconds: 30 }
      const told = await reader.run({
        text: 'echo $A; touch made; ls package.json node_modules/.bin/tsc; exit 3',
        env,
        promise,
      })
      expect(told).toEqual({ code: 3, output: 'b\nnode_modules/.bin/tsc\npackage.json\n' })
      expect(existsSync(join(root, 'made'))).toBe(false)
      expect(await reader.run({ text: 'sleep 60', env, promise: once })).toMatchObject({ code: null })
    } finally {
      await reader.leave()
    }
    expect(existsSync(reader.checkout)).toBe(false)
  })

  test('takes a server for well when /healthz answers, asks it to end, and sees how it ended', async () => {
    const reader = await Reader.arrive()
    const server = (onTerm: string) =>
      `exec node -e "process.on('SIGTERM', () => process.exit(${onTerm})); ` +
      `require('http').createServer((_, answer) => answer.end()).listen(process.env.PORT)"`
    try {
      expect(await reader.serve({ text: server('0'), env: {} })).toEqual({
        isWell: true,
        code: 0,
        output: '',
      })
      expect(await reader.serve({ text: server('4'), env: {} })).toMatchObject({ isWell: true, code: 4 })
      expect(await reader.serve({ text: 'echo no; exit 2', env: {} })).toEqual({
        isWell: false,
        code: 2,
        output: 'no\n',
      })
    } finally {
      await reader.leave()
    }
  })
})
