import { expect, onTestFinished, test, vi } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { SteppedClock } from '../../src/carrier/local/stepped-clock.ts'
import { twilioAccount } from '../../src/carrier/twilio/account.ts'
import { LocalLine } from '../../src/cli/rung/local-line.ts'
import type { SetUp } from '../../src/cli/twilio/set-up.ts'
import { setUp } from '../../src/cli/twilio/set-up.ts'
import { createLog } from '../../src/log.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { holdline } from './in-process.ts'

const PUBLIC_URL = 'https://line.holdline.test'
const SID = `AC${'0'.repeat(32)}`
const TOKEN = '0'.repeat(32)
const NUMBER = '+12025550170'
const OTHER = '+12025550171'

/** A line behind the local carrier, whose account has two numbers that ask nobody. */
async function account(numbers: readonly string[] = [NUMBER, OTHER]): Promise<LocalLine> {
  const line = await LocalLine.open({
    lines: [cardSupport],
    roster: [],
    clock: new SteppedClock(Date.UTC(2026, 11, 14, 15)),
    store: await openSqliteStore({ memory: true }),
    log: createLog({ level: 'silent', pretty: false }),
    programVersion: 'test',
  })
  onTestFinished(() => line.close())
  line.carrier.numbers.clear()
  for (const number of numbers) line.carrier.setNumber(number, { voiceUrl: 'https://old.example.com/voice' })
  return line
}

interface Done {
  readonly isFine: boolean
  readonly printed: string
  readonly questions: readonly string[]
}

/** Sets the account up, with a proxy that passes on what is asked of the public URL. */
async function does(line: LocalLine, changes: Partial<SetUp> & { says?: boolean } = {}): Promise<Done> {
  const printed: string[] = []
  const questions: string[] = []
  const isFine = await setUp({
    account: twilioAccount({ accountSid: SID, authToken: TOKEN, apiBase: line.carrier.apiBase }),
    publicUrl: PUBLIC_URL,
    authToken: TOKEN,
    purposes: new Map([[NUMBER, 'card-support']]),
    isDry: false,
    fetch: proxyTo(line.url),
    print: text => void printed.push(text),
    agrees: async question => {
      questions.push(question)
      return changes.says ?? true
    },
    ...changes,
  })
  return { isFine, printed: printed.join('\n'), questions }
}

/** A proxy before the line, which may bend what it passes on. */
function proxyTo(url: string, bend: (path: string) => string = path => path): typeof fetch {
  return (asked, init) => fetch(url + bend(String(asked).slice(PUBLIC_URL.length)), init)
}

const pointed = {
  voiceUrl: `${PUBLIC_URL}/voice/card-support`,
  voiceMethod: 'POST',
  fallbackUrl: `${PUBLIC_URL}/voice/card-support/fallback`,
  statusUrl: `${PUBLIC_URL}/voice/card-support/status`,
  smsUrl: `${PUBLIC_URL}/sms/card-support`,
}

test('a number is pointed at its line once that is agreed to, and a second time there is nothing to do', async () => {
  const line = await account()
  const first = await does(line)
  expect(first.questions).toEqual([`Change ${NUMBER} so?`])
  expect(first.printed).toContain(
    `  voiceUrl\n    - https://old.example.com/voice\n    + ${PUBLIC_URL}/voice/card-support`,
  )
  expect(first.isFine).toBe(true)
  expect(line.carrier.numbers.get(NUMBER)).toMatchObject(pointed)
  expect(line.carrier.numbers.get(OTHER)).toEqual({ voiceUrl: 'https://old.example.com/voice' })
  const second = await does(line)
  expect(second).toMatchObject({ isFine: true, questions: [] })
  expect(second.printed).toContain(`${NUMBER}, line card-support: all as it must be.`)
})

test('a caller who rings the number hears the line, and one who texts it is answered by it', async () => {
  const line = await account()
  await does(line)
  const phone = line.carrier.call({ from: '+14155550101', to: NUMBER })
  const { clock } = line.carrier
  await (clock as SteppedClock).passes(3_000)
  expect(phone.said[0]).toContain('Juniper Card')
  await line.carrier.text({ from: '+14155550101', to: NUMBER, body: 'HELP' })
  await (clock as SteppedClock).passes(3_000)
  expect(line.carrier.messages.wordsTo('+14155550101')).toHaveLength(1)
})

test('a number may be for agents who sign in by phone', async () => {
  const line = await account()
  await does(line, { purposes: new Map([[OTHER, 'agents']]) })
  expect(line.carrier.numbers.get(OTHER)).toMatchObject({
    voiceUrl: `${PUBLIC_URL}/agents`,
    statusUrl: `${PUBLIC_URL}/agents/status`,
  })
})

test.each([
  [{ isDry: true }, true, 'Nothing was changed: this was a dry run.'],
  [{ says: false }, false, 'Nothing was changed.'],
])('nothing is changed without leave: %j', async (changes, isFine, told) => {
  const line = await account()
  const done = await does(line, changes)
  expect([done.isFine, done.printed.split('\n').at(-1)]).toEqual([isFine, told])
  expect(line.carrier.numbers.get(NUMBER)).toEqual({ voiceUrl: 'https://old.example.com/voice' })
})

