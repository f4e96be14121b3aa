import type { AskParams } from './flow.ts'
import type { LineNames } from './line.ts'

/** What a step of a flow makes the centre do, as numbers: an operation and its operands, one after the other. */
export const SAY = 1 // prompt
export const ASK = 2 // prompt, keys, least keys, timeout ms, manner
export const SPEAK = 3 // language
export const ENQUEUE = 4 // queue
export const LEAVE_QUEUE = 5
export const PLAY_MUSIC = 6
export const ANNOUNCE = 7 // position and wait, position, wait, longer, soon, still; NO_PROMPT where only the place is told
export const SAY_NEXT = 8 // how many, then the prompts
export const KEEP_PLACE = 9
export const JOIN_AGENT = 10
export const SERVED = 11
export const HANG_UP = 12
export const SET_TIMER = 13 // event, delay ms
export const CLEAR_TIMER = 14 // event
export const END = 15 // the flow is over
export const RECORD = 16 // prompt, length ms
export const USE_NUMBER = 17
export const PROMISE = 18 // delay ms, or -1 for the next opening
export const RATE = 19 // score
export const IDENTIFY = 20
export const SAY_NOTICES = 21
export const SAY_MATTERS = 22
export const PREFER_LAST_AGENT = 23
export const CHECK_NUMBER = 24
export const CONSENT = 25 // given: 1 or 0
export const TEXT = 26 // prompt, 1 where the reply is a score
export const TEXT_WHEN_NEAR = 27 // prompt when it is nearly the caller's turn, prompt when the wait has changed much
export const OPEN_CASE = 28
export const FILE_MESSAGE = 29 // queue

/** Bits of the manner in which `ASK` listens: for words as well; what digits are for. */
export const SPEECH = 1
export const SECRET = 2
export const NUMBER = 4
export const CASE = 8

/** Bits of the manner of a text message: the reply is a score; it goes to the number that the caller entered. */
export const ASKS_SCORE = 1
export const TO_GIVEN = 2

/** Operand where a prompt is not spoken. */
export const NO_PROMPT = -1

/** Delay of a promise that stands for the next opening. */
export const AT_OPENING = -1

/** Behind the last operation of a program. */
export const STOP = 0

/** An action as XState hands it out: a type and parameters. */
export interface PlainAction {
  readonly type: string
  readonly params?: unknown
}

export type FlowErrorKind =
  | 'unknown-action'
  | 'unknown-prompt'
  | 'unknown-queue'
  | 'unknown-language'
  | 'unknown-event'
  | 'too-many-states'

/** A flow asks for something that no centre can do: an unknown action, prompt or queue. Says which, and what there is. */
export class FlowError extends Error {
  override name = 'FlowError'
  readonly kind: FlowErrorKind

