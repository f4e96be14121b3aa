import express from 'express'
import { AWAY_REASONS } from '../call/away.ts'
import { emptyDocument, goodbyeDocument } from '../carrier/twilio/fallback.ts'
import type { SignInEnd, SignInStep, Standing } from '../carrier/twilio/sign-in-documents.ts'
import {
  KEYED_REASONS,
  signInDocument,
  signInEndDocument,
  speaksToAgents,
} from '../carrier/twilio/sign-in-documents.ts'
import { AGENT_STATES, AWAY } from '../centre/agents.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { Report, View } from '../runtime/runtime.ts'
import type { Accounts } from './accounts.ts'
import type { Desk, Excuse, Hook } from './webhooks.ts'
import { webhook } from './webhooks.ts'

/** Wrong answers, and silences, in one call. */
const SLIPS_MAX = 3
/** Calls at once; of more, the oldest begin anew. */
const CALLS_MAX = 1_000
const ENGLISH = 'en-US'

export interface SignInOptions extends Desk {
  readonly accounts: Accounts
  readonly lines: readonly LineDefinition[]
}

/**
 * `POST /agents`, the voice URL of a number at which agents sign in, go away and hear how they stand, from whatever
 * phone: by id and PIN. What is keyed in is kept nowhere: between two requests the id lies in memory alone, and a call
 * in the midst of which the server starts anew begins again.
 */
export function signInRoutes(options: SignInOptions): express.Router {
  const router = express.Router()
  const calls = new SignIns(options)
  const excuse: Excuse = () => ({ status: 200, document: goodbyeDocument([calls.languages[0]], 'goodbye') })
  const post = (route: string, answers: (hook: Hook) => Promise<string>) =>
    router.post(`/agents${route}`, webhook(options, 'agents', answers, excuse))
  post('', hook => calls.begins(hook))
  for (const step of ['id', 'pin', 'menu', 'reason'] as const) {
    post(`/${step}`, hook => calls.keys(hook, step))
    post(`/${step}/silent`, hook => calls.isSilent(hook, step))
  }
  post('/status', async () => emptyDocument())
  return router
}

/** One agent's call. */
interface SignIn {
  step: SignInStep
  language: string
  slips: number
  /** What was entered as id, until the PIN is there too. */
  id: string
  /** Who it is, once that is known. */
  agent: string
}

class SignIns {
  readonly languages: readonly [string, ...string[]]
  readonly #options: SignInOptions
  readonly #calls = new Map<string, SignIn>()

  constructor(options: SignInOptions) {
    this.#options = options
    const spoken = [...new Set(options.lines.flatMap(({ languages }) => languages))].filter(speaksToAgents)
    this.languages = [spoken[0] ?? ENGLISH, ...spoken.slice(1)]
  }

  async begins(hook: Hook): Promise<string> {
    const callSid = hook.need('CallSid')
    const call: SignIn = { step: 'id', language: this.languages[0], slips: 0, id: '', agent: '' }
    this.#calls.delete(callSid)
    this.#calls.set(callSid, call)
    if (this.#calls.size > CALLS_MAX)
      for (const oldest of this.#calls.keys().take(1)) this.#calls.delete(oldest)
    return this.#asks(call)
  }

  async keys(hook: Hook, step: SignInStep): Promise<string> {
    const call = this.#calls.get(hook.need('CallSid'))
    const digits = hook.need('Digits')
    if (!call) return this.begins(hook)
    // What is sent again, since our answer came late, is not taken for an answer to the next question.
    if (call.step !== step) return this.#asks(call)
    if (step === 'id') return this.#takesId(call, digits)
    if (step === 'pin') return this.#takesPin(hook, call, digits)
    if (step === 'menu') return this.#takesChoice(hook, call, digits)
    const reason = KEYED_REASONS[Number(digits) - 1]
    if (reason === undefined) return this.#slips(hook, call)
    return this.#does(hook, call, view => goesAway(view, call.agent, reason))
  }

  async isSilent(hook: Hook, step: SignInStep): Promise<string> {
    const call = this.#calls.get(hook.need('CallSid'))
    if (!call) return this.begins(hook)
    return call.step === step ? this.#slips(hook, call) : this.#asks(call)
  }

  #takesId(call: SignIn, digits: string): string {
    if (digits.startsWith('*')) {
      call.language = this.#other(call) ?? call.language
      return this.#asks(call)
    }
    call.id = digits
    // Also for an id that nobody has: which there are is not to be found out here.
    call.step = 'pin'
    return this.#asks(call)
  }

  async #takesPin(hook: Hook, call: SignIn, digits: string): Promise<string> {
    const entered = await this.#options.accounts.enter(call.id, digits)
    call.id = ''
    if (entered === 'waits') return this.#ends(hook, call, 'waits')
    if (entered === 'wrong') {
      call.step = 'id'
      return this.#slips(hook, call)
    }
    call.agent = entered.agent
    call.step = 'menu'
    return this.#asks(call)
  }

