import { describe, expect, test } from 'vitest'
import type { Line } from '../../../src/call/line.ts'
import { type CallStory, type Cast, call } from '../../../src/testkit/index.ts'
import type { Closing } from './closing.ts'
import type { QueueOfLine } from './queues.ts'

/** What comes after a talk, whichever queue the caller waited in. */
export function tellTalks(line: Line, queues: readonly QueueOfLine[], closing: Closing): void {
  describe.each(queues)('callers who talked about $queue', ({ queue, keys }) => {
    const talking = (others: Cast = {}) =>
      call(line, { agents: { [queue]: { available: 1 }, ...others } })
        .presses(keys)
        .isAnsweredBy('Ana')

    /** From one talk to every queue of the line. */
    const handsOn = (talk: () => CallStory, agent: string) => {
      for (const to of queues.map(other => other.queue))
        talk().agent(agent).transfersTo(to).hears('transfer').isHolding(to)
      talk().agent(agent).transfersTo('supervisors').hears('escalate').isHolding('supervisors')
    }

    test.each([1, 2, 3, 4, 5])('may rate the call: %i', score => {
      const rated = () =>
        talking().agentFinishes().hears('your-case').hears('survey').rates(score).hears('survey-comment')
      const story = rated().records({ seconds: 5 }).presses('#').hears('survey-thanks').isOver('answered')
      expect([story.score, story.recordedSeconds]).toEqual([score, 5])
      rated().recordsNothing().hears('survey-thanks').hears('goodbye').isOver('answered')
      rated().hangsUp().isOver('answered')
    })

    test('need not rate it', () => {
      talking()
        .agentFinishes()
        .hears('your-case')
        .hears('survey')
        .isSilent()
        .hears('goodbye')
        .isOver('answered')
      talking().agentFinishes().presses('9').hears('sorry').hears('survey').rates(3)
      expect(talking().agentFinishes().presses('99').hears('goodbye').isOver('answered').score).toBe(
        undefined,
      )
    })

    test('who hang up without rating it are asked by text, with their case number, and may answer by text', () => {
      for (const story of [talking(), talking().agentFinishes().hears('your-case').hears('survey')]) {
        story.isNotTexted().hangsUp().isTexted('text-survey').texts('4').isOver('answered')
        expect(story.score).toBe(4)
      }
      talking().texts('STOP').hangsUp().isNotTexted()
      talking().agentFinishes().rates(5).hangsUp().isNotTexted()
    })

    test('whose agent is cut off hear an apology, and are next in line', () => {
      const lost = () => talking().agent('Ana').isCutOff().hears('agent-lost').isHolding(queue)
      lost().isTold({ position: 1 }).hangsUp().isOver('answered')
      talking({ [queue]: { available: 2 } })
        .agent('Ana')
        .isCutOff()
        .hears('agent-lost')
        .isAnsweredBy('Ben')
      talking({ supervisors: { available: 1 } })
        .agent('Ana')
        .transfersTo('supervisors')
        .isAnsweredBy('Ben')
        .agent('Ben')
        .isCutOff()
        .hears('agent-lost')
        .isHolding('supervisors')
    })

    test('may be handed on to a supervisor', () => {
      const handedOn = () =>
        talking({ supervisors: { available: 1 } })
          .agent('Ana')
          .transfersTo('supervisors')
          .hears('escalate')
          .isAnsweredBy('Ben')
      handedOn().hangsUp().isTexted('text-survey')
      handedOn().agentFinishes().hears('your-case').hears('survey').rates(5)
    })

    test('and wait for a supervisor hear how it stands, and wait for no one for ever', () => {
      const waiting = () =>
        talking().agent('Ana').transfersTo('supervisors').hears('escalate').isHolding('supervisors')
      waiting().isTold({ position: 1 }).waits({ minutes: 2 }).hangsUp().isOver('answered')
      waiting().waits({ hours: 3, minutes: 1 }).hears('full').isOver('answered')
      waiting().meetsAFault().hears('apology')
    })

    describe.each(queues.map(other => other.queue))('and are handed on to %s', to => {
      const handedOn = () =>
        talking().agent('Ana').transfersTo(to).hears('transfer').agent('Ana').goesAway().isHolding(to)

      test('talk to an agent there, who may hand them on again', () => {
        const agents = to === queue ? { [to]: { available: 2 } } : { [to]: { available: ['Ben'] } }
        const answered = () =>
          talking(agents).agent('Ana').transfersTo(to).hears('transfer').isAnsweredBy('Ben')
        answered().agentFinishes().hears('your-case').hears('survey').rates(4)
        answered().hangsUp().isTexted('text-survey')
        answered().agent('Ben').isCutOff().hears('agent-lost').isHolding(to)
        handsOn(answered, 'Ben')
      })

      test('hear how it stands, and may be called back or leave a message', () => {
        handedOn()
          .isTold({ position: 1 })
          .presses('1')
          .hears('callback-number')
          .confirmsNumber()
          .hears('callback-kept-or-later')
          .hangsUp()
          .expectCallback()
          .agent('Ana')
          .signsIn()
        handedOn().presses('2').hears('voicemail').records({ seconds: 9 }).hangsUp().isOver('answered')
      })

      test('wait for no one for ever', () => {
        handedOn().waits({ minutes: 2 }).hears('queue-position').waits({ hours: 3 }).hears('full').isOver()
      })
    })

    test('after a callback may be handed on too', () => {
      const calledBack = () =>
        call(line, { agents: { [queue]: { busy: 1 } } })
          .presses(keys)
          .presses('1')
          .confirmsNumber()
          .hangsUp()
          .agentFinishes()
          .isCalledBack()
          .picksUp()
          .presses('1')
          .isAnsweredBy('Ana')
      calledBack().agentFinishes().hears('your-case').hears('survey').rates(1)
      calledBack().agent('Ana').isCutOff().hears('agent-lost').isHolding(queue)
      handsOn(calledBack, 'Ana')
    })

    test('and wait when nobody is served any more hear when the line opens again', () => {
      const late = (to: string) =>
        call(line, { at: closing.before, agents: { [queue]: { available: 1 } } })
          .presses(keys)
          .isAnsweredBy('Ana')
          .agent('Ana')
          .transfersTo(to)
          .agent('Ana')
          .goesAway()
          .isHolding(to)
          .waits({ minutes: 40 })
          .hears('closing')
          .hears('offer-at-closing')
      for (const to of [...queues.map(({ queue: name }) => name), 'supervisors']) late(to).isSilent().isOver()
    })
  })
}
