import { describe, expect, test } from 'vitest'
import {
  afterHours,
  entry,
  hold,
  identify,
  language,
  menu,
  notice,
  offerCallback,
  survey,
  transfer,
  voicemail,
} from '../../../src/call/blocks.ts'
import { tellLaws } from '../../flows/stories/laws.ts'
import { lineOf, problemsOf } from './small-line.ts'

const WAYS = {
  queue: 'help',
  full: '#call.message',
  closing: '#call.message',
  afterwards: '#call.survey',
  transfers: { sales: '#call.toSales' },
} as const

/** A line of every block, with options that our own lines do not use. */
const line = lineOf(
  {
    closed: afterHours({ prompt: 'closed', choices: { '1': { to: '#call.message', serves: [] } } }),
    first: language({ prompt: 'languages', choices: { '2': 'es-US' }, to: '#call.news' }),
    news: notice({ to: '#call.who' }),
    who: identify({
      unknown: '#call.main',
      known: '#call.code',
      returning: { prompt: 'open-case', to: '#call.code' },
    }),
    main: menu({
      prompt: 'main',
      sorry: 'sorry',
      giveUp: '#call.wait',
      tries: 1,
      choices: { '1': { to: '#call.wait', serves: ['help'] }, '2': { to: '#call.code', serves: [] } },
      help: { key: '9', prompt: 'explained' },
    }),
    code: entry({
      prompt: 'code',
      digits: 4,
      sorry: 'sorry',
      as: 'secret',
      to: '#call.wait',
      giveUp: '#call.wait',
      tries: 2,
    }),
    wait: hold({
      ...WAYS,
      announceEvery: '20 s',
      estimateEvery: '1 min',
      longest: '30 min',
      messages: ['tip'],
      offerCallback: '#call.callback',
      keys: { star: '#call.main' },
    }),
    callback: offerCallback({ ...WAYS, refused: '#call.wait', hold: '#call.wait', later: { '4': '30 min' } }),
    toSales: transfer({ ...WAYS, queue: 'sales' }),
    message: voicemail({ longest: '20 s' }),
    survey: survey({ comment: 'survey-comment' }),
  },
  {
    languages: ['en-US', 'es-US'],
    intents: ['help'],
    notices: [{ prompt: 'season' }],
    matters: [{ name: 'due', prompt: 'due' }],
  },
)

test('a line of every block has nothing wrong with it', () => {
  expect(problemsOf(line)).toEqual([])
})

describe('of every caller of a line of every block', () => tellLaws(line))
