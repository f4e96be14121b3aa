import {
  caseNumber,
  hold,
  offerCallback,
  owed,
  say,
  survey,
  text,
  transfer,
  voicemail,
} from '../src/call/blocks.ts'
import type { Waited } from './closing-time.ts'
import { AFTERWARDS, closingTime } from './closing-time.ts'

/**
 * The states around the queues of a line: for each, waiting (`hold<Name>`), a callback (`callback<Name>`), closing time
 * (`closing<Name>`), callers whom an agent hands on (`transfer<Name>`) or whose agent is cut off (`lost<Name>`); for all, a message that agents work off, the call back to who left it, and a survey for whoever
 * is still there when the agent has hung up.
 */
export function waiting(queues: readonly Waited[], messages: readonly string[]) {
  const transfers = Object.fromEntries(queues.map(({ queue, name }) => [queue, `#call.transfer${name}`]))
  const states = queues.map(({ queue, name }) => {
    const back = `#call.hold${name}`
    const waits = {
      queue,
      announceEvery: '45 s',
      messages,
      full: '#call.full',
      closing: `#call.closing${name}`,
      offerCallback: `#call.callback${name}`,
      offerVoicemail: '#call.message',
      ...AFTERWARDS,
      lost: `#call.lost${name}`,
      transfers: { ...transfers, supervisors: '#call.escalated' },
    } as const
    return {
      [`hold${name}`]: hold(waits),
      [`transfer${name}`]: transfer(waits),
      [`lost${name}`]: say('agent-lost', back),
      [`callback${name}`]: offerCallback({
        queue,
        refused: back,
        hold: back,
        closing: `#call.closing${name}`,
        ...AFTERWARDS,
        lost: waits.lost,
        transfers: waits.transfers,
        later: { '1': '1 h', '2': '3 h', '3': 'opening' },
        texts: '4',
      }),
      ...closingTime({ queue, name }),
    }
  })
  return {
    ...(Object.assign({}, ...states) as Record<string, object>),
    message: voicemail({
      queue: 'messages',
      givesCase: { spoken: 'your-case', texted: 'text-case' },
      goodbye: 'goodbye',
      afterwards: '#call.goodbye',
    }),
    owedMessages: owed({
      queue: 'messages',
      ...AFTERWARDS,
      lost: `#call.lost${queues[0]!.name}`,
      transfers: { ...transfers, supervisors: '#call.escalated' },
    }),
    yourCase: caseNumber({ spoken: 'your-case', to: '#call.survey' }),
    survey: survey({ comment: 'survey-comment', hungUp: '#call.byText', afterwards: '#call.goodbye' }),
    byText: text({ prompt: 'text-survey', asks: 'score' }),
  }
}