test('a number that the account does not have is told, with those that it has', async () => {
  const line = await account()
  const done = does(line, { purposes: new Map([['+12025550199', 'card-support']]) })
  await expect(done).rejects.toThrow(`the account does not have +12025550199; it has: ${NUMBER}, ${OTHER}.`)
})

test('an account without a number is offered one only where that is asked for, and buys it only with leave', async () => {
  const line = await account([])
  expect((await does(line)).printed).toContain('Buy one in the Twilio console, or here: --buy')
  expect((await does(line, { areaCode: '415', isDry: true })).printed).toContain(
    '+14155550150 could be bought.',
  )
  const refused = await does(line, { areaCode: '415', says: false })
  expect(refused.questions).toEqual([expect.stringContaining('Twilio charges the account for it each month')])
  expect(line.carrier.numbers.size).toBe(0)
  const bought = await does(line, { areaCode: '415' })
  expect(bought.printed).toContain('+14155550150 is bought; set TWILIO_FROM=+14155550150')
  expect([...line.carrier.numbers.keys()]).toEqual(['+14155550150'])
})

test('a wrong token is told as what it is', async () => {
  const line = await account()
  const wrong = twilioAccount({ accountSid: SID, authToken: '1'.repeat(32), apiBase: line.carrier.apiBase })
  await expect(does(line, { account: wrong })).rejects.toThrow(WrongInput)
  await expect(does(line, { account: wrong })).rejects.toThrow('Twilio does not know TWILIO_ACCOUNT_SID')
})

test.each<[string, Partial<SetUp>, string]>([
  ['a public URL without TLS', { publicUrl: 'http://line.holdline.test' }, 'PUBLIC_URL is http: '],
  [
    'nobody there',
    {
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connection refused') })),
    },
    '/healthz cannot be reached: connection refused. Is `holdline serve` running',
  ],
  [
    'another server there',
    { fetch: async () => new Response('hello') },
    '/healthz answers 200. Something else',
  ],
])('what stands before the line is looked at: %s', async (_, changes, told) => {
  const done = await does(await account(), { isDry: true, ...changes })
  expect([done.isFine, done.printed]).toEqual([false, expect.stringContaining(told)])
})

test('a proxy that passes everything on is fine; one that bends paths, or another token, breaks signatures', async () => {
  const line = await account()
  const fine = await does(line, { isDry: true })
  expect(fine.printed).toContain('A signed webhook is taken, and a wrongly signed one refused.')
  const bends = proxyTo(line.url, path => path.replace('/text/', '//text/'))
  const bent = await does(line, { isDry: true, fetch: bends })
  expect([bent.isFine, bent.printed]).toEqual([false, expect.stringContaining('NOT FINE: ')])
  const other = await does(line, { isDry: true, authToken: '1'.repeat(32) })
  expect(other.printed).toContain('refused: the line runs with another PUBLIC_URL or TWILIO_AUTH_TOKEN')
})

/** What an operator types, with settings of the local carrier's account. */
async function typed(line: LocalLine, ...args: string[]) {
  const settings = {
    PUBLIC_URL: 'https://127.0.0.1:9',
    TWILIO_ACCOUNT_SID: SID,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_API_BASE: line.carrier.apiBase,
    TWILIO_FROM: NUMBER,
    HOLDLINE_PASSWORD: 'correct horse battery',
  }
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  try {
    return await holdline(['twilio', 'setup', ...args])
  } finally {
    vi.unstubAllEnvs()
  }
}

test('the command takes the number of the settings, says what it found, and ends with 1 where something is wrong', async () => {
  const line = await account()
  const dry = await typed(line, '--dry-run')
  expect([dry.status, dry.stderr]).toEqual([1, ''])
  expect(dry.stdout).toContain('The account is active.')
  expect(dry.stdout).toContain('NOT FINE: https://127.0.0.1:9/healthz cannot be reached')
  expect(dry.stdout).toContain(`${NUMBER}, line card-support:`)
  const told = await typed(line)
  expect([told.status, told.stderr]).toEqual([2, expect.stringContaining('nobody can be asked here')])
  const done = await typed(line, '--yes', '--number', `${OTHER}=gift-cards`)
  expect(done.stdout).toContain(`${OTHER} is changed.`)
  expect(line.carrier.numbers.get(OTHER)!.voiceUrl).toBe('https://127.0.0.1:9/voice/gift-cards')
})

test.each([
  ['0123', '--number got "0123", expected a number and a line: +12025550100=card-support'],
  ['+12025550170=card-suport', 'there is no line "card-suport"; did you mean card-support?'],
])('a wrong --number is told: %s', async (given, told) => {
  const { status, stderr } = await typed(await account(), '--number', given)
  expect([status, stderr]).toEqual([2, expect.stringContaining(told)])
})
