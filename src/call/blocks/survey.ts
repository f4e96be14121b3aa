import { flow } from '../flow.ts'
import { asked, asksKey, lengthMs, RESET_SLIPS, slip, speaks, transitions } from './parts.ts'

export interface SurveyOptions {
  /** Asks for 1 to 5, and says which end is good. */
  readonly prompt?: string
  readonly sorry?: string
  readonly thanks?: string
  /** Asks for a few words after the tone, which may be left out. */
  readonly comment?: string
  /** Where the call goes whose caller hangs up instead of an answer, to be asked by text. By default it ends. */
  readonly hungUp?: string
  /** Where the call goes after that, and where one goes who does not answer. */
  readonly afterwards?: string
}

const SCORES = [1, 2, 3, 4, 5] as const
const TRIES = 2

/** Asks a caller whose agent has hung up how content the call left them, from 1 to 5. Nobody is asked three times. */
export function survey(options: SurveyOptions = {}) {
  const { prompt = 'survey', sorry = 'sorry', thanks = 'survey-thanks', comment } = options
  const { afterwards = '#call.gone', hungUp } = options
  const thank = { target: afterwards, actions: speaks(thanks) }
  const rated = (score: number) => {
    const rate = { type: 'rate', params: { score } } as const
    return comment === undefined
      ? { target: afterwards, actions: [rate, speaks(thanks)] }
      : { target: 'commenting', actions: rate }
  }
  return flow.createStateConfig({
    initial: 'rating',
    exit: RESET_SLIPS,
    states: {
      rating: {
        initial: 'asking',
        meta: {
          asks: {
            kind: 'choice',
            choices: Object.fromEntries(SCORES.map(score => [score, { serves: [] }])),
          },
        },
        on: transitions({
          ...Object.fromEntries(SCORES.map(score => [`key.${score}`, rated(score)])),
          'key.*': slip('.again', afterwards, TRIES),
          silence: afterwards,
          ...(hungUp && { hangup: hungUp }),
        }),
        states: asked(asksKey(prompt, 8), sorry, TRIES),
      },
      ...(comment !== undefined && {
        commenting: {
          meta: { asks: { kind: 'recording' as const } },
          entry: {
            type: 'record' as const,
            params: { prompt: comment, seconds: lengthMs('1 min') / 1_000 },
          },
          on: transitions({ 'recording.kept': thank, 'recording.empty': thank }),
        },
      }),
    },
  })
}
