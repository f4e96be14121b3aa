import { describe, expect, test } from 'vitest'
import { lines } from '../../flows/index.ts'
import { checkFlow } from '../../src/call/check.ts'
import { direct } from '../../src/call/direct.ts'
import { type Node, state } from './broken-line.ts'
import { problemOf, problemsAfter } from './found.ts'

/** How a call comes to the main menu of our lines when nothing is known of the caller. */
const WELCOMED = ['line.open', 'caller.unknown']

describe('a flow that is right', () => {
  test.each([...Object.values(lines), direct].map(line => [line.definition.name, line] as const))(
    '%s has no problem, not even a warning',
    (_, line) => {
      expect(checkFlow(line).problems).toEqual([])
    },
  )

  test('says how large it is', () => {
    const { states, transitions } = checkFlow(direct)
    expect(states).toBe(4)
    // arriving: open, hangup, recover; waiting: answered, full, closing, hangup, recover; talking: left, hangup, recover
    expect(transitions).toBe(11)
  })
})

describe('callers who would be left alone', () => {
  test('a state that nothing leads out of is a dead end, with the keys that lead there', () => {
    const problems = problemsAfter(parts => {
      const main = state(parts, 'main')
      main.on['key.7'] = '#call.attic'
      parts.flow.states.attic = { meta: { asks: { kind: 'nothing' } }, on: {}, states: {} }
    })
    const problem = problemOf('dead-end', problems)
    expect(problem).toMatchObject({ severity: 'error', place: 'attic', path: [...WELCOMED, 'key.7'] })
    expect(problem.message).toBe(
      'a caller who stays on the line waits for nothing that could come ' +
        '(in state attic, after line.open, caller.unknown, key.7).',
    )
  })

  test('two states that only lead to each other are one dead end', () => {
    const problems = problemsAfter(parts => {
      state(parts, 'main').on['key.7'] = '#call.ping'
      const turn = (to: string) => ({ meta: { asks: { kind: 'nothing' } }, on: { 'key.1': to }, states: {} })
      parts.flow.states.ping = turn('pong')
      parts.flow.states.pong = turn('ping')
    })
    expect(problemOf('dead-end', problems)).toMatchObject({ place: 'ping', path: [...WELCOMED, 'key.7'] })
  })

  test('a menu without a limit on slips is an endless loop', () => {
    const problems = problemsAfter(parts => {
      const { on } = state(parts, 'billing')
      on.silence = '.again'
    })
    const problem = problemOf('endless-loop', problems)
    expect(problem).toMatchObject({ place: 'billing.again' })
    expect(problem.path.slice(0, 3)).toEqual([...WELCOMED, 'key.1'])
    expect(problem.path).toHaveLength(5)
    expect(problem.path.at(-1)).toBe('silence')
  })

  test('a full queue that leads back to itself is an endless loop', () => {
    const problems = problemsAfter(parts => {
      state(parts, 'holdAccount', 'waiting').on['queue.full'] = { target: '#call.holdAccount', reenter: true }
    })
    expect(problemOf('endless-loop', problems).path).toContain('queue.full')
  })

  test('a key that does nothing in a menu is dead', () => {
    const problems = problemsAfter(parts => {
      const { on } = state(parts, 'rewards')
      const slip = on['key.*']
      delete on['key.*']
      for (const key of ['3', '4', '5', '6', '7', '8']) on[`key.${key}`] = slip
    })
    const problem = problemOf('dead-key', problems)
    expect(problem).toMatchObject({ place: 'rewards.asking', path: [...WELCOMED, 'key.3'] })
    expect(problem.message).toContain('nothing happens on key.9 (')
  })

  test('a choice whose key leads nowhere of its own is dead', () => {
    const problems = problemsAfter(parts => {
      delete state(parts, 'main').on['key.3']
    })
    const problem = problemOf('dead-choice', problems)
    expect(problem.message).toContain('the state offers key 3, but has no way for it')
    expect(problem.place).toBe('main.asking')
  })

  test('a choice on a key that no phone has is dead', () => {
    const problems = problemsAfter(parts => {
      const { meta } = state(parts, 'main') as { meta: { asks: { choices: Record<string, object> } } }
      meta.asks.choices['#'] = { serves: [] }
    })
    expect(problemOf('dead-choice', problems).message).toContain('"#", which no phone has')
  })
})

