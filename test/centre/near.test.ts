import { expect, test } from 'vitest'
import { hold, offerCallback, say } from '../../src/call/blocks.ts'
import { flow } from '../../src/call/flow.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import { BILLING, Day } from './day.ts'
import { definition } from './lines.ts'

const MINUTE_MS = 60_000
const PROMPTS = [
  'near',
  'moved',
  'texted',
  'callback-kept-or-later',
  'callback-number',
  'sorry',
  'callback-promised',
]

const base = definition()

/** One queue at every hour, whose callers press 1, 1 and 4 to be texted when it is nearly their turn. */
const line: Line = {
  definition: {
    ...base,
    hours: 'always',
    textWhenMinutes: 6,
    queues: [{ name: 'billing', limit: 50, handleSeconds: 240, wrapUpSeconds: 0 }],
    prompts: {
      ...base.prompts,
      ...Object.fromEntries(PROMPTS.map(name => [name, { text: { 'en-US': name } }])),
      'callback-other-number': { text: { 'en-US': 'number' } },
      'callback-number-entered': { text: { 'en-US': 'entered' } },
    },
  },
  flow: flow.createMachine({
    id: 'call',
    initial: 'arriving',
    context: { slips: 0 },
    on: { hangup: '.gone', recover: '.waiting' },
    states: {
      arriving: { on: { 'line.open': 'waiting' } },
      waiting: hold({
        queue: 'billing',
        full: '#call.full',
        closing: '#call.full',
        offerCallback: '#call.back',
      }),
      back: offerCallback({
        queue: 'billing',
        refused: '#call.waiting',
        closing: '#call.full',
        texts: '4',
        prompts: { texted: 'texted', textSoon: 'near', textChanged: 'moved' },
      }),
      full: say('full', '#call.gone'),
      gone: { type: 'final' },
    },
  }),
}

/** A day with one agent, who talks, and as many callers ahead of one who wants to be texted. */
function texted(ahead: number, agents: readonly (readonly number[])[] = [[BILLING]]) {
  const day = new Day(agents, { lines: [line] })
  day.rings({ key: null })
  day.answers(0)
  const others = Array.from({ length: ahead }, () => day.rings({ key: null }))
  const call = day.rings({ key: null, caller: 7 })
  for (const key of ['key.1', 'key.1', 'key.4'] as const) day.hears(call, key)
  const texts = () =>
    day.moments.flatMap(({ directed, atMs }) =>
      directed.flatMap(act => (act.does === 'text' ? [{ ...act, afterMs: atMs - day.options.startMs }] : [])),
    )
  /** The agent has done with one caller and answers the next. */
  const finishes = () => {
    day.happens('leaves', 0)
    if (day.agent(0) === 'ringing') day.happens('accepts', 0)
  }
  return { day, call, others, texts, finishes }
}

test('a caller who asked for it is texted once when it is nearly their turn, with the minutes that are left', () => {
  const { day, call, texts, finishes } = texted(6)
  day.passes(10 * MINUTE_MS)
  expect(texts()).toEqual([])
  for (let talks = 0; talks < 6; talks++) finishes()
  day.passes(2 * MINUTE_MS)
  expect(texts()).toMatchObject([{ call, prompt: 'near', manner: 0 }])
  const { low, high } = texts()[0]!
  expect(low).toBeGreaterThanOrEqual(1)
  expect(high).toBeGreaterThan(low)
  day.passes(20 * MINUTE_MS)
  expect(texts()).toHaveLength(1)
})

test('whoever did not ask for it hears on the line how it stands, and is not texted', () => {
  const day = new Day([[BILLING]], { lines: [line] })
  day.rings({ key: null, caller: 7 })
  day.passes(30 * MINUTE_MS)
  expect(day.moments.flatMap(({ directed }) => directed).some(({ does }) => does === 'text')).toBe(false)
})

test('a new version of the line, whose prompts have other numbers, texts the same', () => {
  const versions = (prompts: readonly string[]) => {
    const { day, texts, finishes } = texted(2)
    const kept = prompts.map(name => [name, { text: { 'en-US': name } }])
    const definition = {
      ...line.definition,
      prompts: { ...Object.fromEntries(kept), ...line.definition.prompts },
    }
    day.centre.replaceLine(0, new FlowTable({ ...line, definition }), day.nowMs)
    for (let talks = 0; talks < 2; talks++) finishes()
    day.passes(3 * MINUTE_MS)
    return texts().map(({ prompt }) => prompt)
  }
  expect(versions([])).toEqual(['near'])
  expect(versions(['another', 'one-more'])).toEqual(['near'])
})

test('nobody is texted who is being called back, or was', () => {
  const { day, call, texts, finishes } = texted(1)
  finishes()
  day.happens('leaves', 0)
  expect(day.phase(call)).toBe('dialling')
  day.passes(3 * MINUTE_MS)
  day.does(call, 'missesCallback')
  day.passes(20 * MINUTE_MS)
  expect(texts()).toEqual([])
})

test('a wait that shrinks by more than half and ten minutes is told, and not again at once', () => {
  const { day, call, texts } = texted(30, [[BILLING], [BILLING], [BILLING], [BILLING]])
  day.passes(16 * MINUTE_MS)
  expect(texts()).toEqual([])
  for (const agent of [1, 2, 3]) day.answers(agent)
  day.passes(2 * MINUTE_MS)
  expect(texts()).toMatchObject([{ call, prompt: 'moved' }])
  day.passes(5 * MINUTE_MS)
  expect(texts()).toHaveLength(1)
})

test('a wait that grows much is told where there is a reason for it, and not where there is none', () => {
  const growing = (isReason: boolean) => {
    const { day, texts } = texted(30, [[BILLING], [BILLING], [BILLING], [BILLING]])
    for (const agent of [1, 2, 3]) day.answers(agent)
    day.passes(30 * MINUTE_MS)
    const before = texts().length
    // Three of four agents go home: the others' callers wait four times as long.
    for (const agent of isReason ? [1, 2, 3] : []) {
      day.happens('goesAway', agent)
      day.happens('leaves', agent)
    }
    day.passes(3 * MINUTE_MS)
    return texts().slice(before)
  }
  expect(growing(true)).toMatchObject([{ prompt: 'moved' }])
  expect(growing(false)).toEqual([])
})

test('texts come all the same after a fault of ours, and end with the call', () => {
  const { day, call, texts, finishes } = texted(4)
  day.does(call, 'recovers')
  expect(day.phase(call)).toBe('waiting')
  for (let talks = 0; talks < 4; talks++) finishes()
  day.passes(3 * MINUTE_MS)
  expect(texts()).toMatchObject([{ prompt: 'near' }])
  const other = texted(4)
  other.day.does(other.call, 'drops')
  other.day.passes(30 * MINUTE_MS)
  expect(other.texts()).toEqual([])
  expect(other.day.centre.state.near.size).toBe(0)
})
