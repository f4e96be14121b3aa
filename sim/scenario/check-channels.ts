import { nearest } from '../../src/line/nearest.ts'
import type { Problem } from './explain.ts'
import type { KeyPath } from './places.ts'
import type { Scenario } from './scenario.ts'

/** Groups of agents and queues that channels and costs speak of and that do not exist. */
export function channelProblems(scenario: Scenario, queues: readonly string[]): Problem[] {
  const { agents, channels = {}, costs } = scenario
  // Agents who are a number, or one for each interval, are a group of this name.
  const groups =
    typeof agents === 'number' || Array.isArray(agents) ? ['agents'] : agents.groups.map(({ name }) => name)
  const wages = typeof costs?.wagePerHour === 'object' ? Object.keys(costs.wagePerHour) : []
  return [
    ...Object.entries(channels).flatMap(([channel, { groups: given = [] }]) =>
      given.flatMap((name, i) =>
        stranger(['channels', channel, 'groups', i], name, 'groups of agents', groups),
      ),
    ),
    ...idleGroups(scenario),
    ...wages.flatMap(name => stranger(['costs', 'wagePerHour', name], name, 'groups of agents', groups)),
    ...Object.keys(costs?.skillPerHour ?? {}).flatMap(name =>
      stranger(['costs', 'skillPerHour', name], name, 'queues', queues),
    ),
  ]
}

/** Groups that take no calls and do nothing else. */
function idleGroups({ agents, channels = {} }: Scenario): Problem[] {
  if (typeof agents === 'number' || Array.isArray(agents)) return []
  const work = Object.values(channels)
  return agents.groups.flatMap(({ name, skills }, i) =>
    skills.length > 0 || work.some(({ groups }) => groups === undefined || groups.includes(name))
      ? []
      : [
          {
            path: ['agents', 'groups', i, 'skills'],
            sentence:
              'got none, expected a queue that the group serves, or a channel whose work it does; add one.',
          },
        ],
  )
}

function stranger(path: KeyPath, name: string, of: string, known: readonly string[]): Problem[] {
  if (known.includes(name)) return []
  const guess = nearest(name, known)
  const help = guess ? `did you mean ${guess}?` : 'take one of these.'
  return [{ path, sentence: `got "${name}", expected one of the ${of} ${known.join(', ')}; ${help}` }]
}
