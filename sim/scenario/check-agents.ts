import { skillOf } from './agents.ts'
import type { Problem } from './explain.ts'
import type { LineWords } from './line-words.ts'
import { unknownName } from './line-words.ts'
import type { Scenario } from './scenario.ts'

/** What groups, skills and transfers of a scenario have to do with its line. */
export function agentProblems(scenario: Scenario, line: LineWords): Problem[] {
  return [
    ...skillProblems(scenario, line),
    ...levelProblems(scenario),
    ...lateProblems(scenario),
    ...wrapUpProblems(scenario),
    ...transferProblems(scenario, line),
  ]
}

function groupsOf({ agents }: Scenario) {
  return typeof agents === 'number' || Array.isArray(agents) ? [] : agents.groups
}

function skillProblems(scenario: Scenario, line: LineWords): Problem[] {
  const groups = groupsOf(scenario)
  if (groups.length === 0) return []
  const strangers = groups.flatMap(({ skills }, group) =>
    skills.flatMap((given, i) => {
      const { queue } = skillOf(given)
      if (line.queues.includes(queue)) return []
      const path = ['agents', 'groups', group, 'skills', i]
      return [{ path, sentence: unknownName(queue, `queues of line ${line.name}:`, line.queues) }]
    }),
  )
  const served = new Set(groups.flatMap(({ skills }) => skills.map(given => skillOf(given).queue)))
  const unserved = line.reached.filter(queue => !served.has(queue))
  return [
    ...strangers,
    ...unserved.map(queue => ({
      path: ['agents', 'groups'],
      sentence: `got no group that serves queue ${queue}, expected one, else its callers wait for ever; add ${queue} to the skills of a group.`,
    })),
  ]
}

function levelProblems(scenario: Scenario): Problem[] {
  const known = scenario.skillLevels?.length ?? 1
  return groupsOf(scenario).flatMap(({ skills }, group) =>
    skills.flatMap((given, i) => {
      const { level } = skillOf(given)
      if (level <= known) return []
      const path = ['agents', 'groups', group, 'skills', i, 'level']
      const sentence = scenario.skillLevels
        ? `got ${level}, expected 1 to ${known}, the levels that skillLevels lists; lower it, or list more.`
        : `got ${level}, but nothing says what it means; add skillLevels: [{}, { handle: 1.25 }], for example.`
      return [{ path, sentence }]
    }),
  )
}

/** Who comes and goes by interval has no beginning of a shift to be late for. */
function lateProblems(scenario: Scenario): Problem[] {
  const groups = groupsOf(scenario)
  const sentence = 'got agents who come late, but no shifts to be late for; give shifts instead of count.'
  const ofGroups = groups.flatMap(({ late, shifts }, i) =>
    late && !shifts ? [{ path: ['agents', 'groups', i, 'late'], sentence }] : [],
  )
  const isForNobody = scenario.everyAgent?.late !== undefined && !groups.some(({ shifts }) => shifts)
  return [...(isForNobody ? [{ path: ['everyAgent', 'late'], sentence }] : []), ...ofGroups]
}

function wrapUpProblems({ wrapUpSeconds, wrapUpShare }: Scenario): Problem[] {
  if (wrapUpSeconds === undefined || wrapUpShare === 0) return []
  const sentence = `got wrap-up by a distribution of its own beside wrapUpShare (${wrapUpShare}), expected one of them; leave one out.`
  return [{ path: ['wrapUpSeconds'], sentence }]
}

function transferProblems({ transfers = {}, escalations = 0 }: Scenario, line: LineWords): Problem[] {
  const problems: Problem[] = []
  for (const [from, shares] of Object.entries(transfers)) {
    if (!line.queues.includes(from)) {
      const sentence = unknownName(from, `queues of line ${line.name}:`, line.queues)
      problems.push({ path: ['transfers', from], sentence })
      continue
    }
    for (const to of Object.keys(shares)) {
      if (line.queues.includes(to) && line.transfers(from, to)) continue
      const ways = line.queues.filter(queue => line.transfers(from, queue))
      const has = ways.length === 0 ? 'none' : ways.join(', ')
      const sentence = `got "${to}", expected a queue to which the flow of line ${line.name} lets agents of ${from} hand callers on: ${has}.`
      problems.push({ path: ['transfers', from, to], sentence })
    }
  }
  const canEscalate = line.queues.some(queue => line.transfers(queue, 'supervisors'))
  if (escalations > 0 && !canEscalate) {
    const sentence = `got ${escalations}, but no call of line ${line.name} can be handed on to a queue "supervisors"; remove it.`
    problems.push({ path: ['escalations'], sentence })
  }
  return problems
}
