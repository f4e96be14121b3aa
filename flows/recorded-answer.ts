import { menu } from '../src/call/blocks.ts'

/** A recorded answer, which serves the caller; an agent is still one key away. */
export const recordedAnswer = ({ tells, back, agent }: { tells: string; back: string; agent: string }) =>
  menu({
    tells,
    prompt: 'anything-else',
    sorry: 'sorry',
    silent: '#call.goodbye',
    giveUp: agent,
    choices: { '0': { to: agent, serves: [] } },
    repeat: 'pound',
    back,
  })
