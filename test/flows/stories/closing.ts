import { describe, test } from 'vitest'
import type { Line } from '../../../src/call/line.ts'
import { call } from '../../../src/testkit/index.ts'
import type { QueueOfLine } from './queues.ts'

/** When a day of the line ends, and callbacks begin on the next. */
export interface Closing {
  /** Ten minutes before closing time; callers who wait then are served for half an hour more. */
  readonly before: string
  /** When the line is open again after the Monday on which stories begin, and people may be called. */
  readonly calls: string
}

/** What every hold queue of a line does alike for callers who still wait when nobody is served any more. */
export function tellClosing(line: Line, queues: readonly QueueOfLine[], { before }: Closing): void {
  describe.each(queues)('callers for $queue whom closing time finds waiting', ({ queue, keys }) => {
    const late = (from?: string) =>
      call(line, { at: before, ...(from && { from }), agents: { [queue]: { busy: 1 } } })
        .presses(keys)
        .isHolding(queue)
        .waits({ minutes: 40 })
        .hears('closing')
        .hears('offer-at-closing')
    const owed = () => late().presses('1').hears('callback-kept').hangsUp()
    // At night nobody is called, whoever may be there.
    const calledBack = () => owed().waits({ hours: 14 }).agent('Ana').finishes().isCalledBack()

    test('may be called back', () => {
      owed().expectCallback({ keepsPlace: true })
      calledBack()
        .picksUp()
        .hears('callback-here')
        .presses('1')
        .hears('callback-one-moment')
        .isAnsweredBy('Ana')
        .agentFinishes()
        .hears('your-case')
        .hears('survey')
        .isSilent()
        .isOver('answered')
      calledBack().picksUp().presses('5').hears('callback-here').presses('1').hears('callback-one-moment')
      const talking = () => calledBack().picksUp().presses('1').isAnsweredBy('Ana')
      talking().hangsUp().isTexted('text-survey')
      const answered = talking()
      answered.agent('Ana').isCutOff().hears('agent-lost')
    })

    test('may leave a message', () => {
      late().presses('2').hears('voicemail').records({ seconds: 10 }).presses('#').isOver('voicemail')
    })

    test('may keep silent, or find no key that helps', () => {
      late().isSilent().hears('goodbye').isOver('closed')
      late().presses('5').hears('sorry').presses('5').presses('5').hears('goodbye').isOver('closed')
    })

    test('and miss the callback, or hang up on it, are called again for a while', () => {
      calledBack()
        .letsItRing()
        .waits({ minutes: 5 })
        .isCalledBack()
        .picksUp()
        .presses('5')
        .presses('5')
        .waits({ minutes: 5 })
        .isCalledBack()
        .picksUp()
        .isSilent()
        .isOver('callback-failed')
      calledBack().picksUp().hangsUp().expectCallback()
      calledBack().picksUp().presses('5').hangsUp().expectCallback()
    })

    test('do not lose the callback by a fault of ours', () => {
      owed().meetsAFault().expectCallback({ keepsPlace: true })
      calledBack().picksUp().meetsAFault().isCalledBack()
      calledBack().picksUp().presses('5').meetsAFault().isCalledBack()
    })

    test('are told how it stands where the agent does not pick up, and may be called back again', () => {
      calledBack()
        .picksUp()
        .presses('1')
        .agent('Ana')
        .misses()
        .agent('Ana')
        .misses()
        .hears('callback-one-moment')
        .waits({ seconds: 40 })
        .hears('queue-position')
        .presses('1')
        .hears('callback-number')
        .confirmsNumber()
        .hangsUp()
        .expectCallback({ keepsPlace: true })
    })

    test('hear goodbye where the next day ends just when they are called', () => {
      owed()
        .waits({ hours: 23, minutes: 59, seconds: 50 })
        .agent('Ana')
        .finishes()
        .isCalledBack()
        .picksUp()
        .presses('1')
        .agent('Ana')
        .misses()
        .agent('Ana')
        .misses()
        .waits({ seconds: 15 })
        .hears('goodbye')
        .isOver('closed')
    })

    test('hear that they cannot be called back where their number is withheld', () => {
      late('anonymous').presses('1').hears('callback-refused-at-closing').isOver('closed')
    })
  })
}
