import { AGENT_STATES, WRAP_UP } from '../../src/centre/agents.ts'
import {
  ABSENT,
  FILED,
  FREE,
  HELD,
  HELPED,
  LEG_ENDED,
  PAUSED,
  RECORDING,
  WAITING,
} from '../../src/centre/calls.ts'
import { isCodeMissing } from '../../src/centre/routing.ts'
import type { State } from '../../src/centre/state.ts'

export const PHASES = ['free', 'in flow', 'waiting', 'offered', 'talking', 'dialling', 'resting'] as const
export type Phase = (typeof PHASES)[number]
export type AgentState = (typeof AGENT_STATES)[number]

export interface CallPicture {
  /** Names the call for good; slots are used again. */
  readonly number: number
  readonly slot: number
  readonly line: number
  readonly phase: Phase
  readonly flowState: string
  readonly queue: number
  readonly tier: number
  readonly caller: number
  readonly agent: number
  readonly orderMs: number
  readonly queuedMs: number
  readonly absent: boolean
  readonly legEnded: boolean
  /** A message that waits to be heard. */
  readonly filed: boolean
  /** The agent who is to take the call rather than others, or -1. */
  readonly wanted: number
  /** When the caller is called back: 0 where nothing was promised. */
  readonly promisedMs: number
  /** Names of the zones in which the number may be that is called back; empty for the line's own. */
  readonly zone: string
  readonly isHeld: boolean
  /** The agent who is rung for help, or helps; -1 for none. */
  readonly helper: number
  readonly recording: 'none' | 'on' | 'paused'
}

export interface AgentPicture {
  readonly state: AgentState
  /** Number of the call; 0 for none. */
  readonly call: number
  readonly sinceMs: number
  readonly talkQueue: number
  readonly queues: readonly number[]
  readonly missed: number
  /** In a wrap-up that lasts until a code is given. */
  readonly isCodeMissing: boolean
  /** Rung for help, or helps. */
  readonly helps: boolean
  /** The agent whose talk a supervisor is in, or -1. */
  readonly watches: number
}

/** A centre between two facts, as plain records that later facts leave alone. */
export interface Picture {
  readonly calls: readonly CallPicture[]
  readonly agents: readonly AgentPicture[]
  /** Numbers of the calls that wait in each queue, in the order in which they are to be taken. */
  readonly waiting: readonly (readonly number[])[]
}

export function pictureOf(state: State): Picture {
  const { calls, agents, queues } = state
  const live: CallPicture[] = []
  for (let slot = 0; slot < calls.capacity; slot++) {
    if (calls.phase[slot] !== FREE) live.push(callOf(state, slot))
  }
  live.sort((a, b) => a.number - b.number)
  const waiting = queues.settings.map((_, queue) =>
    live
      .filter(call => call.phase === PHASES[WAITING] && call.queue === queue)
      .sort(byOrder)
      .map(call => call.number),
  )
  return {
    calls: live,
    agents: Array.from({ length: agents.count }, (_, agent) => agentOf(state, agent)),
    waiting,
  }
}

/** Who is to be taken first: by the time of joining less the head start, then by arrival. */
export function byOrder(a: CallPicture, b: CallPicture): number {
  return a.orderMs - b.orderMs || a.number - b.number
}

function callOf({ calls, lines, zones }: State, slot: number): CallPicture {
  const line = calls.line[slot]!
  return {
    number: calls.number[slot]!,
    slot,
    line,
    phase: PHASES[calls.phase[slot]!]!,
    flowState: lines[line]!.table.stateName(calls.state[slot]!),
    queue: calls.queue[slot]!,
    tier: calls.tier[slot]!,
    caller: calls.caller[slot]!,
    agent: calls.agent[slot]!,
    orderMs: calls.orderMs[slot]!,
    queuedMs: calls.queuedMs[slot]!,
    absent: (calls.flags[slot]! & ABSENT) !== 0,
    legEnded: (calls.flags[slot]! & LEG_ENDED) !== 0,
    filed: (calls.flags[slot]! & FILED) !== 0,
    wanted: calls.wanted[slot]!,
    promisedMs: calls.promisedMs[slot]!,
    zone: zones[calls.zone[slot]!] ?? '',
    isHeld: (calls.marks[slot]! & HELD) !== 0,
    helper: (calls.marks[slot]! & HELPED) !== 0 ? calls.helper[slot]! : -1,
    recording: recordingOf(calls.marks[slot]!),
  }
}

function recordingOf(marks: number): CallPicture['recording'] {
  if ((marks & PAUSED) !== 0) return 'paused'
  return (marks & RECORDING) !== 0 ? 'on' : 'none'
}

function agentOf(state: State, agent: number): AgentPicture {
  const { calls, agents } = state
  const call = agents.call[agent]!
  return {
    state: AGENT_STATES[agents.state[agent]!]!,
    call: call < 0 ? 0 : calls.number[call]!,
    sinceMs: agents.sinceMs[agent]!,
    talkQueue: agents.queue[agent]!,
    queues: [...agents.groupQueues[agents.group[agent]!]!],
    missed: agents.missed[agent]!,
    isCodeMissing: agents.state[agent] === WRAP_UP && isCodeMissing(state, agent),
    helps: agents.helps[agent] !== 0,
    watches: agents.watches[agent]!,
  }
}
