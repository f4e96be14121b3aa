import { describe, expect, test } from 'vitest'
import { lines } from '../../flows/index.ts'
import { checkFlow } from '../../src/call/check.ts'
import { direct } from '../../src/call/direct.ts'
import { exploredText, takeExplored } from '../../src/call/explored.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import type { Line } from '../../src/call/line.ts'
import { passage } from '../../src/call/passage.ts'
import { textHash } from '../../src/line/line-hash.ts'
import { broken, type Parts } from './broken-line.ts'

const all = [...Object.values(lines), direct].map(line => [line.definition.name, line] as const)

/** The same line as another process would have it: nothing is known of it yet. */
function elsewhere(line: Line, edit: (parts: Parts) => void = () => {}): Line {
  return broken(line, edit)
}

/** Everything that a flow can do and say, as one value. */
function whole(table: FlowTable): unknown {
  return Array.from({ length: table.states }, (_, state) => ({
    key: table.stateKey(state),
    name: table.stateName(state),
    isFinal: table.isFinal(state),
    asks: table.asks(state),
    steps: table.events.map((_, event) => {
      const to = table.next(state, event)
      return [to, table.programAfter(state, event), table.hearsWaitsAlike(state)]
    }),
  }))
}

describe('what one process explored, another need not', () => {
  test.each(all)('%s: a table that is read does what an explored one does', (_, line) => {
    const text = exploredText(line)
    const there = elsewhere(line)
    expect(takeExplored(there, text)).toBe(true)
    expect(checkFlow(there)).toEqual(checkFlow(line))
    const [read, stepped] = [new FlowTable(there), new FlowTable(line)]
    expect(whole(read)).toEqual(whole(stepped))
    expect(read.programs).toEqual(stepped.programs.slice(0, read.programs.length))
    const open = read.eventNumber('line.open')
    expect(passage(read, 0, open)).toEqual(passage(stepped, 0, open))
    expect(exploredText(there)).toBe(text)
  })

  test('a state with a history is read back with it', () => {
    const withHistory = (parts: Parts) => {
      parts.flow.states.talking!.on['key.1'] = '#call.menu'
      parts.flow.states.menu = {
        initial: 'one',
        on: { 'key.3': '#call.aside' },
        states: {
          one: { on: { 'key.2': 'two' }, states: {} },
          two: { on: {}, states: {} },
          back: { type: 'history' } as never,
        },
      }
      parts.flow.states.aside = { on: { 'key.4': '#call.menu.back' }, states: {} }
    }
    const line = elsewhere(direct, withHistory)
    const there = elsewhere(direct, withHistory)
    expect(takeExplored(there, exploredText(line))).toBe(true)
    const [read, stepped] = [new FlowTable(there), new FlowTable(line)]
    expect(whole(read)).toEqual(whole(stepped))
    const aside = Array.from({ length: read.states }, (_, n) => n).filter(n => read.stateName(n) === 'aside')
    expect(aside).toHaveLength(2)
    const back = read.eventNumber('key.4')
    expect(aside.map(from => passage(read, from, back).states)).toEqual([['menu.one'], ['menu.two']])
  })

  test('what is wrong with a line is known without a walk', () => {
    const deaf = (parts: Parts) => {
      delete parts.flow.on.hangup
    }
    const line = elsewhere(direct, deaf)
    const there = elsewhere(direct, deaf)
    expect(takeExplored(there, exploredText(line))).toBe(true)
    expect(checkFlow(there).problems.map(({ kind }) => kind)).toEqual(['no-hangup'])
  })
})

describe('what cannot be trusted is not taken', () => {
  const text = exploredText(direct)
  const body = JSON.parse(text.slice(text.indexOf('\n'))) as { steps: Record<string, unknown> }
  const sealed = (value: unknown) => `${textHash(JSON.stringify(value))}\n${JSON.stringify(value)}`
  const refuses = (damaged: string, line = elsewhere(direct)) => {
    expect(takeExplored(line, damaged)).toBe(false)
    expect(new FlowTable(line).states).toBe(1)
    expect(checkFlow(line)).toEqual(checkFlow(direct))
  }

  test('damaged: cut short, with a byte changed, empty, or something else altogether', () => {
    for (const damaged of [
      text.slice(0, -1),
      text.slice(0, text.length / 2),
      text.replace('"states":4', '"states":5'),
      '',
      '\n',
      'nonsense',
      '{"line":"x"}',
    ])
      refuses(damaged)
  })

  test('of another line', () => {
    const other = elsewhere(direct, parts => {
      parts.definition.intents = ['closing']
    })
    expect(takeExplored(other, text)).toBe(false)
    expect(new FlowTable(other).states).toBe(1)
  })

  test.each([
    ['a state that is not there', { next: [99] }],
    ['steps of too few states', { keys: [] }],
    ['other events', { events: ['line.open'] }],
    ['steps that are none', { next: 'every', programs: {} }],
    ['another beginning', { keys: ['["active","elsewhere",[],[]]'] }],
  ])('sealed as it should be, but with %s', (_, wrong) => {
    refuses(sealed({ ...body, steps: { ...body.steps, ...wrong } }))
  })

  test('sealed as it should be, but without a report', () => {
    for (const report of [undefined, {}, { states: 4, transitions: 11, problems: [{}] }])
      refuses(sealed({ ...body, report }))
  })
})