  async #takesChoice(hook: Hook, call: SignIn, digits: string): Promise<string> {
    if (digits === '1') return this.#does(hook, call, view => takesCalls(view, call.agent))
    if (digits === '2') call.step = 'reason'
    else if (digits !== '3') return this.#slips(hook, call)
    return this.#asks(call)
  }

  /** Reports what the agent chose, says how it stands by then, and ends. */
  async #does(hook: Hook, call: SignIn, reports: (view: View) => Report[]): Promise<string> {
    const { agent } = call
    if (!this.#options.accounts.agent(agent)) return this.#ends(hook, call, 'refused')
    this.#calls.delete(hook.need('CallSid'))
    return hook.once({
      reports,
      answer(_entries, { centre }) {
        const { state, leaving } = standingOf(centre, agent)
        const end = state === 'away' ? 'away' : leaving ? 'after-call' : 'signed-in'
        return signInEndDocument(end, call.language)
      },
    })
  }

  #slips(hook: Hook, call: SignIn): string {
    call.slips++
    return call.slips < SLIPS_MAX ? this.#asks(call, true) : this.#ends(hook, call, 'refused')
  }

  #ends(hook: Hook, call: SignIn, end: SignInEnd): string {
    this.#calls.delete(hook.need('CallSid'))
    return signInEndDocument(end, call.language)
  }

  #asks(call: SignIn, isAgain = false): string {
    const { step, language, agent } = call
    const url = `${this.#options.publicUrl}/agents/${step}`
    const other = this.#other(call)
    const { centre } = this.#options.runtime
    const tells = step === 'menu' && centre.agentOf(agent) >= 0
    return signInDocument(
      {
        ...{ step, language, isAgain },
        ...(other !== undefined && { other }),
        ...(tells && { standing: standingOf(centre, agent) }),
      },
      { keys: url, silent: `${url}/silent` },
    )
  }

  /** The language that is spoken if not this one: of the first two that differ. */
  #other({ language }: SignIn): string | undefined {
    const kind = (tag: string) => tag.split('-', 1)[0]
    return this.languages.find(tag => kind(tag) !== kind(language))
  }
}

function standingOf(centre: JournaledCentre, name: string): Standing {
  const { agents } = centre.centre.state
  const agent = centre.agentOf(name)
  return {
    state: AGENT_STATES[agents.state[agent]!]!,
    reason: AWAY_REASONS[agents.reason[agent]!]!,
    leaving: agents.leaving[agent] === 1,
  }
}

function takesCalls({ centre }: View, agent: string): Report[] {
  const { state, leaving } = standingOf(centre, agent)
  return state === AGENT_STATES[AWAY] || leaving ? [{ kind: 'signed-in', data: { agent } }] : []
}

function goesAway({ centre }: View, agent: string, reason: (typeof KEYED_REASONS)[number]): Report[] {
  const standing = standingOf(centre, agent)
  const isGone = standing.state === AGENT_STATES[AWAY] || standing.leaving
  return isGone && standing.reason === reason ? [] : [{ kind: 'went-away', data: { agent, reason } }]
}
