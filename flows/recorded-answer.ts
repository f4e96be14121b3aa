import { menu } from '../src/call/blocks.ts'

/** A recorded answer, which serves the caller; an agent is still one key away. */
export const recordedAnswer = ({ tells, self, agent }: { tells: string; self: string; agent: string }) =>
  menu({
    tells,
    prompt: 'anything-else',
    sorry: 'sorry',
    silent: '#call.goodbye',
    giveUp: agent,
    choices: {
      '0': { to: agent, serves: [] },
      star: { to: self, serves: [] },
      pound: { to: '#call.main', serves: [] },
    },
  })
