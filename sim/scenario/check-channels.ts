import { nearest } from '../../src/line/nearest.ts'
import type { Problem } from './explain.ts'
import type { Scenario } from './scenario.ts'

/** Groups of agents by name, as channels and costs refer to them; agents who are a number are one group of this name. */
export function groupNames({ agents }: Scenario): string[] {
  return typeof agents === 'number' || Array.isArray(agents)
    ? ['agents']
    : agents.groups.map(({ name }) => name)
}

/** Channels done by groups that do not exist. */
export function channelProblems(scenario: Scenario): Problem[] {
  const known = groupNames(scenario)
  return Object.entries(scenario.channels ?? {}).flatMap(([name, { groups = [] }]) =>
    groups.flatMap((group, i) =>
      known.includes(group)
        ? []
        : [{ path: ['channels', name, 'groups', i], sentence: unknownGroup(group, known) }],
    ),
  )
}

function unknownGroup(name: string, known: readonly string[]): string {
  const guess = nearest(name, known)
  const help = guess ? `did you mean ${guess}?` : 'take one of these.'
  return `got "${name}", expected one of the groups of agents ${known.join(', ')}; ${help}`
}
