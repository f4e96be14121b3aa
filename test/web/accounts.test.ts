import { expect, test } from 'vitest'
import { Guesses } from '../../src/web/guesses.ts'
import { DeskLine, PEOPLE } from './desk-line.ts'
import { PASSWORD } from './live-line.ts'

test('agents log in by name or number and PIN, and each is who the roster says', async () => {
  const desk = await DeskLine.open()
  for (const [name, pin, who] of [
    ['Ana', '482915', { role: 'agent', agent: 'Ana' }],
    [' aNA ', '482915', { role: 'agent', agent: 'Ana' }],
    ['1001', '482915', { role: 'agent', agent: 'Ana' }],
    ['2001', '605837', { role: 'supervisor', agent: 'Sam' }],
    ['', PASSWORD, { role: 'admin' }],
  ] as const)
    expect((await (await desk.browser(name, pin)).gets('/api/who')).body).toEqual(who)
  const nobody = await desk.browser('Ana', '482916')
  expect((await nobody.gets('/api/who')).status).toBe(401)
})

test('a wrong PIN and a name that nobody has are answered alike, and so they wait after five', async () => {
  const desk = await DeskLine.open()
  const answers: string[][] = [[], []]
  for (const [index, name] of ['Ana', 'Nobody'].entries()) {
    for (let guess = 0; guess < 6; guess++) {
      const response = await desk.logsIn(name, `wrong-${guess}`)
      answers[index]!.push(`${response.status} ${(await response.text()).match(/role="alert">[^<]*/)?.[0]}`)
      if (index === 1 && guess > 2) break
    }
  }
  expect(answers[0]!.slice(0, 3)).toEqual(answers[1]!.slice(0, 3))
  expect(answers[0]!.map(answer => answer.slice(0, 3))).toEqual(['401', '401', '401', '401', '401', '429'])
  expect((await desk.logsIn('1001', '482915')).status).toBe(429)
})

test('what is open to which role: others are told that it is not for them, and who is not logged in to log in', async () => {
  const desk = await DeskLine.open()
  const statuses: Record<string, number[]> = {}
  const nobody = await desk.browser('Ana', 'nothing')
  const people = [
    nobody,
    await desk.person('Ana'),
    await desk.person('Sam'),
    await desk.browser('', PASSWORD),
  ]
  for (const path of ['/api/board', '/api/agent', '/api/supervise', '/api/roster']) {
    for (const person of people) {
      const { status } =
        path === '/api/roster' ? await person.posts(path, { agents: PEOPLE }) : await person.gets(path)
      statuses[path] = [...(statuses[path] ?? []), status]
    }
  }
  expect(statuses).toEqual({
    '/api/board': [401, 200, 200, 200],
    '/api/agent': [401, 200, 200, 403],
    '/api/supervise': [401, 403, 200, 200],
    '/api/roster': [401, 403, 403, 200],
  })
})

test('a session ends with the PIN that it began with, and with the place in the roster; others go on', async () => {
  const desk = await DeskLine.open()
  const [ana, ben, sam] = [await desk.person('Ana'), await desk.person('Ben'), await desk.person('Sam')]
  const admin = await desk.browser('', PASSWORD)
  const [first, , third] = PEOPLE
  const { body } = await admin.posts('/api/roster', { agents: [{ ...first, pin: '918273' }, third] })
  expect(body).toEqual({ agents: 2, added: 0, gone: 1, made: [] })
  for (const [person, status] of [
    [ana, 401],
    [ben, 401],
    [sam, 200],
    [admin, 200],
  ] as const)
    expect((await person.gets('/api/board')).status).toBe(status)
  expect((await desk.logsIn('Ana', '482915')).status).toBe(401)
  expect((await desk.logsIn('Ana', '918273')).status).toBe(303)
  expect((await desk.logsIn('Ben', '739164')).status).toBe(401)
})

test('guesses: after the fifth wrong one an account waits a minute, then twice as long each time, up to an hour', () => {
  let nowMs = 0
  const guesses = new Guesses(() => nowMs)
  for (const minutes of [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]) {
    expect(guesses.begin('Ana')).toBe(true)
    if (minutes === 0) continue
    nowMs += minutes * 60_000 - 1
    expect(guesses.begin('Ana'), `after ${minutes} minutes`).toBe(false)
    nowMs += 1
  }
  expect(guesses.begin('Ben')).toBe(true)
  expect(guesses.begin('Ana')).toBe(true)
  guesses.wasRight('Ana')
  for (let guess = 0; guess < 4; guess++) expect(guesses.begin('Ana')).toBe(true)
})
