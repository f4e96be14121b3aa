import { expect, test } from 'vitest'
import { checkRoster } from '../../src/centre/check-roster.ts'
import { listedIn, parseRoster } from '../../src/centre/roster.ts'

const QUEUES = ['card-support/billing', 'card-support/account', 'gift-cards/orders']
const check = (...agents: unknown[]) => checkRoster(listedIn(agents), { queues: QUEUES })
const skills = ['card-support/billing']

test('a roster says of each agent what is so, and PINs stand apart from it', () => {
  const { agents, pins, problems } = check(
    {
      name: 'Ana',
      id: '1001',
      skills: ['gift-cards/orders', 'card-support/billing'],
      address: '+12025550123',
      pin: '482915',
    },
    { name: 'Sam', id: 2002, role: 'supervisor' },
    { name: 'Ben', skills, role: 'agent', address: 'client:ben', signedIn: true },
  )
  expect(problems).toEqual([])
  expect(agents).toEqual([
    {
      name: 'Ana',
      id: '1001',
      skills: ['gift-cards/orders', 'card-support/billing'],
      address: '+12025550123',
    },
    { name: 'Sam', id: '2002', role: 'supervisor', skills: [] },
    { name: 'Ben', skills, address: 'client:ben', signedIn: true },
  ])
  expect([...pins]).toEqual([['Ana', '482915']])
})

test('all that is wrong is told at once, with where it stands; no PIN and no address is told', () => {
  const { problems } = check(
    { name: ' Ana', skills },
    { name: 'Ben', id: '12', skills: ['card-support/biling', 'nowhere'] },
    { name: 'BEN', id: '1234', skills, address: '555-0123', pin: '12 345' },
    { name: 'Cleo', id: '1234', skills: [], role: 'boss', pin: '111111' },
    { name: 'Dan', adress: '+12025550123', skills, signedIn: 'yes', pin: 'DAN' },
    'Eve',
  )
  expect(problems).toEqual([
    'agent 1, name: got " Ana", expected a name of at most 100 characters.',
    'agent 2, skills: got "nowhere", expected queues as line/queue, best first, such as card-support/billing.',
    `agent 2, skills: got "card-support/biling", expected one of ${QUEUES.join(', ')}, perhaps card-support/billing.`,
    'agent 2, id: got "12", expected 3 to 8 digits.',
    'agent 3, name: got "BEN", expected each name once; agent 2, name has it already.',
    'agent 3, address: got what cannot be rung, expected a number in E.164 such as +12025550100, or sip:…, or client:….',
    'agent 3, pin: got a PIN that is not shown here, expected 6 to 64 digits, letters and signs.',
    'agent 4, role: got "boss", expected agent or supervisor.',
    'agent 4, skills: got none, expected queues as line/queue, best first, such as card-support/billing.',
    'agent 4, id: got "1234", expected each id once; agent 3, id has it already.',
    'agent 4, pin: got one that is easy to guess, expected another than the name, the id or one sign again and again.',
    'agent 5 has the unknown field "adress"; did you mean "address"?',
    'agent 5, signedIn: got "yes", expected true or false.',
    'agent 5, pin: got a PIN that is not shown here, expected 6 to 64 digits, letters and signs.',
    'agent 6 is no agent; expected { "name", "skills", … }.',
  ])
})

test('a roster that a journal names is taken as earlier programs took it', () => {
  const text = JSON.stringify([
    { name: 'ana', skills, team: 'red' },
    { name: 'Ana', skills },
  ])
  expect(parseRoster(text)).toEqual([
    { name: 'ana', skills },
    { name: 'Ana', skills },
  ])
  expect(() => parseRoster('{')).toThrow('the roster is not JSON')
  expect(() => parseRoster('{}')).toThrow('a roster is a list of agents')
  expect(() => parseRoster('[{"name":"Ana"}]')).toThrow('agent 1, skills: got nothing')
})
