import { NEVER_MS, SECOND_MS } from '../base/units.ts'
import type { Directives } from '../call/directives.ts'
import { RECORD_STATES } from '../call/directives.ts'
import { MANNERS } from '../call/facts.ts'
import type { Directive } from '../call/journal.ts'
import type { LineNames } from '../call/line.ts'
import { ASKS_SCORE, CASE, NUMBER, SECRET, SPEECH, TO_GIVEN } from '../call/program.ts'
import { alertOf } from './alert-directive.ts'
import type { CentreLine, State } from './state.ts'
import { PROMISED } from './state.ts'

/** Writes down the directives of a centre by name, as they stand in a journal. */
export class Scribe implements Directives {
  /** What was written since the last `take`. */
  #written: Directive[] = []
  #state: State | undefined

  /** The centre whose directives these are; it is made with the scribe, so it comes after it. */
  reads(state: State): void {
    this.#state = state
  }

  /** Takes what was written. */
  take(): Directive[] {
    const written = this.#written
    this.#written = []
    return written
  }

  answer(call: number): void {
    this.#written.push({ do: 'answer', call: this.#number(call) })
  }

  say(call: number, prompt: number, position: number, low: number, high: number, momentMs: number): void {
    this.#written.push({
      do: 'say',
      call: this.#number(call),
      prompt: this.#names(call).prompts[prompt]!,
      ...(position > 0 && { position }),
      ...(high > 0 && { lowMinutes: low, highMinutes: high }),
      ...this.#moment(call, prompt, momentMs),
    })
  }

  ask(call: number, prompt: number, keys: number, least: number, timeoutMs: number, manner: number): void {
    const name = this.#names(call).prompts[prompt]!
    const as = (manner & SECRET) !== 0 ? 'secret' : (manner & CASE) !== 0 ? 'case' : 'number'
    this.#written.push({
      do: 'ask',
      call: this.#number(call),
      prompt: name,
      keys,
      ...(least < keys && { least }),
      timeoutMs,
      ...((manner & SPEECH) !== 0 && { speech: true as const }),
      ...((manner & (SECRET | NUMBER | CASE)) !== 0 && { as }),
    })
  }

  record(call: number, prompt: number, lengthMs: number): void {
    const name = this.#names(call).prompts[prompt]!
    this.#written.push({
      do: 'record',
      call: this.#number(call),
      prompt: name,
      seconds: lengthMs / SECOND_MS,
    })
  }

  speak(call: number, language: number): void {
    const name = this.#names(call).languages[language]!
    this.#written.push({ do: 'speak', call: this.#number(call), language: name })
  }

  playMusic(call: number): void {
    this.#written.push({ do: 'play-music', call: this.#number(call) })
  }

  wakeCall(call: number, dueMs: number): void {
    const never = dueMs === NEVER_MS
    this.#written.push({ do: 'wake-call', call: this.#number(call), dueMs: never ? null : dueMs })
  }

  wakeLine(line: number, dueMs: number): void {
    this.#written.push({ do: 'wake-line', line: this.#state!.lines[line]!.table.names.line, dueMs })
  }

  wakeAgents(dueMs: number): void {
    this.#written.push({ do: 'wake-agents', dueMs })
  }

  ring(agent: number, call: number): void {
    const { agents, calls } = this.#state!
    const helps = agents.helps[agent] !== 0 ? { helps: this.#agent(calls.agent[call]!) } : {}
    this.#written.push({ do: 'ring', agent: this.#agent(agent), call: this.#number(call), ...helps })
  }

  stopRinging(agent: number): void {
    this.#written.push({ do: 'stop-ringing', agent: this.#agent(agent) })
  }

  connect(agent: number, call: number): void {
    this.#written.push({ do: 'connect', agent: this.#agent(agent), call: this.#number(call) })
  }

  playMessage(agent: number, call: number): void {
    this.#written.push({ do: 'play-message', agent: this.#agent(agent), call: this.#number(call) })
  }

  dial(call: number, agent: number): void {
    this.#written.push({ do: 'dial', call: this.#number(call), agent: this.#agent(agent) })
  }

  text(call: number, prompt: number, low: number, high: number, momentMs: number, manner: number): void {
    this.#written.push({
      do: 'text',
      call: this.#number(call),
      prompt: this.#names(call).prompts[prompt]!,
      ...(high > 0 && { lowMinutes: low, highMinutes: high }),
      ...this.#moment(call, prompt, momentMs),
      ...((manner & ASKS_SCORE) !== 0 && { asks: 'score' as const }),
      ...((manner & TO_GIVEN) !== 0 && { to: 'given' as const }),
    })
  }

  openCase(call: number): void {
    const { calls, queues } = this.#state!
    const queue = queues.settings[calls.queue[call]!]?.name
    this.#written.push({
      ...{
        do: 'open-case',
        call: this.#number(call),
        line: this.#names(call).line,
        caller: calls.caller[call]!,
      },
      ...(queue !== undefined && { queue }),
    })
  }

  textCaller(line: number, caller: number, prompt: number): void {
    const { names } = this.#state!.lines[line]!.table
    this.#written.push({ do: 'text-caller', line: names.line, caller, prompt: names.prompts[prompt]! })
  }

  hangUp(call: number): void {
    this.#written.push({ do: 'hang-up', call: this.#number(call) })
  }

  hold(call: number): void {
    this.#written.push({ do: 'hold', call: this.#number(call) })
  }

  unhold(call: number): void {
    this.#written.push({ do: 'unhold', call: this.#number(call) })
  }

  join(agent: number, call: number): void {
    this.#written.push({ do: 'join', agent: this.#agent(agent), call: this.#number(call) })
  }

  part(agent: number): void {
    this.#written.push({ do: 'part', agent: this.#agent(agent) })
  }

  monitor(agent: number, whom: number, manner: number): void {
    const names = { agent: this.#agent(agent), whom: this.#agent(whom) }
    this.#written.push({ do: 'monitor', ...names, how: MANNERS[manner]! })
  }

  stopMonitoring(agent: number): void {
    this.#written.push({ do: 'stop-monitoring', agent: this.#agent(agent) })
  }

  recordTalk(call: number, state: number): void {
    this.#written.push({ do: 'record-talk', call: this.#number(call), state: RECORD_STATES[state]! })
  }

  wakeAlerts(dueMs: number): void {
    this.#written.push({ do: 'wake-alerts', dueMs })
  }

  alert(line: number, rule: number, queue: number, change: number, value: number, sinceMs: number): void {
    const { lines, queues } = this.#state!
    const { definition } = lines[line]!.table.line
    const about = queue < 0 ? undefined : queues.settings[queue]!.name
    this.#written.push(alertOf(definition, rule, about, change, value, sinceMs))
  }

  /** Ends the leg of a call that the centre never had, by the number that it would have had. */
  turnAway(number: number): void {
    this.#written.push({ do: 'hang-up', call: number })
  }

  /** The moment that a prompt speaks, under the name of what it is. */
  #moment(call: number, prompt: number, momentMs: number): { promisedMs?: number; openingMs?: number } {
    if (momentMs === 0) return {}
    return this.#line(call).moments[prompt] === PROMISED ? { promisedMs: momentMs } : { openingMs: momentMs }
  }

  #number(call: number): number {
    return this.#state!.calls.number[call]!
  }

  #names(call: number): LineNames {
    return this.#line(call).table.names
  }

  #line(call: number): CentreLine {
    const state = this.#state!
    return state.lines[state.calls.line[call]!]!
  }

  #agent(agent: number): string {
    return this.#state!.agents.names[agent]!
  }
}
