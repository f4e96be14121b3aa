import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FlowTable } from '../../src/call/flow-table.ts'
import { Centre } from '../../src/centre/centre.ts'
import type { Moment, World, WorldOptions } from '../centre/world.ts'
import { argumentsOf } from '../centre/world.ts'
import { histories, live } from './histories.ts'

const RUNS = 60

test('the same facts give the same directives to the byte, also in a centre that was larger before', () => {
  let directed = 0
  for (const history of fc.sample(histories, { numRuns: RUNS, seed: 2 })) {
    const world = live(history)
    const first = replay(world, 0)
    expect(replay(world, 0)).toEqual(first)
    expect(replay(world, 70)).toEqual(first)
    directed += first.length - world.moments.length
  }
  expect(directed).toBeGreaterThan(RUNS)
})

test('a flow that was explored beforehand gives the same directives as one that is learnt on the way', () => {
  for (const history of fc.sample(histories, { numRuns: RUNS / 2, seed: 3 })) {
    const world = live(history)
    expect(replay(world, 0, true)).toEqual(replay(world, 0))
  }
})

/** Enters the facts of a world in a fresh centre; gives its directives, and the result of each fact, as text. */
function replay(world: World, slotsBefore: number, explored = false): string[] {
  const text: string[] = []
  const scribe = new Proxy(
    {},
    {
      get:
        (_, does) =>
        (...args: number[]) =>
          text.push(`${String(does)} ${args}`),
    },
  )
  const centre = new Centre(scribe as never, scribe as never)
  define(centre, world.options, explored)
  centre.state.zones.splice(0, Infinity, ...world.centre.state.zones)
  growTo(centre, slotsBefore, world.options.startMs)
  text.length = 0
  for (const moment of world.moments) text.push(`${moment.fact} ${enter(centre, moment, slotsBefore)}`)
  return text
}

function define(centre: Centre, { lines, agents, startMs }: WorldOptions, explored: boolean): void {
  for (const line of lines) {
    const table = new FlowTable(line)
    if (explored) table.explore()
    centre.addLine(table, startMs)
  }
  for (const queues of agents) centre.addAgent('agent', queues, startMs)
}

/** Has so many calls at once that columns grow; they leave in an order that gives the lowest slots out first again. */
function growTo(centre: Centre, slots: number, atMs: number): void {
  const menus = 0
  const calls = Array.from({ length: slots }, () => centre.arrives(menus, 0, 0, atMs))
  for (const call of calls.reverse()) centre.drops(call, atMs)
}

/** Enters a fact; one that names a call by its number names it by the number that it has here. */
function enter(centre: Centre, moment: Moment, callsBefore: number): number | boolean {
  const method = centre[moment.fact] as (...args: unknown[]) => number | boolean
  const more = moment.known ?? moment.owed
  const [agent, call = 0] = moment.args
  const args = moment.fact === 'codes' && call > 0 ? [agent!, call + callsBefore] : moment.args
  return Reflect.apply(method, centre, argumentsOf({ ...moment, args, more }))
}
