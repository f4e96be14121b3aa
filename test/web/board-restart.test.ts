import { expect, test } from 'vitest'
import { Board } from '../../src/web/board.ts'
import { BoardCentre } from './board-centre.ts'

const BILLING = '11'
const agents = ['Ana', 'Ben']

/** Some calls, so that there is something of every kind to remember. */
async function someCalls(centre: BoardCentre): Promise<void> {
  await centre.agent('Ana', 'signed-in')
  await centre.calls(BILLING)
  await centre.passes(8).agent('Ana', 'accepted')
  const impatient = await centre.calls(BILLING)
  await centre.calls('1')
  await centre.calls(BILLING, { tier: 'loyal' })
  await centre.passes(90).hangsUp(impatient)
}

/** What the board of a program shows that is started where this one stands. */
async function viewAfterRestart(centre: BoardCentre) {
  const { store, nowMs: startMs } = centre
  return (await BoardCentre.open({ agents, store, startMs })).view
}

test('after a restart the wall shows what it showed before', async () => {
  const centre = await BoardCentre.open({ agents })
  await someCalls(centre)
  const before = centre.view
  await centre.runtime.stop()
  expect(before.today).toMatchObject({ calls: 4, queued: 3, answered: 1, abandoned: 1 })
  expect(await viewAfterRestart(centre)).toEqual(before)
})

test('so it does after a crash, from the facts since the last snapshot', async () => {
  const first = await BoardCentre.open({ agents })
  await someCalls(first)
  await first.runtime.stop()
  const centre = await BoardCentre.open({ agents, store: first.store, startMs: first.nowMs })
  await centre.passes(30).calls(BILLING)
  const before = centre.view
  // It is not stopped: nothing was kept but the facts.
  expect(await viewAfterRestart(centre)).toEqual(before)
})

test('so it does after a crash without any snapshot', async () => {
  const centre = await BoardCentre.open({ agents })
  await someCalls(centre)
  const before = centre.view
  expect(await viewAfterRestart(centre)).toEqual(before)
})

test('what another program kept is not taken up: the wall begins anew with the facts since', async () => {
  const centre = await BoardCentre.open({ agents })
  await someCalls(centre)
  const board = new Board()
  board.follows(centre.runtime.centre, { shape: 0, day: 'of old' })
  const view = board.view(centre.nowMs)
  expect(view.today).toMatchObject({ calls: 0, decided: 0 })
  expect(view.waiting).toMatchObject(centre.view.waiting)
})

test('a fact that is put in quarantine counts once or not at all, though the centre is rebuilt', async () => {
  class Stumbles extends Board {
    #stumbles = 1
    override queued(...told: Parameters<Board['queued']>): void {
      super.queued(...told)
      if (this.#stumbles-- > 0) throw new Error('stumbled')
    }
  }
  const centre = await BoardCentre.open({ agents, board: new Stumbles() })
  await centre.calls()
  const call = await centre.calls(BILLING)
  expect(centre.faults).toEqual(['stepping "heard"'])
  // The caller was taken to the queue for account, which is where the line takes whom it lost.
  const waiting = Object.fromEntries(centre.view.queues.map(queue => [queue.name, queue.waiting]))
  expect(waiting).toEqual({ billing: 0, account: 1, rewards: 0, supervisors: 0, night: 0, messages: 0 })
  expect(centre.view.today).toMatchObject({ calls: 2, queued: 1, decided: 0 })
  await centre.passes(3).hangsUp(call)
  expect(centre.view.today).toMatchObject({ queued: 1, decided: 1, abandoned: 1 })
})
