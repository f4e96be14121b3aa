import type { Judged, SteadyQueue } from './judge.ts'

/** A queue whose measures are known exactly. */
export interface ExactValues {
  readonly name: string
  readonly queue: SteadyQueue
  readonly exact: Partial<Record<keyof Judged, number>>
}

/** The tables of reference/queueing.md. */
export const EXACT_VALUES: readonly ExactValues[] = [
  erlangB(200, 180, 10, 0.2145823431),
  erlangB(200, 180, 15, 0.0364969455),
  erlangB(600, 270, 50, 0.0541044722),
  erlangB(2_000, 180, 110, 0.0274634484),
  erlangC(200, 180, 11, 0.6821182047, 122.78127684, 0.3896138117),
  erlangC(200, 180, 13, 0.285270453, 17.11622718, 0.7955947884),
  erlangC(200, 180, 14, 0.1741319336, 7.83593701, 0.8883500192),
  erlangC(600, 270, 50, 0.3638644672, 19.64868123, 0.7487593901),
  erlangA(200, 180, 300, 14, 0.1452601143, 0.0139837441, 4.19512324, 0.7042973256, 0.9167920919),
  erlangA(600, 270, 180, 45, 0.4715498263, 0.0653288347, 11.75919024, 0.9346711653, 0.7231292298),
  erlangA(600, 270, 180, 50, 0.2262851939, 0.0240303915, 4.32547048, 0.8783726476, 0.8972498714),
  erlangA(2_880, 60, 120, 50, 0.4677740686, 0.0309122492, 3.7094699, 0.9303242408, 0.9430189547),
]

function erlangB(callsPerHour: number, handleSeconds: number, agents: number, loss: number): ExactValues {
  const occupancy = (((callsPerHour * handleSeconds) / 3600) * (1 - loss)) / agents
  return {
    name: `Erlang B: ${callsPerHour} calls an hour of ${handleSeconds} s, ${agents} agents, nobody waits`,
    queue: { callsPerHour, handleSeconds, agents, queueLimit: 0 },
    exact: { loss, occupancy },
  }
}

function erlangC(
  callsPerHour: number,
  handleSeconds: number,
  agents: number,
  waitProbability: number,
  waitSeconds: number,
  serviceLevel: number,
): ExactValues {
  const occupancy = (callsPerHour * handleSeconds) / 3600 / agents
  return {
    name: `Erlang C: ${callsPerHour} calls an hour of ${handleSeconds} s, ${agents} agents, nobody hangs up`,
    queue: { callsPerHour, handleSeconds, agents },
    exact: { waitProbability, waitSeconds, serviceLevel, occupancy },
  }
}

function erlangA(
  callsPerHour: number,
  handleSeconds: number,
  patienceSeconds: number,
  agents: number,
  waitProbability: number,
  abandonment: number,
  waitSeconds: number,
  occupancy: number,
  serviceLevel: number,
): ExactValues {
  return {
    name: `Erlang A: ${callsPerHour} calls an hour of ${handleSeconds} s, ${agents} agents, ${patienceSeconds} s of patience`,
    queue: { callsPerHour, handleSeconds, patienceSeconds, agents },
    exact: { waitProbability, abandonment, waitSeconds, occupancy, serviceLevel },
  }
}