describe('holds that the centre cannot end', () => {
  test.each([
    ['agent.answered', 'holdBilling.waiting.music'],
    ['queue.full', 'holdBilling.waiting.joining'],
    ['queue.closing', 'holdBilling.waiting.joining'],
  ])('a hold that does not hear %s', event => {
    const problems = problemsAfter(parts => {
      delete state(parts, 'holdBilling', 'waiting').on[event]
    })
    const errors = problems.filter(({ kind }) => kind !== 'unreachable-state')
    const problem = problemOf('hold-cannot-end', errors)
    expect(problem.place).toMatch(/^holdBilling\./)
    expect(problem.path.slice(0, 4)).toEqual([...WELCOMED, 'key.1', 'key.0'])
    expect(problem.message).toContain(`${event} leads nowhere`)
  })

  test('a caller who goes back to a menu without leaving the queue', () => {
    const problems = problemsAfter(parts => {
      state(parts, 'holdBilling', 'waiting').on['key.9'] = '#call.main'
    })
    const found = problems.find(({ kind, place }) => kind === 'hold-cannot-end' && place.startsWith('main'))
    expect(found?.message).toContain('an agent answers a caller whose flow does not know it')
    expect(found?.path.at(-1)).toBe('key.9')
  })

  test('a line that never closes need not say what happens at closing time', () => {
    const problems = problemsAfter(parts => {
      delete state(parts, 'waiting').on['queue.closing']
    }, direct)
    expect(problems).toEqual([])
  })
})

describe('callers who hang up, and faults of ours', () => {
  test('a flow that does not hear a hang-up, told once', () => {
    const problems = problemsAfter(parts => {
      delete parts.flow.on.hangup
    })
    const problem = problemOf('no-hangup', problems)
    expect(problem.message).toMatch(/hangup leads nowhere.*other states/)
  })

  test('a flow that goes on after a hang-up', () => {
    const problems = problemsAfter(parts => {
      state(parts, 'main').on.hangup = '#call.billing'
    })
    const found = problems.filter(({ kind }) => kind === 'no-hangup')
    expect(found[0]?.message).toContain('the caller has hung up, but the flow goes on in billing.asking')
  })

  test('a flow that hangs up and goes on', () => {
    const problems = problemsAfter(parts => {
      state(parts, 'billing').on['key.9'] = { target: '#call.main', actions: { type: 'hangUp', params: {} } }
    })
    expect(problems.map(({ message }) => message).join()).toContain(
      'the caller is hung up on, but the flow goes on',
    )
  })

  test('a flow without a state to recover in', () => {
    const problems = problemsAfter(parts => {
      delete state(parts, 'recover').meta
    })
    expect(problemOf('no-recover', problems)).toMatchObject({ place: '', severity: 'error' })
  })

  test('a flow that does not hear `recover`', () => {
    const problems = problemsAfter(parts => {
      delete parts.flow.on.recover
    })
    problemOf('no-recover', problems, ['unreachable-state', 'unused-prompt'])
  })

  test('a callback that a fault of ours loses', () => {
    const problems = problemsAfter(parts => {
      for (const inner of Object.values(state(parts, 'callbackBilling').states)) delete inner.on?.recover
      delete state(parts, 'callbackBilling').states.rejoining
    })
    const found = problems.find(({ kind, place }) => kind === 'unheard' && place.startsWith('holdAccount'))
    expect(found?.message).toContain('callback.answered leads nowhere')
    expect(found?.path).toContain('callback.owed.billing')
  })
})

describe('words that do not fit', () => {
  const say = (prompt: string) => ({ type: 'say', params: { prompt } })

  test('a prompt that is missing at the start', () => {
    const problems = problemsAfter(parts => {
      state(parts, 'arriving').entry = say('helo')
    })
    expect(problemOf('unknown-prompt', problems).message).toContain('at the start')
  })

  test('a machine that is started beside the flow', () => {
    const problems = problemsAfter(parts => {
      Object.assign(state(parts, 'billing'), { invoke: { src: 'lookUp' } })
    })
    expect(problemOf('unknown-action', problems)).toMatchObject({ place: 'billing' })
  })

  test('an intent that the line does not have, and one that no key serves', () => {
    const problems = problemsAfter(parts => {
      parts.definition.intents = [...parts.definition.intents.filter(name => name !== 'account'), 'closing']
    })
    expect(
      problemOf(
        'unknown-intent',
        problems.filter(({ place }) => place.startsWith('main')),
      ),
    ).toMatchObject({
      path: WELCOMED,
    })
    expect(problems.filter(({ kind }) => kind === 'unserved-intent')).toMatchObject([
      { severity: 'warning', message: 'no key serves the intent "closing" of the line.' },
    ])
  })

  test('a key for speakers of a language that the line does not speak', () => {
    const problems = problemsAfter(parts => {
      const { meta } = state(parts, 'main') as {
        meta: { asks: { choices: Record<string, { speaks: string }> } }
      }
      meta.asks.choices['9']!.speaks = 'es-MX'
    })
    expect(problemOf('unknown-language', problems).message).toContain(
      '"es-MX"; the line speaks: en-US, es-US',
    )
  })
})

describe('states', () => {
  test('a state that leads to where a caller was before is no state of its own', () => {
    const problems = problemsAfter(parts => {
      const { holdBilling } = parts.flow.states
      holdBilling!.states.before = { type: 'history' } as unknown as Node
      state(parts, 'holdBilling', 'talking').on['key.9'] = 'before'
    })
    expect(problems.filter(({ kind }) => kind === 'unreachable-state')).toEqual([])
  })
})
