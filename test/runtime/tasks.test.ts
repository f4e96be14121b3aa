import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import { Conflict } from '../../src/runtime/conflict.ts'
import { done, givenBack, reopened, taken, wentOn } from '../../src/runtime/tasks.ts'
import type { Paper } from '../../src/store/papers.ts'

const OPEN: Paper<'task'> = {
  ...{ kind: 'task', id: 'follow-up-4', caller: 7, call: 4, state: 'open', atMs: 1_000, dueMs: 9_000 },
  body: {
    ...{ what: 'follow-up', line: 'card-support', queue: 'billing', agent: 'Ana', score: 1 },
    history: [{ atMs: 1_000, did: 'opened' }],
  },
}

const by = (who: string, note?: string) => ({ who, atMs: 2_000, ...(note !== undefined && { note }) })

test('a task is taken, followed up and done, and all of it stays written down', () => {
  const called = wentOn(taken(OPEN, by('Sue')), { ...by('Sue'), did: 'arranged a callback' })
  const closed = done(called, by('Sue', ' refunded the fee '))
  expect(closed).toMatchObject({ state: 'done', dueMs: 9_000, body: { takenBy: 'Sue' } })
  expect(closed.body.history).toEqual([
    { atMs: 1_000, did: 'opened' },
    { atMs: 2_000, who: 'Sue', did: 'took' },
    { atMs: 2_000, who: 'Sue', did: 'arranged a callback' },
    { atMs: 2_000, who: 'Sue', did: 'done', note: 'refunded the fee' },
  ])
  const told = wentOn(closed, { ...by('Sue'), did: 'told the caller' })
  expect(told.state).toBe('done')
  expect(reopened(told, by('Tom', 'the fee is back'))).toMatchObject({ state: 'open' })
  expect(reopened(told, by('Tom')).body.takenBy).toBeUndefined()
})

test('whoever comes second hears who has the task; taking it twice changes nothing', () => {
  const mine = taken(OPEN, by('Sue'))
  expect(taken(mine, by('Sue'))).toBe(mine)
  const second = () => taken(mine, by('Tom'))
  expect(second).toThrow(Conflict)
  expect(second).toThrow('This task is taken by Sue; expected one that is open.')
  for (const act of [done, givenBack]) expect(() => act(mine, by('Tom', 'x'))).toThrow('taken by Sue')
  expect(() => done(OPEN, by('Tom', 'x'))).toThrow('This task is open; expected one that Tom has taken.')
  expect(taken(givenBack(mine, by('Sue')), by('Tom')).body.takenBy).toBe('Tom')
})

test('a task is not done without a word about how', () => {
  for (const note of [undefined, '', '  '])
    expect(() => done(taken(OPEN, by('Sue')), by('Sue', note))).toThrow(WrongInput)
})

const DEEDS = [
  taken,
  givenBack,
  done,
  reopened,
  (task: Paper<'task'>, step: ReturnType<typeof by>) => wentOn(task, { ...step, did: 'arranged a callback' }),
] as const

test('whatever people try, a task has an owner just while it is taken or done, and its history only grows', () => {
  const tries = fc.array(fc.tuple(fc.nat(DEEDS.length - 1), fc.constantFrom('Sue', 'Tom')), { maxLength: 20 })
  fc.assert(
    fc.property(tries, steps => {
      let task = OPEN
      for (const [deed, who] of steps) {
        const before = task
        try {
          task = DEEDS[deed]!(task, by(who, 'so it is'))
        } catch (error) {
          expect(error).toBeInstanceOf(Conflict)
        }
        expect(task.body.takenBy !== undefined).toBe(task.state !== 'open')
        expect(task.body.history.slice(0, before.body.history.length)).toEqual(before.body.history)
        if (before.state === 'taken' && before.body.takenBy !== who) expect(task).toBe(before)
      }
    }),
  )
})
