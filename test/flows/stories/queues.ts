import { describe, test } from 'vitest'
import type { Line } from '../../../src/call/line.ts'
import { call } from '../../../src/testkit/index.ts'

/** How callers come to a queue of a line. */
export interface QueueOfLine {
  readonly queue: string
  /** Keys that lead there. */
  readonly keys: string
  /** Callers that the queue takes. */
  readonly limit: number
}

/** What every hold queue of a line does alike for callers who wait. */
export function tellQueues(line: Line, queues: readonly QueueOfLine[]): void {
  describe.each(queues)('callers for $queue', ({ queue, keys, limit }) => {
    const waiting = (ahead = 2) =>
      call(line, { agents: { [queue]: { busy: 2, ahead } } })
        .presses(keys)
        .isHolding(queue)

    test('talk to an agent who is free at once', () => {
      call(line, { agents: { [queue]: { available: 1 } } })
        .presses(keys)
        .isAnsweredBy('Ana')
        .hangsUp()
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

    test('may leave a message instead, with # or by hanging up', () => {
      const speaking = () => waiting().presses('2').hears('voicemail').records({ seconds: 20 })
      speaking()
        .presses('#')
        .hears('voicemail-thanks')
        .hears('your-case')
        .isTexted('text-case')
        .hears('goodbye')
        .isOver('voicemail')
      speaking().hangsUp().isOver('voicemail')
    })

    test('who say nothing after the tone are asked once more, and wait no longer', () => {
      const mute = () => waiting().presses('2').hears('voicemail').recordsNothing().hears('voicemail-empty')
      mute().hears('voicemail').records({ seconds: 5 }).isSilent().isOver('voicemail')
      mute().hears('voicemail').recordsNothing().hears('goodbye').isOver('left')
      mute().hangsUp().isOver('left')
    })

    test('hear of a fault of ours, and wait for an agent', () => {
      waiting().meetsAFault().hears('apology').waits({ seconds: 10 })
    })
  })
}
