import fc from 'fast-check'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { signatureOf } from '../../../src/carrier/local/signature.ts'

test("signatures are those of Twilio's documentation", () => {
  const fields = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  }
  const url = 'https://example.com/myapp.php?foo=1&bar=2'
  expect(signatureOf('12345', url, fields)).toBe('L/OH5YylLD5NRKLltdqwSvS0BnU=')
})

test("rows 22, 23, 24 and 27: signatures are those of Twilio's own library: no port over HTTPS, one over HTTP, no fragment, slashes as they are, every field, sorted by case", () => {
  const fields = { b: '2', B: '1', a: '', Body: 'ä & ü', 'x[y]': '3' }
  for (const [url, signed] of [
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['https://user:secret@example.com:8443/a', 'https://example.com/a'],
    ['http://example.com:8080/a', 'http://example.com:8080/a'],
    ['https://example.com/a#rc=2&rp=all', 'https://example.com/a'],
    ['https://example.com/a/', 'https://example.com/a/'],
  ] as const) {
    const signature = signatureOf('secret', url, fields)
    expect(signature).toBe(twilio.getExpectedTwilioSignature('secret', signed, fields))
    expect(twilio.validateRequest('secret', signature, url.split('#')[0]!, fields)).toBe(
      !url.includes('user:'),
    )
  }
})

test('row 23: webhooks about text messages are signed with the port', () => {
  const url = 'https://example.com:8443/sms/a'
  const signed = signatureOf('secret', url, { Body: 'STOP' }, true)
  expect(signed).toBe(twilio.getExpectedTwilioSignature('secret', url, { Body: 'STOP' }))
  expect(signed).not.toBe(signatureOf('secret', url, { Body: 'STOP' }))
  expect(twilio.validateRequest('secret', signed, url, { Body: 'STOP' })).toBe(true)
})

test("whatever stands in a webhook, Twilio's own library takes its signature, and no other", () => {
  const word = fc.string({ minLength: 1, maxLength: 12 })
  const path = fc.array(word.map(encodeURIComponent), { maxLength: 4 }).map(parts => parts.join('/'))
  const url = fc
    .tuple(fc.domain(), path, fc.option(fc.webQueryParameters(), { nil: undefined }))
    .map(([host, at, query]) => `https://${host}/${at}${query === undefined ? '' : `?${query}`}`)
  const text = fc.string({ unit: 'grapheme', maxLength: 30 })
  fc.assert(
    fc.property(word, url, fc.dictionary(word, text), text, (token, address, fields, more) => {
      const signature = signatureOf(token, address, fields)
      expect(signature).toBe(twilio.getExpectedTwilioSignature(token, address, fields))
      expect(twilio.validateRequest(token, signature, address, fields)).toBe(true)
      const others = { ...fields, aLaterInvention: more }
      expect(twilio.validateRequest(token, signature, address, others)).toBe(false)
    }),
    { numRuns: 50 },
  )
})
