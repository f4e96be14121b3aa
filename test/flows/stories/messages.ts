import { describe, test } from 'vitest'
import type { Line } from '../../../src/call/line.ts'
import { call } from '../../../src/testkit/index.ts'

/** How a caller comes to a line that is closed, and asks to leave a message. */
export interface Leaving {
  readonly at: string
  readonly key: string
}

/** What becomes of the messages that callers leave. */
export function tellMessages(line: Line, { at, key }: Leaving): void {
  const queues = line.definition.queues
    .map(({ name }) => name)
    .filter(name => name !== 'messages' && name !== 'night')
  describe('messages', () => {
    const left = (messages?: { available: number }) =>
      call(line, { at, ...(messages && { agents: { messages } }) })
        .presses(key)
        .hears('voicemail')
        .records({ seconds: 20 })
        .presses('#')
        .hears('voicemail-thanks')

    test('are heard by an agent who is there, whatever the hour', () => {
      left({ available: 1 }).waits({ minutes: 5 }).isOver('voicemail')
    })

    test('wait for one who comes later', () => {
      left().waits({ hours: 12 }).isOver('voicemail')
    })

    test.each(queues)('may be answered by a call that is handed on to %s', queue => {
      call(line, { owed: 'messages', agents: { messages: { available: 1 } } })
        .isCalledBack()
        .picksUp()
        .presses('1')
        .isAnsweredBy('Ana')
        .agent('Ana')
        .transfersTo(queue)
        .hears(queue === 'supervisors' ? 'escalate' : 'transfer')
    })
  })
}
