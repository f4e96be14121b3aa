import { describe, test } from 'vitest'
import type { Line } from '../../../src/call/line.ts'
import { call } from '../../../src/testkit/index.ts'

/** How callers come to a queue of a line, and what happens around closing time. */
export interface QueueOfLine {
  readonly queue: string
  /** Keys that lead there. */
  readonly keys: string
  /** Callers that the queue takes. */
  readonly limit: number
}

/** When a day of the line ends. */
export interface Closing {
  /** Ten minutes before closing time; callers who wait then are served for half an hour more. */
  readonly before: string
}

/** Stories that every hold queue of a line must tell alike. */
export function tellQueues(line: Line, queues: readonly QueueOfLine[], closing: Closing): void {
  describe.each(queues)('callers for $queue', ({ queue, keys, limit }) => {
    const waiting = (ahead = 2) =>
      call(line, { agents: { [queue]: { busy: 2, ahead } } })
        .presses(keys)
        .isHolding(queue)
    const calledBack = () =>
      waiting(0)
        .presses('1')
        .hears('callback-kept')
        .hangsUp()
        .expectCallback({ keepsPlace: true })
        .agentFinishes()
        .isCalledBack()

    test('talk to an agent who is free at once, and hear goodbye', () => {
      call(line, { agents: { [queue]: { available: 1 } } })
        .presses(keys)
        .isAnsweredBy('Ana')
        .agentFinishes()
        .hears('goodbye')
        .isOver('answered')
    })

    test('who give up while waiting have their place back when they ring again soon', () => {
      waiting()
        .isTold({ position: 3 })
        .waits({ minutes: 3 })
        .hangsUp()
        .isOver('abandoned')
        .ringsAgain()
        .presses(keys)
        .agentFinishes()
        .agentFinishes()
        .agentFinishes()
        .isAnsweredBy()
    })

    test('who wait very long are put through to nobody, and told so', () => {
      call(line).presses(keys).isHolding(queue).waits({ hours: 3, minutes: 1 }).hears('full').isOver()
    })

    test('who find it full are told so', () => {
      call(line, { agents: { [queue]: { ahead: limit } } })
        .presses(keys)
        .waits({ seconds: 10 })
        .hears('full')
        .isOver('turned-away')
    })

    test('keep their place for a callback, and press 1 when it comes', () => {
      calledBack()
        .picksUp()
        .hears('callback-here')
        .presses('1')
        .hears('callback-one-moment')
        .isAnsweredBy('Ana')
        .agentFinishes()
        .hears('goodbye')
        .isOver('answered')
    })

    test('who miss their callback are called again, and the third time is the last', () => {
      calledBack()
        .letsItRing()
        .waits({ minutes: 5 })
        .isCalledBack()
        .picksUp()
        .presses('7')
        .hears('callback-here')
        .isSilent()
        .waits({ minutes: 5 })
        .isCalledBack()
        .picksUp()
        .presses('7')
        .presses('7')
        .isOver('callback-failed')
    })

    test('who are called back and press the wrong key first are asked again', () => {
      calledBack().picksUp().presses('5').hears('callback-here').presses('1').isAnsweredBy('Ana')
    })

    test('who hang up on a callback are called again, as often as is promised', () => {
      calledBack()
        .picksUp()
        .presses('5')
        .hangsUp()
        .waits({ minutes: 5 })
        .isCalledBack()
        .picksUp()
        .hangsUp()
        .expectCallback()
    })

    test('whose number is withheld cannot be called back, and wait on', () => {
      call(line, { from: 'anonymous', agents: { [queue]: { busy: 1, ahead: 3 } } })
        .presses(keys)
        .presses('1')
        .hears('callback-refused')
        .isHolding(queue)
    })

    test('do not lose their callback by a fault of ours', () => {
      waiting(0).presses('1').hangsUp().meetsAFault().expectCallback()
      calledBack().picksUp().meetsAFault().agent('Ana').signsIn().isCalledBack()
      calledBack().picksUp().presses('5').meetsAFault().isCalledBack()
    })

    test('do not lose it by a fault that strikes at night', () => {
      call(line, { at: closing.before, agents: { [queue]: { busy: 1 } } })
        .presses(keys)
        .presses('1')
        .hangsUp()
        .waits({ hours: 2 })
        .meetsAFault()
        .expectCallback({ keepsPlace: true })
    })

    describe('who still wait when nobody is served any more', () => {
      const late = () =>
        call(line, { at: closing.before, agents: { [queue]: { busy: 1 } } })
          .presses(keys)
          .isHolding(queue)
          .waits({ minutes: 40 })
          .hears('closing')
          .hears('offer-at-closing')

      test('hear when it opens, and may be called back then', () => {
        const calledBack = () =>
          late()
            .presses('1')
            .hears('callback-kept')
            .hangsUp()
            .expectCallback({ keepsPlace: true })
            .agent('Ana')
            .finishes()
            .isCalledBack()
            .picksUp()
            .hears('callback-here')
        const talks = calledBack().presses('1').hears('callback-one-moment').isAnsweredBy('Ana')
        talks.agentFinishes().hears('goodbye').isOver('answered')
        calledBack().presses('5').hears('callback-here').presses('1').hears('callback-one-moment')
      })

      test('may keep silent, or find no key that helps', () => {
        late().isSilent().hears('goodbye').isOver('closed')
        late().presses('5').hears('sorry').presses('5').presses('5').hears('goodbye').isOver('closed')
      })

      test('and miss the callback, or hang up on it, are called again for a while', () => {
        late()
          .presses('1')
          .hangsUp()
          .agent('Ana')
          .finishes()
          .isCalledBack()
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
      })

      test('do not lose the callback by a fault of ours, whether an agent is there or not', () => {
        const owed = () => late().presses('1').hangsUp()
        const back = () => owed().agent('Ana').finishes().isCalledBack().picksUp()
        owed().meetsAFault().expectCallback({ keepsPlace: true })
        back().meetsAFault().isCalledBack()
        back().presses('5').meetsAFault().isCalledBack()
      })

      test('hear that they cannot be called back where their number is withheld', () => {
        call(line, { at: closing.before, from: 'anonymous', agents: { [queue]: { busy: 1 } } })
          .presses(keys)
          .waits({ minutes: 40 })
          .hears('offer-at-closing')
          .presses('1')
          .hears('callback-refused-at-closing')
          .isOver('closed')
      })
    })

    test('whose callback finds no agent before nobody is served any more hear goodbye', () => {
      call(line, { at: closing.before, agents: { [queue]: { busy: 1 } } })
        .presses(keys)
        .presses('1')
        .hangsUp()
        .waits({ minutes: 39, seconds: 50 })
        .agentFinishes()
        .isCalledBack()
        .picksUp()
        .presses('1')
        .agent('Ana')
        .misses()
        .agent('Ana')
        .misses()
        .waits({ minutes: 1 })
        .isOver()
    })
  })
}
