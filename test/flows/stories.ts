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

/** A program in words, such as `say welcome`. */
export function inWords(table: FlowTable, program: number): string[] {
  const { prompts, queues, languages } = table.names
  const named = (numbers: readonly number[]) => numbers.map(number => prompts[number]).join(' ')
  return op.operations(table.programs, program).map(({ code, operands }) => {
    switch (code) {
      case op.SAY:
        return `say ${named(operands)}`
      case op.ASK:
        return `ask ${named(operands.slice(0, 1))} ${operands.slice(1).join(' ')}`
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
}
