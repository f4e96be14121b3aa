import { cardSupport } from '../../flows/card-support.ts'
import { parseScenario } from '../../sim/scenario/read-scenario.ts'
import type { Entry } from '../../src/call/journal.ts'
import { SimulatedDay } from '../../src/cli/simulated-day.ts'
import type { Journal } from '../../src/runtime/journal-file.ts'
import { Player } from '../../src/runtime/player.ts'
import { Board } from '../../src/web/board.ts'
import { Playback } from '../../src/web/playback.ts'

const HOUR = {
  line: 'card-support',
  day: '2026-12-14',
  durationHours: 1,
  arrivals: { callsPerHour: 240 },
  handleSeconds: { distribution: 'lognormal', mean: 195, cv: 0.8 },
  patienceSeconds: { distribution: 'exponential', mean: 180 },
  callbackAcceptance: 0.3,
  agents: 11,
}

const simulated = new SimulatedDay(parseScenario(JSON.stringify(HOUR), 'played.yaml'), cardSupport)
const entries: Entry[] = []
for await (const entry of simulated.entries()) entries.push(entry)

/** A busy hour of card support as a journal. */
export const playedHour: Journal = {
  definition: hash => simulated.definition(hash),
  async *entries() {
    yield* entries
  },
}

/** That hour on a wallboard, played by a clock that goes when a test says so. */
export async function playedOnBoard({ speed = 60 } = {}) {
  const board = new Board()
  const player = await Player.open(playedHour, board)
  let realMs = 0
  const playback = new Playback({
    ...{ player, board, speed },
    clockFrom(atMs, times) {
      const fromMs = realMs
      return { nowMs: () => Math.floor(atMs + (realMs - fromMs) * times), at: () => () => {} }
    },
  })
  await player.to(player.fromMs)
  return {
    board,
    player,
    playback,
    /** So much time passes for whoever looks at it, and what has become due is stepped. */
    async passes(seconds: number): Promise<void> {
      realMs += seconds * 1_000
      await playback.tick()
    },
  }
}
