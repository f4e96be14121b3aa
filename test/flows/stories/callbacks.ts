import { describe, expect, test } from 'vitest'
import type { Line } from '../../../src/call/line.ts'
import { type CallOptions, call } from '../../../src/testkit/index.ts'
import type { Closing } from './closing.ts'
import type { QueueOfLine } from './queues.ts'

const OTHER_NUMBER = '2125550199#'

/** How every hold queue of a line calls back those who would rather not wait. */
export function tellCallbacks(line: Line, queues: readonly QueueOfLine[], closing: Closing): void {
  describe.each(queues)('callers for $queue who would rather be called back', ({ queue, keys }) => {
    const asked = (options: CallOptions = {}) =>
      call(line, { agents: { [queue]: { busy: 2 } }, ...options })
        .presses(keys)
        .isHolding(queue)
        .presses('1')
    const typing = () => asked().hears('callback-number').presses('2').hears('callback-other-number')
    const kept = () => asked().hears('callback-number').confirmsNumber().hears('callback-kept-or-later')
    const calledBack = () =>
      kept().hangsUp().expectCallback({ keepsPlace: true }).agentFinishes().isCalledBack()

    test('confirm the number, keep their place, and press 1 when it comes', () => {
      calledBack()
        .picksUp()
        .hears('callback-here')
        .presses('1')
        .hears('callback-one-moment')
        .isAnsweredBy('Ana')
        .hangsUp()
        .isOver('answered')
    })

    test('are texted when it is nearly their turn if they ask for it, and once', () => {
      const busy = { busy: 1, ahead: 6 }
      const texted = () =>
        asked({ agents: { [queue]: busy } })
          .confirmsNumber()
          .hears('callback-kept-or-later')
          .presses('4')
          .hears('callback-texted')
          .expectCallback({ keepsPlace: true })
      const near = texted().waits({ minutes: 2 }).isNotTexted()
      for (let talks = 0; talks < 6; talks++) near.agentFinishes().waits({ minutes: 2 })
      near.isTexted('text-soon').isNotTexted().agentFinishes().isCalledBack().picksUp().isNotTexted()
      texted().texts('STOP').agentFinishes().waits({ minutes: 3 }).isNotTexted()
    })

    test('are told the end of the number that they call from', () => {
      expect(asked().hears('callback-number').heard.at(-1)!.text).toContain('zero, one, two, three')
    })

    test('and say nothing are called where they call from, in their turn', () => {
      asked()
        .hears('callback-number')
        .isSilent()
        .hears('callback-kept-or-later')
        .isSilent()
        .hears('callback-kept')
        .expectCallback({ keepsPlace: true })
    })

    test('and find no key that helps are called where they call from, in their turn', () => {
      asked()
        .presses('7')
        .hears('sorry')
        .hears('callback-number')
        .presses('77')
        .hears('callback-kept-or-later')
        .presses('7')
        .hears('sorry')
        .hears('callback-kept-or-later')
        .presses('77')
        .hears('callback-kept')
        .expectCallback({ keepsPlace: true })
    })

    test('may be called at another number, which is read back', () => {
      const entered = typing().enters(OTHER_NUMBER).hears('callback-number-entered')
      expect(entered.heard.at(-1)!.text).toContain('two, one, two, five, five, five, zero, one, nine, nine')
      entered.confirmsNumber().hears('callback-kept-or-later').hangsUp().expectCallback({ keepsPlace: true })
      entered.agentFinishes().isCalledBack()
    })

    test('may enter that number again, and slip at it', () => {
      typing()
        .enters('12#')
        .hears('sorry')
        .hears('callback-other-number')
        .enters(OTHER_NUMBER)
        .presses('2')
        .hears('callback-other-number')
        .enters(OTHER_NUMBER)
        .confirmsNumber()
        .hears('callback-kept-or-later')
      typing()
        .enters(OTHER_NUMBER)
        .presses('7')
        .hears('sorry')
        .hears('callback-number-entered')
        .isSilent()
        .hears('sorry')
        .confirmsNumber()
        .hears('callback-kept-or-later')
    })

    test('and enter no number that can be called wait on, where they stood', () => {
      const given = () => asked({ agents: { [queue]: { busy: 1, ahead: 3 } } }).presses('2')
      given().enters('12#').enters('12#').enters('12#').isHolding(queue).isTold({ position: 4 })
      given().isSilent().isSilent().isSilent().isHolding(queue)
      given().enters(OTHER_NUMBER).presses('777').isHolding(queue)
      given()
        .enters(OTHER_NUMBER)
        .presses('2')
        .enters(OTHER_NUMBER)
        .presses('2')
        .enters(OTHER_NUMBER)
        .presses('2')
        .isHolding(queue)
    })

    test('and withhold their number are asked for one', () => {
      const withheld = () => asked({ from: 'anonymous' }).hears('callback-other-number')
      withheld()
        .enters(OTHER_NUMBER)
        .confirmsNumber()
        .hears('callback-kept-or-later')
        .hangsUp()
        .expectCallback({ keepsPlace: true })
        .agentFinishes()
        .isCalledBack()
      withheld().isSilent().isSilent().isSilent().isHolding(queue)
    })

    test.each([
      ['1', '2026-12-14T12:00', 58],
      ['2', '2026-12-14T14:00', 178],
    ])('press %s to be called at %s, and not before', (key, at, minutes) => {
      const promised = kept().presses(key).hears('callback-promised').expectCallback({ at })
      promised.agentFinishes().waits({ minutes }).expectCallback()
      expect(promised.queue).toBe(undefined)
      promised.waits({ minutes: 2, seconds: 1 }).isCalledBack()
    })

    test('press 3 to be called when the line opens again', () => {
      kept().presses('3').hears('callback-promised').expectCallback({ at: closing.calls })
    })

    test('and whom an agent can take meanwhile talk at once', () => {
      asked().hears('callback-number').agentFinishes().isAnsweredBy('Ana')
      kept().agentFinishes().isAnsweredBy('Ana').hangsUp().isOver('answered')
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

    test('who press the wrong key first when it comes are asked again', () => {
      calledBack().picksUp().presses('5').hears('callback-here').presses('1').isAnsweredBy('Ana')
    })

    test('wait in their place, and hear how it stands, where the agent does not pick up', () => {
      calledBack()
        .picksUp()
        .presses('1')
        .hears('callback-one-moment')
        .agent('Ana')
        .goesAway()
        .waits({ seconds: 40 })
        .hears('queue-wait-longer')
        .isHolding(queue)
        .agentFinishes()
        .isAnsweredBy('Ben')
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

    test('do not lose their callback by a fault of ours', () => {
      kept().hangsUp().meetsAFault().expectCallback()
      calledBack().picksUp().meetsAFault().agent('Ana').signsIn().isCalledBack()
      calledBack().picksUp().presses('5').meetsAFault().isCalledBack()
    })

    test('and ring before it comes hear that they keep their place, and have it', () => {
      kept()
        .hangsUp()
        .ringsAgain()
        .waits({ seconds: 18 })
        .hears('callback-expected')
        .presses(keys)
        .isHolding(queue)
        .agentFinishes()
        .isAnsweredBy('Ana')
    })

    test('and were promised one in another call are called, and press 1', () => {
      call(line, { owed: queue, agents: { [queue]: { available: 1 } } })
        .expectCallback()
        .isCalledBack()
        .picksUp()
        .hears('callback-here')
        .presses('1')
        .isAnsweredBy('Ana')
        .hangsUp()
        .isOver('answered')
    })

    describe('late', () => {
      const late = () =>
        call(line, { at: closing.before, agents: { [queue]: { busy: 1 } } })
          .presses(keys)
          .isHolding(queue)

      test('are called in the morning where nobody was free before, even after a fault at night', () => {
        late()
          .presses('1')
          .confirmsNumber()
          .hangsUp()
          .waits({ hours: 2 })
          .expectCallback({ keepsPlace: true })
          .meetsAFault()
          .expectCallback({ keepsPlace: true })
      })

      test('hear that nobody is served any more, even while they are asked', () => {
        late().waits({ minutes: 39, seconds: 55 }).presses('1').waits({ seconds: 10 }).hears('closing')
      })

      test('hear that nobody is served any more where no agent comes after all', () => {
        late()
          .presses('1')
          .confirmsNumber()
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
          .hears('closing')
      })
    })
  })
}

/** How those are called to whom somebody owes it who serves this queue. */
export function tellOwed(line: Line, { before }: Closing, queue: string): void {
  describe(`callers to whom the agents for ${queue} owe a call`, () => {
    const owed = (agents: CallOptions['agents'] = { [queue]: { available: 1 } }) =>
      call(line, { owed: queue, ...(agents && { agents }) }).expectCallback()
    const reached = () => owed().isCalledBack().picksUp().hears('callback-here')

    test('are called when one is free, and press 1', () => {
      reached()
        .presses('1')
        .hears('callback-one-moment')
        .isAnsweredBy('Ana')
        .agentFinishes()
        .waits({ seconds: 20 })
        .hears('survey')
    })

    test('are called again where a machine picked up, and after the last time no more', () => {
      reached()
        .presses('5')
        .hears('callback-here')
        .presses('5')
        .waits({ minutes: 5 })
        .isCalledBack()
        .picksUp()
      owed()
        .isCalledBack()
        .letsItRing()
        .waits({ minutes: 5 })
        .isCalledBack()
        .letsItRing()
        .waits({ minutes: 5 })
        .isCalledBack()
        .letsItRing()
        .isOver('callback-failed')
      reached().isSilent().expectCallback()
      reached().hangsUp().expectCallback()
      reached().presses('5').isSilent().expectCallback()
      reached().presses('5').hangsUp().expectCallback()
      reached().presses('5').presses('1').isAnsweredBy('Ana')
    })

    test('are asked by text who hang up after the talk', () => {
      reached().presses('1').isAnsweredBy('Ana').hangsUp().isTexted('text-survey')
    })

    test('hear of it when the agent is cut off, and are let go when nobody is served any more', () => {
      reached().presses('1').isAnsweredBy('Ana').agent('Ana').isCutOff().hears('agent-lost')
      call(line, { at: before, owed: queue, agents: { [queue]: { available: 1 } } })
        .isCalledBack()
        .picksUp()
        .presses('1')
        .hears('callback-one-moment')
        .agent('Ana')
        .goesAway()
        .waits({ hours: 1 })
        .isOver('closed')
    })

    test('lose nothing by a fault of ours', () => {
      owed({}).meetsAFault().expectCallback()
      reached().meetsAFault().expectCallback()
      reached().presses('5').meetsAFault().expectCallback()
    })
  })
}
