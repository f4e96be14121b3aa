import { Writable } from 'node:stream'
import fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { createLog, type Logger } from '../src/log.ts'

/** What is written when `act` logs. */
function written(act: (log: Logger) => void, options: { pretty?: boolean; secrets?: string[] } = {}): string {
  let text = ''
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  act(createLog({ level: 'trace', pretty: false, destination, ...options }))
  return text
}

const line = (act: (log: Logger) => void, secrets: string[] = []) => JSON.parse(written(act, { secrets }))

describe('a number to dial', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 15 })
  const number = fc
    .tuple(fc.constantFrom('', '+'), digits, fc.constantFrom('', ' ', '-', '.', ') '))
    .map(([plus, parts, between]) => plus + parts.slice(0, 3).join('') + between + parts.slice(3).join(''))
  const words = fc.string({ unit: fc.constantFrom(...'abc XYZ"\\/{}:,é☎\n') })
  /** Ways to bury a value deeper in what is logged. */
  const burials = fc.array(
    fc.oneof(
      words.map(key => (value: unknown) => ({ a: 1, [key]: value })),
      fc.constant((value: unknown) => [null, value]),
      fc.constant((value: unknown) => ({ json: JSON.stringify(value) ?? '' })),
      fc.constant((value: unknown) => ({ err: new Error(String(value), { cause: value }) })),
      fc.constant((value: unknown) => ({ toJSON: () => value })),
      fc.constant((value: unknown) => ({ [String(value)]: true })),
    ),
    { maxLength: 4 },
  )

  test('never stands in a line, wherever it was put', () => {
    fc.assert(
      fc.property(number, words, words, burials, (dialled, before, after, bury) => {
        const text = `${before}${dialled}${after}`
        const buried = bury.reduce<unknown>((value, wrap) => wrap(value), text)
        const out = written(log => {
          log.info({ deep: buried }, 'a call')
          log.warn(text)
          log.warn('a call from %s: %j', text, { text })
          log.error(new Error(text))
          log.child({ request: 'a', caller: text, deep: buried }).info({ [text]: 1 }, text)
        })
        expect(out.split('\n')).toHaveLength(6)
        expect(out).not.toContain(dialled)
        const lasting = out.replaceAll(/"time":"[^"]*"/g, '')
        expect(lasting.replaceAll(/\D/g, '')).not.toContain(dialled.replaceAll(/\D/g, ''))
      }),
    )
  })

  test('is masked as a bare number too, unless its name says what it counts', () => {
    const { a, waitMs, pid } = line(log => log.info({ a: 12025550100, waitMs: 12025550100 }))
    expect({ a, waitMs, pid }).toEqual({ a: '[masked]', waitMs: 12025550100, pid: process.pid })
  })

  test('is masked in the digits of any script, and however it is set', () => {
    for (const text of [
      '٠١٢٣٤٥٦٧٨',
      '+1 (202) 555-0100',
      '0044 20.7946.0958',
      '202–555–0100',
      'tel:12025550100;ext=1',
    ]) {
      expect(line(log => log.info(text)).msg, text).toContain('[masked]')
      expect(line(log => log.info(text)).msg, text).not.toMatch(/\p{Nd}{3}/u)
    }
  })

  test('is told from an identifier, a date, an address and a short number, which stay', () => {
    const texts = [
      `CA${'0123456789abcdef'.repeat(2)}`,
      '12345678-1234-1234-1234-123456789012',
      '2026-12-14T08:00:00.000Z',
      'on 2026-12-14',
      'http://127.0.0.1:3000',
      'waited 240 s, position 12 of 1000',
    ]
    for (const text of texts) expect(line(log => log.info(text)).msg).toBe(text)
  })
})

describe('what a caller says or enters', () => {
  const names = [
    'Digits',
    'SpeechResult',
    'UnstableSpeechResult',
    'CallerName',
    'From',
    'To',
    'Caller',
    'callerName',
    'phone_number',
  ]

  test('is masked under every name that Twilio gives it, at any depth', () => {
    for (const name of names) {
      const out = written(log =>
        log.info({ [name]: 'Ann', webhook: { params: [{ [name]: { said: ['Ann'] } }] } }),
      )
      expect(out, name).not.toContain('Ann')
    }
  })
})

describe('a secret', () => {
  test('is masked under names that announce one', () => {
    const headers = { authorization: 'Basic abc', cookie: 'abc', 'X-Twilio-Signature': 'abc' }
    expect(written(log => log.info({ headers, authToken: 'abc', HOLDLINE_PASSWORD: 'abc' }))).not.toContain(
      'abc',
    )
  })

  test('is masked wherever its text appears once the log knows it', () => {
    const secrets = ['correct horse', '']
    const { msg, err } = line(log => log.error(new Error('not correct horse')), secrets)
    expect(msg).toBe('not [masked]')
    expect(JSON.stringify(err)).not.toContain('horse')
  })

  test('is not told with the error of a request that carried it', async () => {
    const client = twilio('AC00000000000000000000000000000001', 'the-auth-token', {
      httpClient: new twilio.RequestClient({ timeout: 500 }),
    })
    // Nobody listens there: the client's error holds its whole request, with the credentials in base64.
    const failure = await client
      .request({ method: 'get', uri: 'http://127.0.0.1:9/' })
      .catch((error: unknown) => error)
    const text = written(log => log.error({ err: failure }, 'a fault'))
    const { err } = JSON.parse(text)
    expect(Object.keys(err)).toEqual(['type', 'message', 'code', 'stack', 'cause'])
    expect(text).not.toContain('the-auth-token')
    expect(text).not.toContain(Buffer.from(':the-auth-token').toString('base64').slice(4, 16))
    expect(text).not.toContain('Basic')
  })

  test('is masked behind the word that announces it in a header', () => {
    const text = written(log => log.info('Authorization: Basic QUMwMDAwOnNlY3JldA== and Bearer abc.def-ghi'))
    expect(text).not.toContain('QUMwMDAw')
    expect(text).not.toContain('abc.def')
  })

  test('is masked in an address that carries it', () => {
    const { msg } = line(log => log.info('cannot reach postgres://holdline:pass@db:5432/holdline'))
    expect(msg).toBe('cannot reach postgres://[masked]@db:5432/holdline')
  })
})

describe('a line', () => {
  test('in production is one JSON object with level, time, process, request and message', () => {
    const found = line(log => log.child({ request: 'r1' }).info({ waitMs: 5 }, 'a caller is answered'))
    expect(found).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      pid: process.pid,
      request: 'r1',
      waitMs: 5,
      msg: 'a caller is answered',
    })
  })

  test('on a terminal is for reading, and masked just the same', () => {
    const out = written(log => log.info({ queue: 'billing' }, 'call from +12025550100'), { pretty: true })
    expect(out).toMatch(/INFO.*call from \[masked\].*billing/s)
    expect(out).not.toContain('"level"')
  })

  test('below the level is not written', () => {
    expect(written(log => log.child({}, { level: 'warn' }).info('unheard'))).toBe('')
  })
})
