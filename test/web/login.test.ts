import { expect, test } from 'vitest'
import { LiveLine, PASSWORD } from './live-line.ts'

async function logIn(line: LiveLine, password: string, next = '/') {
  return fetch(`${line.url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ password, next }),
    redirect: 'manual',
  })
}

test('pages send a browser to log in, and let in who knows the password', async () => {
  const line = await LiveLine.open()
  const browser = { accept: 'text/html' }
  const sent = await fetch(`${line.url}/`, { headers: browser, redirect: 'manual' })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/login?next=%2F'])
  expect((await fetch(`${line.url}/api/board`, { headers: { accept: 'application/json' } })).status).toBe(401)
  const form = await (await fetch(`${line.url}/login?next=%2Fapi%2Fboard`)).text()
  expect(form).toContain('value="/api/board"')
  const entered = await logIn(line, PASSWORD, '/api/board')
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/api/board'])
  const cookie = entered.headers.get('set-cookie')!
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
  const headers = { cookie: cookie.split(';')[0]! }
  expect((await fetch(`${line.url}/api/board`, { headers })).status).toBe(200)

  await fetch(`${line.url}/logout`, { method: 'POST', headers, redirect: 'manual' })
  expect((await fetch(`${line.url}/api/board`, { headers })).status).toBe(401)
})

test('a wrong password is refused, after ten in a minute unread, and never leads to another site', async () => {
  const line = await LiveLine.open()
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\r\nx: y'])
    expect((await logIn(line, PASSWORD, next)).headers.get('location')).toBe('/')
  for (let slip = 0; slip < 10; slip++) expect((await logIn(line, `wrong ${slip}`)).status).toBe(401)
  const late = await logIn(line, PASSWORD)
  expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60'])
})

test('what is not ours is 404, and says nothing of what it runs on', async () => {
  const line = await LiveLine.open()
  const response = await fetch(`${line.url}/nothing`)
  expect(response.status).toBe(404)
  expect(response.headers.get('x-powered-by')).toBeNull()
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('operators see that the line is up, whether it takes calls, and figures in which nobody can be found', async () => {
  const line = await LiveLine.open()
  await line.caller('+12125550101').rings()
  expect((await fetch(`${line.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${line.url}/readyz`)).status).toBe(200)
  const metrics = await (await fetch(`${line.url}/metrics`)).text()
  expect(metrics).toContain('holdline_calls_live 1')
  expect(metrics).toContain('holdline_webhook_seconds_count{route="arrive"} 1')
  expect(metrics).not.toContain('2125550101')
  for (const text of metrics.trim().split('\n'))
    expect(text).toMatch(/^(# (HELP|TYPE) \S+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/)
  await line.live.runtime.stop()
  expect((await fetch(`${line.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${line.url}/healthz`)).status).toBe(200)
})
