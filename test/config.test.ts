import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WrongInput } from '../src/base/wrong-input.ts'
import { loadConfig, readConfig, SETTING_NAMES } from '../src/config.ts'

const live = {
  PUBLIC_URL: 'https://calls.example.com/',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'b'.repeat(32),
  TWILIO_FROM: '+12025550100',
  HOLDLINE_PASSWORD: 'correct horse battery',
}

function complaint(
  env: Record<string, string>,
  fileText?: string,
  command: 'serve' | 'demo' = 'serve',
): string {
  try {
    readConfig(env, fileText, command)
  } catch (error) {
    expect(error).toBeInstanceOf(WrongInput)
    return (error as WrongInput).message
  }
  return 'no complaint'
}

test('a demo needs nothing set: it listens on this machine alone, keeps its data here and makes a password', () => {
  const config = readConfig({}, undefined, 'demo')
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: undefined,
    dataFolder: './data',
    logLevel: 'info',
    passwordIsMade: true,
    live: undefined,
  })
  expect(config.password).toMatch(/^[\w-]{16}$/)
  expect(readConfig({}, undefined, 'demo').password).not.toBe(config.password)
})

test('a demo never calls out, even where the environment holds a real account', () => {
  expect(readConfig(live, undefined, 'demo').live).toBeUndefined()
})

test('a live line speaks for the account that it is given', () => {
  const config = readConfig({ ...live, PORT: '0', LOG_LEVEL: 'debug' }, undefined, 'serve')
  expect(config).toMatchObject({
    port: 0,
    logLevel: 'debug',
    password: live.HOLDLINE_PASSWORD,
    passwordIsMade: false,
  })
  expect(config.live).toEqual({
    publicUrl: 'https://calls.example.com',
    accountSid: live.TWILIO_ACCOUNT_SID,
    authToken: live.TWILIO_AUTH_TOKEN,
    apiBase: 'https://api.twilio.com',
    from: live.TWILIO_FROM,
    callsPerSecond: 1,
    alerts: { texts: [], emails: [] },
  })
})

test('supervisors are alerted by text, e-mail and webhook where they are named', () => {
  const settings = {
    SMTP_URL: 'smtps://user:s3cret@mail.example.com',
    MAIL_FROM: 'Holdline <line@example.com>',
    ALERT_TEXTS: '+12025550101, +12025550102',
    ALERT_EMAILS: 'dana@example.com',
    ALERT_WEBHOOK: 'https://ops.example.com/holdline?team=7',
    ALERT_WEBHOOK_SECRET: 'correct horse battery',
  }
  const config = readConfig({ ...live, ...settings }, undefined, 'serve')
  expect(config.live).toMatchObject({
    mail: { url: settings.SMTP_URL, from: settings.MAIL_FROM },
    alerts: {
      texts: ['+12025550101', '+12025550102'],
      emails: ['dana@example.com'],
      webhook: { url: settings.ALERT_WEBHOOK, secret: settings.ALERT_WEBHOOK_SECRET },
    },
  })
})

test('calls ring in browsers by a key of the account', () => {
  const settings = { TWILIO_API_KEY: `SK${'0c'.repeat(16)}`, TWILIO_API_SECRET: 'd'.repeat(32) }
  expect(readConfig({ ...live, ...settings }, undefined, 'serve').live).toMatchObject({
    browserKey: { apiKey: settings.TWILIO_API_KEY, apiSecret: settings.TWILIO_API_SECRET },
  })
})

