/**
 * What a centre makes its carrier do: the one door out. Calls, agents, lines and prompts are the numbers that the
 * centre gives them; times are milliseconds. A carrier carries these out in order and calls nothing of the centre
 * from within them.
 */
export interface Directives {
  /** Picks up a call that has just arrived: the first directive of every call. */
  answer(call: number): void
  /**
   * Speaks a prompt. Numbers that the prompt does not speak are 0.
   * @param momentMs the moment that the prompt speaks: when the line opens next, or when a callback is promised; 0
   *   where nobody can say
   */
  say(
    call: number,
    prompt: number,
    position: number,
    lowMinutes: number,
    highMinutes: number,
    momentMs: number,
  ): void
  /**
   * Speaks a prompt and listens for `least` to `keys` keys; `silence` is due `timeoutMs` after the prompt's end.
   * @param manner bits of `SPEECH`, `SECRET`, `NUMBER` and `CASE`
   */
  ask(call: number, prompt: number, keys: number, least: number, timeoutMs: number, manner: number): void
  /** Speaks a prompt, then records the caller for `lengthMs` at most; a recording event follows. */
  record(call: number, prompt: number, lengthMs: number): void
  /** All that follows in this call is spoken in this language of its line. */
  speak(call: number, language: number): void
  /** Plays music from where it stopped, until something else is directed. */
  playMusic(call: number): void
  /**
   * `isDue` is wanted for this call at `dueMs`; for a caller who hears music, at the end of the piece that plays
   * then. Replaces what was wanted before; `NEVER_MS` for nothing.
   */
  wakeCall(call: number, dueMs: number): void
  /** `lineIsDue` is wanted at `dueMs`. */
  wakeLine(line: number, dueMs: number): void
  /** `agentsAreDue` is wanted at `dueMs`. */
  wakeAgents(dueMs: number): void
  /** Rings the agent with this caller, until `accepts`, `misses` or `stopRinging`. */
  ring(agent: number, call: number): void
  stopRinging(agent: number): void
  /** Joins the agent who accepted and the caller, whatever the caller is hearing. */
  connect(agent: number, call: number): void
  /** The agent who accepted hears the message that the caller left, whose leg is long over. */
  playMessage(agent: number, call: number): void
  /** Calls a caller back who kept the place; the agent is reserved until the outcome is known. */
  dial(call: number, agent: number): void
  /**
   * Sends the caller a prompt as a text message. Numbers that the prompt does not hold are 0.
   * @param momentMs as of `say`
   * @param manner bits of `ASKS_SCORE` and `TO_GIVEN`
   */
  text(
    call: number,
    prompt: number,
    lowMinutes: number,
    highMinutes: number,
    momentMs: number,
    manner: number,
  ): void
  /** As `text`, outside of any call, by the key of the caller. */
  textCaller(line: number, caller: number, prompt: number): void
  /** Gives the caller of a call a case number, see `caseNumberOf`. */
  openCase(call: number): void
  /** Ends the caller's leg after all that was to be spoken. */
  hangUp(call: number): void
  /** The caller of a talk hears music, and nobody of the talk. */
  hold(call: number): void
  unhold(call: number): void
  /** Joins an agent who was asked to help to the talk of a call. */
  join(agent: number, call: number): void
  /** Takes an agent out of a talk that goes on without. */
  part(agent: number): void
  /** Brings a supervisor into the talk that `whom` is in, or changes how; `manner` is an index of `MANNERS`. */
  monitor(agent: number, whom: number, manner: number): void
  stopMonitoring(agent: number): void
  /** Records the talk of a call from here on, or not; `state` is an index of `RECORD_STATES`. */
  recordTalk(call: number, state: number): void
  /** `alertsAreDue` is wanted at `dueMs`. */
  wakeAlerts(dueMs: number): void
  /**
   * Tells supervisors what became of an alert.
   * @param rule place among the rules of the line
   * @param queue -1 where it is about no one queue
   * @param change index of `ALERT_CHANGES`
   * @param value seconds, a share or a count, by the rule's measure; Infinity for a wait of which nobody can say how
   *   long it is, NaN where nothing was measured
   * @param sinceMs since when the measure has been beyond the threshold
   */
  alert(line: number, rule: number, queue: number, change: number, value: number, sinceMs: number): void
}

/** What becomes of the recording of a talk. */
export const RECORD_STATES = ['start', 'pause', 'resume', 'stop'] as const
export type RecordState = (typeof RECORD_STATES)[number]

/** What may become of an alert. */
export const ALERT_CHANGES = [
  'raised',
  /** It lasts, and is told once more. */
  'told-again',
  'recovered',
  /** The line has closed, and is not looked at any more. */
  'closed',
  /** A new version of the line does not have the rule. */
  'rule-gone',
] as const

/** How a call ended. */
export const OUTCOMES = [
  /** Hung up in a menu, or was let go after waiting as long as anybody may. */
  'left',
  /** Talked to an agent. */
  'answered',
  /** Hung up while waiting. */
  'abandoned',
  /** Got what it was for without an agent. */
  'contained',
  /** Left a message. */
  'voicemail',
  /** Found the line closed, or was told that it closes too soon. */
  'closed',
  /** Found the queue full. */
  'turned-away',
  /** Asked for a callback that reached nobody. */
  'callback-failed',
  /** Asked for a callback and rang again before it came: the other call has the place, and goes on. */
  'called-again',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What statistics and pages see of a centre, told as it happens. Its columns and its time may be read meanwhile. */
export interface Watch {
  /** The caller joined a queue. */
  queued(call: number, queue: number): void
  /** An agent accepted; the call waited `waitMs` since it joined the queue. */
  answered(call: number, queue: number, agent: number, waitMs: number): void
  /** The caller hung up after waiting `waitMs`. */
  abandoned(call: number, queue: number, waitMs: number): void
  /** The place is kept for a callback. */
  keptPlace(call: number, queue: number): void
  /**
   * The caller left a message, which waits in this queue from now on. For the caller the call is over, with this
   * outcome; `ended` follows when an agent has heard the message.
   */
  filed(call: number, queue: number, outcome: number): void
  /** An agent accepted a message that had waited `waitMs`. */
  heardMessage(call: number, queue: number, agent: number, waitMs: number): void
  /** The caller said how content the call left them, from 1 to 5. */
  rated(call: number, score: number): void
  /** The call is over; `outcome` is an index of `OUTCOMES`. Its slot is free after this. */
  ended(call: number, outcome: number): void
  /** The agent changes to a state of `AGENT_STATES`; until this is over its column still says since when the one before lasted. */
  agentChanged(agent: number, from: number, to: number): void
}
