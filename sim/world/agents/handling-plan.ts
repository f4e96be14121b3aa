import type { FlowTable } from '../../../src/call/flow-table.ts'
import type { DistributionDefinition } from '../../distribution.ts'
import { Distribution } from '../../distribution.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { canTransfer } from '../reached.ts'

/** Where the `escalate` block of a flow takes callers. */
const SUPERVISORS = 'supervisors'

/** What agents do with calls beyond taking their time; lists are by queue. */
export interface HandlingPlan {
  /** Wrap-up by a distribution of its own. */
  readonly wrapUp: readonly (Distribution | undefined)[]
  /** Handle times of calls that are not resolved, and of those handed on, where these differ. */
  readonly unresolved: readonly (Distribution | undefined)[]
  readonly transferred: readonly (Distribution | undefined)[]
  /** To which queues agents hand callers on, each with the share of calls that goes to it or one before it. */
  readonly transfers: readonly (readonly { readonly to: number; readonly upTo: number }[])[]
  /** Handle times and resolved calls by level of skill, from level 1 on, as factors. */
  readonly levels: readonly { readonly handle: number; readonly resolved: number }[]
}

type ByQueue = DistributionDefinition | Readonly<Record<string, DistributionDefinition>> | undefined

/** @throws WrongInput for a distribution that is none */
export function handlingOf(scenario: Scenario, table: FlowTable): HandlingPlan {
  const { wrapUpSeconds, handleByOutcome = {}, skillLevels = [] } = scenario
  const { queues } = table.names
  const each = (given: ByQueue, where: string) => queues.map(queue => ofQueue(given, queue, where))
  const transfers = transfersOf(scenario, table)
  return {
    wrapUp: each(wrapUpSeconds, 'wrapUpSeconds'),
    unresolved: each(handleByOutcome.unresolved, 'handleByOutcome.unresolved'),
    transferred: each(handleByOutcome.transferred, 'handleByOutcome.transferred'),
    transfers: queues.map(from => {
      let upTo = 0
      return Object.entries(transfers[from] ?? {}).map(([to, share]) => {
        upTo += share
        return { to: queues.indexOf(to), upTo }
      })
    }),
    levels: skillLevels,
  }
}

function ofQueue(given: ByQueue, queue: string, where: string): Distribution | undefined {
  if (given === undefined) return undefined
  if (isOne(given)) return new Distribution(given, where)
  return given[queue] && new Distribution(given[queue], `${where}.${queue}`)
}

function isOne(given: NonNullable<ByQueue>): given is DistributionDefinition {
  return typeof given.distribution === 'string'
}

/** The transfers of a scenario by name, with its escalations wherever the flow has a way to supervisors. */
export function transfersOf(
  { transfers = {}, escalations = 0 }: Scenario,
  table: FlowTable,
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  if (escalations === 0) return transfers
  const escalated = table.names.queues.flatMap(from => {
    const own = transfers[from] ?? {}
    if (own[SUPERVISORS] !== undefined || !canTransfer(table, from, SUPERVISORS)) return []
    return [[from, { ...own, [SUPERVISORS]: escalations }] as const]
  })
  return { ...transfers, ...Object.fromEntries(escalated) }
}
