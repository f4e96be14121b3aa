import { describe, expect, test } from 'vitest'
import { lines } from '../../flows/index.ts'
import { defineLine, lineFromText, lineText } from '../../src/call/define-line.ts'
import { direct, directLine } from '../../src/call/direct.ts'
import { flow } from '../../src/call/flow.ts'
import { FlowTable } from '../../src/call/flow-table.ts'
import { contentHash } from '../../src/line/line-hash.ts'

const all = [...Object.values(lines), direct]

/** Everything that a flow can do, as one value. */
function whole(table: FlowTable): unknown {
  table.explore()
  return Array.from({ length: table.states }, (_, state) => ({
    key: table.stateKey(state),
    asks: table.asks(state),
    next: table.events.map((_, event) => [table.next(state, event), table.programAfter(state, event)]),
  }))
}

describe('a line beside a journal', () => {
  test.each(all.map(line => [line.definition.name, line] as const))(
    '%s: read back from its text it does the same in every state',
    (_, line) => {
      const again = lineFromText(lineText(line))
      expect(lineText(again)).toBe(lineText(line))
      expect(whole(new FlowTable(again))).toEqual(whole(new FlowTable(line)))
    },
  )

  test('lines that differ have different hashes', () => {
    const hashes = [...all, directLine({ queueLimit: 7 })].map(line => contentHash(lineText(line)))
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test('what is no line is refused with what was found', () => {
    expect(() => lineFromText('{"definition":')).toThrow(/not JSON/)
    expect(() => lineFromText('{"flow":{}}')).toThrow(/"definition" and "flow"/)
    expect(() => lineFromText('null')).toThrow(/"definition" and "flow"/)
    expect(() => lineFromText('{"definition":{"name":"x"},"flow":{}}')).toThrow(/timeZone is missing/)
  })
})

describe('a flow that is no data', () => {
  const withAction = (action: unknown) =>
    flow.createMachine({
      id: 'call',
      initial: 'here',
      // The compiler would refuse most of these; an author who writes JavaScript meets the check instead.
      states: { here: { entry: action as unknown as { type: 'hangUp'; params: Record<string, never> } } },
    })

  test('a function of its own is named with its place', () => {
    expect(() =>
      defineLine(
        direct.definition,
        withAction(() => 1),
      ),
    ).toThrow(
      /the flow of line "direct" has a function at states\.here\.entry; expected the name of an action/,
    )
  })

  test('every place is told at once', () => {
    const both = withAction([() => 1, { type: 'say', params: { prompt: () => 'x' } }])
    expect(() => defineLine(direct.definition, both)).toThrow(
      /2 problems[\s\S]*states\.here\.entry\[0\][\s\S]*states\.here\.entry\[1\]\.params\.prompt/,
    )
  })

  test('a number without end is named with its place', () => {
    const endless = withAction({ type: 'ask', params: { prompt: 'x', keys: 1, timeoutSeconds: Infinity } })
    expect(() => defineLine(direct.definition, endless)).toThrow(
      /Infinity at states\.here\.entry\.params\.timeoutSeconds/,
    )
  })
})

describe('what a state says of itself that nobody understands', () => {
  const asking = (asks: unknown) =>
    flow.createMachine({
      id: 'call',
      initial: 'here',
      states: {
        here: { initial: 'there', states: { there: { meta: { asks: asks as { kind: 'nothing' } } } } },
      },
    })

  test.each([
    [
      'choice',
      /state "here\.there" wrong: it is "choice"; expected an object whose kind is one of: choice, /,
    ],
    [{ kind: 'key' }, /it is \{"kind":"key"\}; expected an object/],
    [{ kind: 'choice' }, /choices is missing/],
    [
      { kind: 'choice', choices: { 5: {} } },
      /key 5 has no list of what it serves; expected \{ serves: \[\] \}/,
    ],
    [{ kind: 'entry' }, /oddsRight is missing/],
    [{ kind: 'confirmation', yes: '1' }, /yes or no is missing/],
  ])('%j is refused with its place', (asks, message) => {
    expect(() => defineLine(direct.definition, asking(asks))).toThrow(message)
  })

  test('a question that nobody could answer is refused with its place', () => {
    const asks = (params: object) =>
      flow.createMachine({
        id: 'call',
        initial: 'here',
        states: {
          here: { entry: { type: 'ask', params: { prompt: 'x', keys: 1, timeoutSeconds: 5, ...params } } },
        },
      })
    for (const [params, message] of [
      [{ keys: 0 }, 'has keys 0 at states.here.entry; expected 1 or more.'],
      [{ keys: 'x' }, 'has keys "x" at states.here.entry; expected 1 or more.'],
      [{ least: 0 }, 'has least 0 at states.here.entry; expected 1 or more.'],
      [{ timeoutSeconds: -1 }, 'has timeoutSeconds -1 at states.here.entry; expected more than 0.'],
    ] as const)
      expect(() => defineLine(direct.definition, asks(params))).toThrow(message)
  })

  test('a line without a flow is told what a flow is', () => {
    for (const none of [undefined, { states: {} }])
      expect(() => defineLine(direct.definition, none as unknown as typeof direct.flow)).toThrow(
        'line "direct" has no flow; expected what `flow.createMachine` gives.',
      )
  })
})
