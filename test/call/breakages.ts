import type { ProblemKind } from '../../src/call/check.ts'
import { type Parts, state } from './broken-line.ts'

/** One slip of an author in card support, and what the check must say of it. */
interface Breakage {
  readonly slip: string
  readonly edit: (parts: Parts) => void
  /** Where it is found; empty for what concerns the whole line. */
  readonly place: RegExp
  readonly says: RegExp
  readonly severity?: 'warning'
}

const says = (prompt: string) => ({ type: 'say', params: { prompt } })
const count = (counter: string) => ({ type: 'count', params: { counter } })
const entersEnglishBy = (action: unknown) => (parts: Parts) => {
  state(parts, 'english').entry = action
}
const texts = (words: number) => ({
  text: { 'en-US': Array.from({ length: words }, () => 'please').join(' '), 'es-US': 'Por favor.' },
})
const addPrompt = (parts: Parts, name: string, prompt: { text: Record<string, string> }) => {
  parts.definition.prompts = { ...parts.definition.prompts, [name]: prompt }
}

/** A slip for each kind of problem: the type admits no kind without one. */
export const BREAKAGES: Readonly<Record<ProblemKind, Breakage>> = {
  'cannot-step': {
    slip: 'a way with a guard that nobody wrote',
    edit: parts => {
      state(parts, 'billing').on['key.7'] = { guard: 'isRich', target: '#call.holdBilling' }
    },
    place: /^billing\./,
    says: /isRich/,
  },
  'vain-consent': {
    slip: 'a line that asks whether it may record, and says nowhere that it does',
    edit: parts => {
      delete parts.definition.recordTalks
    },
    place: /^mayRecord/,
    says: /callers are asked whether they may be recorded, and the line has no recordTalks/,
  },
  'dead-choice': {
    slip: 'a choice whose key was left out',
    edit: parts => {
      delete state(parts, 'rewards').on['key.2']
    },
    place: /^rewards\./,
    says: /the state offers key 2, but has no way for it/,
  },
  'dead-end': {
    slip: 'a state that nothing leads out of',
    edit: parts => {
      state(parts, 'billing').on['key.7'] = '#call.attic'
      parts.flow.states.attic = { meta: { asks: { kind: 'nothing' } }, on: {}, states: {} }
    },
    place: /^attic$/,
    says: /waits for nothing that could come/,
  },
  'dead-key': {
    slip: 'a menu that does not hear silence',
    edit: parts => {
      delete state(parts, 'rewards').on.silence
    },
    place: /^rewards\./,
    says: /nothing happens on silence/,
  },
  'endless-loop': {
    slip: 'a menu that asks a silent caller again and again',
    edit: parts => {
      state(parts, 'billing').on.silence = '.again'
    },
    place: /^billing\.again$/,
    says: /goes round without end/,
  },
  'hold-cannot-end': {
    slip: 'a hold that does not hear closing time',
    edit: parts => {
      delete state(parts, 'holdBilling', 'waiting').on['queue.closing']
    },
    place: /^holdBilling\.waiting\./,
    says: /queue\.closing leads nowhere: callers who wait at closing time are never told/,
  },
  'missing-prompt': {
    slip: 'a welcome without Spanish',
    edit: parts => addPrompt(parts, 'welcome', { text: { 'en-US': 'Hello.' } }),
    place: /./,
    says: /"welcome" has no text in es-US/,
  },
  'no-asks': {
    slip: 'a hold that does not say what it asks',
    edit: parts => {
      delete state(parts, 'holdBilling').meta
    },
    place: /^holdBilling\./,
    says: /does not say what it asks/,
  },
  'no-hangup': {
    slip: 'a flow that does not hear callers hang up',
    edit: parts => {
      delete parts.flow.on.hangup
    },
    place: /./,
    says: /hangup leads nowhere: the call goes on/,
  },
  'no-recover': {
    slip: 'a flow that does not hear of a fault of ours',
    edit: parts => {
      delete parts.flow.on.recover
    },
    place: /./,
    says: /a fault of ours would end the call here/,
  },
  'prompt-too-long': {
    slip: 'a menu that takes forty seconds',
    edit: parts => addPrompt(parts, 'billing', texts(100)),
    place: /^billing\./,
    says: /"billing" takes 40 s to say in en-US, and callers remember little of a question of more than 30 s/,
    severity: 'warning',
  },
  'too-many-choices': {
    slip: 'a menu of six topics',
    edit: parts => {
      const billing = state(parts, 'billing') as { meta: { asks: { choices: Record<string, object> } } }
      for (const key of ['1', '2', '3', '4', '5', '6']) {
        state(parts, 'billing').on[`key.${key}`] = '#call.holdBilling'
        billing.meta.asks.choices[key] = { serves: ['billing'] }
      }
    },
    place: /^billing\./,
    says: /has 6 choices to remember \(.*\); callers keep about 5 apart/,
    severity: 'warning',
  },
  'too-many-states': {
    slip: 'a counter with a limit beyond all measure',
    edit: parts => {
      // Whatever else is heard in each of so many states makes the check no more thorough, only slower.
      parts.flow.on = {}
      state(parts, 'arriving').on['line.open'] = 'counting'
      parts.flow.states.counting = {
        on: {
          'key.1': { guard: { type: 'below', params: { counter: 'a', limit: 30_000 } }, actions: count('a') },
        },
        states: {},
      }
    },
    place: /^counting$/,
    says: /has more than 20000 states; .*its counters had reached `a` 19,\d\d\d/,
  },
  'unbounded-context': {
    slip: 'a counter that nothing stops',
    edit: parts => {
      state(parts, 'billing').on['key.7'] = { target: '.again', actions: count('mistakes') }
      delete state(parts, 'billing').exit
    },
    place: /^billing\.again$/,
    says: /can never be finite: its counter `mistakes` grows with each round of key\.7/,
  },
  'unfilled-prompt': {
    slip: 'a place in the queue that is told to callers who are in none',
    edit: parts => {
      addPrompt(parts, 'place', { text: { 'en-US': 'Number {position}.', 'es-US': 'Número {position}.' } })
      entersEnglishBy(says('place'))(parts)
    },
    place: /./,
    says: /"place" holds \{position\}, which nobody knows where it is spoken; it may hold no number of a queue/,
  },
  unheard: {
    slip: 'a line that does not answer after hours',
    edit: parts => {
      delete state(parts, 'arriving').on['line.closed']
    },
    place: /^arriving$/,
    says: /line\.closed leads nowhere: callers after hours are not answered/,
  },
  'unknown-action': {
    slip: 'an action that no centre can carry out',
    edit: entersEnglishBy({ type: 'sing', params: {} }),
    place: /^main\./,
    says: /"sing", which no centre can carry out/,
  },
  'unknown-event': {
    slip: 'a delayed event of the author’s own',
    edit: entersEnglishBy({ type: 'xstate.raise', params: { event: { type: 'later' }, delay: 5 } }),
    place: /^main\./,
    says: /raises "later" after a delay/,
  },
  'unknown-intent': {
    slip: 'a key for an intent that the line does not have',
    edit: parts => {
      const { meta } = state(parts, 'rewards') as { meta: { asks: { choices: Record<string, object> } } }
      meta.asks.choices['1'] = { serves: ['rewards', 'mortgages'] }
    },
    place: /^rewards\./,
    says: /a key serves "mortgages"; the line has the intents: billing/,
  },
  'unknown-language': {
    slip: 'a language that the line does not speak',
    edit: entersEnglishBy({ type: 'speak', params: { language: 'fr-FR' } }),
    place: /^main\./,
    says: /"fr-FR"; the line has: en-US/,
  },
  'unknown-prompt': {
    slip: 'a prompt with a slip of the pen',
    edit: entersEnglishBy(says('wellcome')),
    place: /^main\./,
    says: /names the prompt "wellcome"/,
  },
  'unknown-queue': {
    slip: 'a queue with a slip of the pen',
    edit: parts => {
      state(parts, 'holdBilling', 'waiting').entry = { type: 'enqueue', params: { queue: 'billng' } }
    },
    place: /./,
    says: /"billng"; the line has: billing, account/,
  },
  'unreachable-state': {
    slip: 'a state that nothing leads to',
    edit: parts => {
      parts.flow.states.attic = { entry: says('welcome'), always: 'main', on: {}, states: {} }
    },
    place: /^attic$/,
    says: /no call ever comes to the state attic/,
  },
  'unserved-intent': {
    slip: 'an intent that no key serves',
    edit: parts => {
      parts.definition.intents = [...parts.definition.intents, 'closing']
    },
    place: /^$/,
    says: /no key serves the intent "closing"/,
    severity: 'warning',
  },
  'untextable-prompt': {
    slip: 'a text with what the caller keyed in',
    edit: parts => {
      state(parts, 'billing').on['key.7'] = {
        target: '#call.holdBilling',
        actions: { type: 'text', params: { prompt: 'case-number-entered' } },
      }
    },
    place: /^holdBilling\./,
    says: /"case-number-entered" is texted, and holds \{entry\}, which is no one's to read/,
  },
  'unused-prompt': {
    slip: 'a prompt that is never spoken',
    edit: parts => addPrompt(parts, 'spare', texts(3)),
    place: /^$/,
    says: /"spare" is never spoken/,
    severity: 'warning',
  },
}