test.each([
  [{ TWILIO_API_KEY: `SK${'0c'.repeat(16)}` }, 'TWILIO_API_SECRET is not set'],
  [{ TWILIO_API_SECRET: 'd'.repeat(32) }, 'TWILIO_API_KEY is not set'],
  [{ ALERT_EMAILS: 'dana@example.com' }, 'SMTP_URL is not set'],
  [{ MAIL_FROM: 'line@example.com' }, 'SMTP_URL is not set'],
  [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM is not set'],
  [{ ALERT_WEBHOOK: 'https://ops.example.com' }, 'ALERT_WEBHOOK_SECRET is not set'],
  [{ ALERT_TEXTS: '+12025550101,0123' }, 'ALERT_TEXTS is "+12025550101,0123"; expected numbers in E.164'],
])('what goes together is wanted together: %j', (settings, told) => {
  expect(complaint({ ...live, ...settings } as Record<string, string>)).toContain(told)
})

test('the environment wins over the file, and what is set to nothing is not set', () => {
  const file = 'PORT=4000\nHOST=0.0.0.0\nHOLDLINE_DATA="./kept here"\n'
  const config = readConfig({ PORT: '5000', HOST: '' }, file, 'demo')
  expect(config).toMatchObject({ port: 5000, host: '0.0.0.0', dataFolder: './kept here' })
})

test('all that is wrong is told at once: the name, what was found, what is expected, what to set', () => {
  const { PUBLIC_URL: _, ...rest } = live
  expect(complaint({ ...rest, PORT: '70000', TWILIO_FROM: '0123', LOG_LEVEL: 'loud' })).toBe(
    [
      'The settings of `holdline serve` cannot be used:',
      '  PORT is "70000"; expected a port from 0 (any free one) to 65535; set PORT=3000.',
      '  LOG_LEVEL is "loud"; expected fatal, error, warn, info, debug, trace, silent; set LOG_LEVEL=info.',
      '  PUBLIC_URL is not set; expected the http or https address that Twilio calls, with no query; set PUBLIC_URL=https://calls.example.com.',
      '  TWILIO_FROM is "0123"; expected a number in E.164: + and 7 to 15 digits; set TWILIO_FROM=+12025550100, with a number of your Twilio account.',
    ].join('\n'),
  )
})

test.each([
  ['PORT', '-1'],
  ['PORT', '3000.5'],
  ['HOST', 'http://localhost'],
  ['PUBLIC_URL', 'calls.example.com'],
  ['PUBLIC_URL', 'ftp://calls.example.com'],
  ['PUBLIC_URL', 'https://calls.example.com/?a=b'],
  ['TWILIO_ACCOUNT_SID', 'SK00000000000000000000000000000000'],
  ['TWILIO_API_BASE', 'api'],
])('%s=%s is refused by name', (name, value) => {
  expect(complaint({ ...live, [name]: value })).toContain(`  ${name} is ${JSON.stringify(value)}; expected `)
})

test.each([
  ['TWILIO_AUTH_TOKEN', 'to ken s3cret'],
  ['DATABASE_URL', 'mysql://root:s3cret@db/holdline'],
  ['HOLDLINE_PASSWORD', 's3cret'],
])('a %s that cannot be used is not shown', (name, value) => {
  const told = complaint({ ...live, [name]: value })
  expect(told).toContain(`${name} cannot be used (not shown here); expected`)
  expect(told).not.toContain('s3cret')
})

test('a live line without a password does not start', () => {
  expect(complaint({ ...live, HOLDLINE_PASSWORD: '' })).toContain('HOLDLINE_PASSWORD is not set')
})

test('a misspelt name is found: any in our file, our own prefix in the environment that others share', () => {
  expect(complaint({}, 'PROT=1', 'demo')).toContain('PROT is no setting; did you mean PORT?')
  expect(complaint({ HOLDLINE_DAT: 'x' }, undefined, 'demo')).toContain('did you mean HOLDLINE_DATA?')
  expect(complaint({ PROT: '1', HOLDLINE_CONFIG: '.env' }, undefined, 'demo')).toBe('no complaint')
})

test('a file is read where HOLDLINE_CONFIG names one, and missed by name where it is not there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-config-'))
  try {
    const file = join(folder, 'settings')
    writeFileSync(file, 'PORT=4321\n')
    expect(loadConfig('demo', { HOLDLINE_CONFIG: file }).port).toBe(4321)
    expect(() => loadConfig('demo', { HOLDLINE_CONFIG: `${file}-not` })).toThrow(
      `names ${file}-not, which is not there`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('.env.example names every setting, and no other', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8')
  const names = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
  expect(names.sort()).toEqual([...SETTING_NAMES].sort())
})
