import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import * as op from '../../src/call/program.ts'

/** A call as its flow alone sees it: events in, and what it directs, in words. */
export class Story {
  readonly table: FlowTable
  state: number
  /** What the last event made the flow direct. */
  directed: string[] = []

  constructor(line: Line) {
    this.table = new FlowTable(line)
    this.state = this.table.initialState
  }

  on(...events: string[]): this {
    for (const name of events) {
      const event = this.table.eventNumber(name)
      const to = this.table.next(this.state, event)
      this.directed = inWords(this.table, this.table.programAfter(this.state, event))
      this.state = to
    }
    return this
  }

  get at(): string {
    return this.table.stateName(this.state)
  }

  get isOver(): boolean {
    return this.table.isFinal(this.state)
  }
}

/** Keys at least and the manner of listening are told where they are out of the ordinary. */
function askedInWords(prompt: string, [keys, least, timeoutMs, manner = 0]: readonly number[]): string {
  const how = [
    least !== keys && `least ${least}`,
    (manner & op.SPEECH) !== 0 && 'speech',
    (manner & op.SECRET) !== 0 && 'secret',
    (manner & op.NUMBER) !== 0 && 'number',
    (manner & op.CASE) !== 0 && 'case',
  ].filter(word => word !== false)
  return ['ask', prompt, keys, timeoutMs, ...how].join(' ')
}

/** A program in words, such as `say welcome`. */
export function inWords(table: FlowTable, program: number): string[] {
  const { prompts, queues, languages } = table.names
  const named = (numbers: readonly number[]) => numbers.flatMap(number => prompts[number] ?? []).join(' ')
  return op.operations(table.programs, program).map(({ code, operands }) => {
    switch (code) {
      case op.SAY:
        return `say ${named(operands)}`
      case op.ASK:
        return askedInWords(named(operands.slice(0, 1)), operands.slice(1))
      case op.RECORD:
        return `record ${named(operands.slice(0, 1))} ${operands[1]! / 1_000}`
      case op.CONSENT:
        return `consent ${operands[0] === 1}`
      case op.FILE_MESSAGE:
        return `file ${queues[operands[0]!]}`
      case op.PROMISE:
        return `promise ${operands[0] === op.AT_OPENING ? 'opening' : operands[0]! / 1_000}`
      case op.RATE:
        return `rate ${operands[0]}`
      case op.TEXT:
        return `text ${named(operands.slice(0, 1))}${operands[1] === 1 ? ' score' : ''}`
      case op.TEXT_WHEN_NEAR:
        return `textWhenNear ${named(operands)}`
      case op.SPEAK:
        return `speak ${languages[operands[0]!]}`
      case op.ENQUEUE:
        return `enqueue ${queues[operands[0]!]}`
      case op.ANNOUNCE:
        return `announce ${named(operands)}`
      case op.SAY_NEXT:
        return `sayNext ${named(operands.slice(1))}`
      case op.SET_TIMER:
        return `set ${table.events[operands[0]!]} ${operands[1]}`
      case op.CLEAR_TIMER:
        return `clear ${table.events[operands[0]!]}`
      default:
        return PLAIN[code]!
    }
  })
}

const PLAIN: Readonly<Record<number, string>> = {
  [op.LEAVE_QUEUE]: 'leaveQueue',
  [op.PLAY_MUSIC]: 'playMusic',
  [op.KEEP_PLACE]: 'keepPlace',
  [op.JOIN_AGENT]: 'joinAgent',
  [op.SERVED]: 'served',
  [op.HANG_UP]: 'hangUp',
  [op.END]: 'end',
  [op.USE_NUMBER]: 'useNumber',
  [op.IDENTIFY]: 'identify',
  [op.SAY_NOTICES]: 'sayNotices',
  [op.SAY_MATTERS]: 'sayMatters',
  [op.PREFER_LAST_AGENT]: 'preferLastAgent',
  [op.CHECK_NUMBER]: 'checkNumber',
  [op.OPEN_CASE]: 'openCase',
}
