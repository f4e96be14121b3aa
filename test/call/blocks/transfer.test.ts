import { expect, test } from 'vitest'
import { escalate, hold, menu, survey, transfer } from '../../../src/call/blocks.ts'
import { call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

const WAYS = { full: '#call.bye', closing: '#call.bye' }

const shop = (options: { prompt?: string; afterwards?: string } = {}) =>
  lineOf(
    {
      first: hold({
        queue: 'help',
        ...WAYS,
        transfers: { sales: '#call.toSales', supervisors: '#call.escalated' },
      }),
      toSales: transfer({ queue: 'sales', ...WAYS, ...options }),
      escalated: escalate({ ...WAYS, transfers: { sales: '#call.toSales' } }),
      ...(options.afterwards && { survey: survey() }),
    },
    {
      queues: ['help', 'sales', 'supervisors'].map(name => ({
        name,
        limit: 2,
        handleSeconds: 120,
        wrapUpSeconds: 0,
      })) as never,
    },
  )

const STAFF = {
  help: { available: ['Ana'] },
  sales: { available: ['Ben'] },
  supervisors: { available: ['Sue'] },
}

test('an agent hands a caller on, who hears so and waits for the other queue', () => {
  expect(problemsOf(shop())).toEqual([])
  call(shop(), { agents: STAFF })
    .isAnsweredBy('Ana')
    .agent('Ana')
    .transfersTo('sales')
    .hears('transfer')
    .isHolding('sales')
    .isAnsweredBy('Ben')
    .agentFinishes()
    .isOver('answered')
})

test('a supervisor takes whom only a supervisor can help, who may be handed on again', () => {
  call(shop(), { agents: STAFF })
    .isAnsweredBy('Ana')
    .agent('Ana')
    .transfersTo('supervisors')
    .hears('escalate')
    .isAnsweredBy('Sue')
    .agent('Sue')
    .transfersTo('sales')
    .hears('transfer')
    .isAnsweredBy('Ben')
})

test('one who is handed on to a full queue is told so', () => {
  const line = lineOf({
    first: menu({
      prompt: 'main',
      sorry: 'sorry',
      giveUp: '#call.help',
      choices: { '1': { to: '#call.help', serves: [] }, '2': { to: '#call.sales', serves: [] } },
    }),
    help: hold({ queue: 'help', ...WAYS, transfers: { sales: '#call.toSales' } }),
    sales: hold({ queue: 'sales', ...WAYS }),
    toSales: transfer({ queue: 'sales', ...WAYS }),
  })
  const handedOn = (ahead: number) =>
    call(line, { agents: { help: { available: ['Zoe'] }, sales: { busy: 1, ahead } } })
      .presses('1')
      .isAnsweredBy('Zoe')
      .agent('Zoe')
      .transfersTo('sales')
      .hears('transfer')
  handedOn(2).isTold({ position: 3 })
  handedOn(3).hears('bye').isOver('answered')
})

test('nobody is handed on where the flow has no way', () => {
  const story = call(shop(), { agents: STAFF }).isAnsweredBy('Ana')
  expect(() => story.agent('Ana').transfersTo('help')).toThrow('expected a way on to: help')
  story.agentFinishes().isOver('answered')
})

test('prompt and what follows the talk may be others', () => {
  const options = { prompt: 'to-sales', afterwards: '#call.survey' }
  expect(problemsOf(shop(options))).toEqual([])
  call(shop(options), { agents: STAFF })
    .isAnsweredBy('Ana')
    .agent('Ana')
    .transfersTo('sales')
    .hears('to-sales')
    .isAnsweredBy('Ben')
    .agentFinishes()
    .hears('survey')
})

test('a caller who is handed on is served like one who waits: full, closing, hang-up and faults of ours', () => {
  const handedOn = (agents: object) =>
    call(shop(), { agents: { help: { available: ['Ana'] }, ...agents } })
      .isAnsweredBy('Ana')
      .agent('Ana')
      .transfersTo('sales')
      .hears('transfer')
  handedOn({}).hangsUp().isOver('answered')
  handedOn({}).meetsAFault().hears('bye')
  handedOn({}).waits({ hours: 6, minutes: 20 }).hears('bye').isOver('answered')
})