  constructor(kind: FlowErrorKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/** How many operands each operation has, -1 for a code that is none; `SAY_NEXT` has as many more as its first operand says. */
export const OPERANDS = [
  0, 1, 5, 1, 1, 0, 0, 6, 1, 0, 0, 0, 0, 2, 1, 0, 2, 0, 1, 1, 0, 0, 0, 0, 0, 1, 2, 2, 0, 1,
] as const

export interface Operation {
  readonly code: number
  readonly operands: readonly number[]
}

/** The operations of the program that begins at `start`. */
export function operations(programs: Int32Array, start: number): Operation[] {
  const found: Operation[] = []
  for (let at = start; programs[at] !== STOP; ) {
    const code = programs[at]!
    const count = OPERANDS[code]! + (code === SAY_NEXT ? programs[at + 1]! : 0)
    found.push({ code, operands: [...programs.subarray(at + 1, at + 1 + count)] })
    at += 1 + count
  }
  return found
}

/**
 * Translates the actions of one step to a program.
 * @throws FlowError for an action, prompt, queue or language that the line does not have.
 */
export function compile(actions: readonly PlainAction[], names: LineNames, timers: TimerNames): number[] {
  const program: number[] = []
  for (const action of actions) compileAction(program, action, names, timers)
  return program
}

/** Numbers of the timer events of one flow. */
export type TimerNames = ReadonlyMap<string, number>

function compileAction(program: number[], action: PlainAction, names: LineNames, timers: TimerNames): void {
  const params = (action.params ?? {}) as Record<string, never>
  const prompt = (name: string): number => find(names.prompts, name, 'prompt', names.line)
  switch (action.type) {
    case 'say':
      return void program.push(SAY, prompt(params.prompt!))
    case 'ask':
      return void compileAsk(program, action.params as AskParams, prompt)
    case 'record':
      return void program.push(RECORD, prompt(params.prompt!), Math.round(params.seconds! * 1_000))
    case 'rate':
      return void program.push(RATE, params.score!)
    case 'promise':
      return void program.push(
        PROMISE,
        'at' in params ? AT_OPENING : Math.round(params.afterSeconds! * 1_000),
      )
    case 'consent':
      return void program.push(CONSENT, params.given ? 1 : 0)
    case 'text':
      return void program.push(TEXT, prompt(params.prompt!), params.asks === undefined ? 0 : 1)
    case 'textWhenNear':
      return void program.push(TEXT_WHEN_NEAR, prompt(params.soon!), prompt(params.changed!))
    case 'speak':
      return void program.push(SPEAK, find(names.languages, params.language!, 'language', names.line))
    case 'enqueue':
      return void program.push(ENQUEUE, find(names.queues, params.queue!, 'queue', names.line))
    case 'fileMessage':
      return void program.push(FILE_MESSAGE, find(names.queues, params.queue!, 'queue', names.line))
    case 'announce':
      return void program.push(ANNOUNCE, ...ANNOUNCED.map(which => announced(params, which, prompt)))
    case 'sayNext': {
      const prompts: readonly string[] = params.prompts!
      return void program.push(SAY_NEXT, prompts.length, ...prompts.map(prompt))
    }
    case 'xstate.raise': {
      const { event, delay } = params as unknown as { event: { type: string }; delay?: number }
      return void program.push(SET_TIMER, timer(timers, event.type), delay ?? 0)
    }
    case 'xstate.cancel':
      return void program.push(CLEAR_TIMER, timer(timers, params.sendId!))
    default:
      return void program.push(plainOperation(action.type, names.line))
  }
}

const ANNOUNCED = ['positionAndWait', 'position', 'wait', 'longer', 'soon', 'still'] as const
const PLACE: readonly string[] = ['position', 'still']

/** A prompt of an announcement; `NO_PROMPT` for those of the wait, in one that names none of them. */
function announced(params: object, which: string, find: (prompt: string) => number): number {
  const tellsWait = Object.keys(params).some(name => !PLACE.includes(name))
  if (!tellsWait && !PLACE.includes(which)) return NO_PROMPT
  return find((params as Record<string, string>)[which]!)
}

function compileAsk(
  program: number[],
  { prompt, keys, least = keys, timeoutSeconds, speech, as }: AskParams,
  find: (prompt: string) => number,
): void {
  const manner = (speech ? SPEECH : 0) | (as === undefined ? 0 : KEPT_AS[as])
  program.push(ASK, find(prompt), keys, least, timeoutSeconds * 1_000, manner)
}

const KEPT_AS = { secret: SECRET, number: NUMBER, case: CASE } as const

const PLAIN: Readonly<Record<string, number>> = {
  openCase: OPEN_CASE,
  leaveQueue: LEAVE_QUEUE,
  playMusic: PLAY_MUSIC,
  keepPlace: KEEP_PLACE,
  joinAgent: JOIN_AGENT,
  served: SERVED,
  hangUp: HANG_UP,
  useNumber: USE_NUMBER,
  identify: IDENTIFY,
  sayNotices: SAY_NOTICES,
  sayMatters: SAY_MATTERS,
  preferLastAgent: PREFER_LAST_AGENT,
  checkNumber: CHECK_NUMBER,
}

function plainOperation(type: string, line: string): number {
  const operation = PLAIN[type]
  if (operation !== undefined) return operation
  throw new FlowError(
    'unknown-action',
    `the flow of line "${line}" asks for the action "${type}", which no centre can carry out; ` +
      `a flow uses the actions of \`flow\`, and neither invokes nor spawns`,
  )
}

function find(
  names: readonly string[],
  name: string,
  what: 'prompt' | 'queue' | 'language',
  line: string,
): number {
  const index = names.indexOf(name)
  if (index >= 0) return index
  throw new FlowError(
    `unknown-${what}`,
    `the flow of line "${line}" names the ${what} "${name}"; the line has: ${names.join(', ')}`,
  )
}

function timer(timers: TimerNames, name: string): number {
  const event = timers.get(name)
  if (event !== undefined) return event
  throw new FlowError('unknown-event', `the flow raises "${name}" after a delay; only \`after\` makes timers`)
}
