import { expect, test } from 'vitest'
import { hold, offerCallback, say, voicemail } from '../../../src/call/blocks.ts'
import { type CallOptions, call } from '../../../src/testkit/index.ts'
import { lineOf, problemsOf } from './small-line.ts'

type Options = Parameters<typeof hold>[0]

const holds = (options: Partial<Options> = {}) =>
  lineOf({
    first: hold({ queue: 'help', full: '#call.full', closing: '#call.closing', ...options }),
    full: say('full', '#call.gone'),
    closing: say('closing', '#call.gone'),
    ...(options.offerCallback && {
      callback: offerCallback({ queue: 'help', refused: '#call.first', closing: '#call.closing' }),
    }),
    ...((options.offerVoicemail || options.keys) && { message: voicemail() }),
    ...(options.afterwards && { after: say('after', '#call.gone') }),
  })

const BUSY: CallOptions = { agents: { help: { busy: 1 } } }
/** The estimate is long by the line's thresholds. */
const CROWDED: CallOptions = { agents: { help: { busy: 1, ahead: 2 } } }

/** Seconds from one announcement to the next. */
function paceOf(options: Partial<Options>): number {
  const story = call(holds(options), BUSY).waits({ minutes: 10 })
  const told = story.happenings.filter(({ spoken }) => spoken?.prompt.startsWith('queue-'))
  return (told.at(-1)!.atMs - told.at(-2)!.atMs) / 1_000
}

test('a hold without a way out at closing time, or for who finds it full, is found', () => {
  const without = (option: 'closing' | 'full') => problemsOf(holds({ [option]: undefined })).join('\n')
  expect(without('closing')).toContain('queue.closing leads nowhere')
  expect(without('full')).toContain('queue.full leads nowhere')
})

test('callers wait with music, hear place and estimate, and are answered', () => {
  expect(problemsOf(holds())).toEqual([])
  call(holds(), BUSY)
    .isTold({ position: 1 })
    .agent('Ana')
    .finishes()
    .isAnsweredBy('Ana')
    .agentFinishes()
    .isOver('answered')
  call(holds(), { agents: { help: { available: 1 } } })
    .hearsNothing()
    .isAnsweredBy('Ana')
})

test('place and estimate are told at the pace that it says', () => {
  for (const [options, seconds] of [
    [{}, 45],
    [{ announceEvery: '90 s' }, 90],
    [{ announceEvery: '2 min' }, 120],
  ] as const) {
    // Music is played to the end of its piece, which takes five seconds here.
    expect(paceOf(options)).toBeGreaterThanOrEqual(seconds)
    expect(paceOf(options)).toBeLessThan(seconds + 5)
  }
})

test('the estimate is told less often than the place where it says so', () => {
  const line = holds({ announceEvery: '30 s', estimateEvery: '90 s', messages: ['tip-1'] })
  expect(problemsOf(line)).toEqual([])
  const story = call(line, CROWDED).waits({ minutes: 3 })
  const told = story.heard.filter(({ prompt }) => prompt !== 'tip-1')
  expect(told.map(({ prompt, position }) => [prompt, position])).toEqual([
    ['queue-position-and-wait', 3],
    ['queue-position', 3],
    ['queue-position', 3],
    ['queue-position-and-wait', 3],
    ['queue-position', 3],
    ['queue-position', 3],
  ])
  expect(told.map(({ highMinutes }) => highMinutes !== undefined)).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
  ])
})

test('an estimate is told with every announcement, or with each of so many', () => {
  expect(() => holds({ announceEvery: '30 s', estimateEvery: '45 s' })).toThrow(
    'the hold of queue "help" has an estimate every 45 s and announcements every 30 s; expected an estimate with every',
  )
  expect(() => holds({ announceEvery: '30 s', estimateEvery: '15 s' })).toThrow('expected an estimate')
  expect(() => holds({ estimateEvery: '1 h' })).toThrow('expected an estimate')
})

test('a length is more than nothing, in seconds, minutes or hours', () => {
  for (const length of ['0 s', '-3 min', '5 days', 'soon'])
    expect(() => holds({ longest: length as '3 h' })).toThrow(
      `a length of "${length}"; expected such as "45 s"`,
    )
})

test('messages come in turn, one between two announcements, and go on where they stopped', () => {
  const line = holds({ messages: ['tip-1', 'tip-2'] })
  expect(problemsOf(line)).toEqual([])
  const story = call(line, BUSY).waits({ minutes: 3 })
  expect(story.heard.map(({ prompt }) => prompt.replace(/^queue.*/, 'told'))).toEqual([
    'told',
    'tip-1',
    'told',
    'tip-2',
    'told',
    'tip-1',
    'told',
    'tip-2',
  ])
})

test('a caller who finds the queue full is told so', () => {
  call(holds(), { agents: { help: { busy: 1, ahead: 3 } } })
    .hears('full')
    .isOver('turned-away')
})

test('one who cannot be served before closing is told at once, and one whom closing time finds is told then', () => {
  call(holds(), { at: '2026-12-14T16:59', agents: { help: { busy: 1, ahead: 3 } } }).hears('full')
  const late = { at: '2026-12-14T17:00' }
  call(holds(), { ...late, at: '2026-12-14T16:50' })
    .isHolding('help')
    .waits({ minutes: 25 })
    .hears('closing')
    .isOver('closed')
})

test('nobody waits longer than it says', () => {
  call(holds(), BUSY)
    .waits({ hours: 2, minutes: 59 })
    .isHolding('help')
    .waits({ minutes: 2 })
    .hears('full')
    .isOver('left')
  call(holds({ longest: '10 min' }), BUSY)
    .waits({ minutes: 11 })
    .hears('full')
})

test('a callback and a message are offered in words when the wait is long, and by key at any time', () => {
  const line = holds({ offerCallback: '#call.callback', offerVoicemail: '#call.message' })
  expect(problemsOf(line)).toEqual([])
  call(line, CROWDED).hears('queue-position-and-wait').hears('offer-callback').hears('offer-voicemail')
  const brief = call(line, { agents: { help: { busy: 3 } } }).isTold({ position: 1 })
  brief.hearsNothing().presses('1').hears('callback-number').isHolding('help')
  call(line, CROWDED)
    .hears('queue-position-and-wait')
    .presses('2')
    .hears('voicemail')
    .records({ seconds: 3 })
    .hears('voicemail-thanks')
})

test('further keys work while waiting, during an announcement as well, and give up the place', () => {
  const line = holds({ keys: { '5': '#call.message' } })
  expect(problemsOf(line)).toEqual([])
  const story = call(line, BUSY).hears('queue-position-and-wait').presses('5').hears('voicemail')
  expect(story.queue).toBeUndefined()
  call(line, { agents: { help: { available: 1 } } })
    .isAnsweredBy('Ana')
    .presses('5')
    .hearsNothing()
})

test('a key leads one way', () => {
  const two = 'the hold of queue "help" has two ways for key 1; a key has one'
  expect(() => holds({ offerCallback: '#call.callback', keys: { '1': '#call.message' } })).toThrow(two)
  expect(() => holds({ offerVoicemail: '#call.message', keys: { '2': '#call.full' } })).toThrow(
    'two ways for key 2',
  )
})

test('a caller whose agent has hung up goes where it says', () => {
  const line = holds({ afterwards: '#call.after' })
  expect(problemsOf(line)).toEqual([])
  call(line, { agents: { help: { available: 1 } } })
    .isAnsweredBy('Ana')
    .agentFinishes()
    .hears('after')
})

test('prompts may be named otherwise, one by one', () => {
  const line = holds({
    offerCallback: '#call.callback',
    prompts: { offerCallback: 'call-me', still: 'patience', positionAndWait: 'queue-position-and-wait' },
  })
  expect(problemsOf(line)).toEqual([])
  call(line, CROWDED).hears('queue-position-and-wait').hears('call-me')
})

test('a caller who hangs up and rings again has the old place', () => {
  const story = call(holds(), CROWDED)
    .isTold({ position: 3 })
    .waits({ minutes: 1 })
    .hangsUp()
    .isOver('abandoned')
  story.ringsAgain().isTold({ position: 3 })
})

test('one whom a fault of ours meets goes on', () => {
  call(holds(), BUSY).isTold({ position: 1 }).meetsAFault().hears('bye')
})
