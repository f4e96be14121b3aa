import { expect, test } from 'vitest'
import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Paper } from '../../src/store/papers.ts'
import { House } from './house.ts'

const NOTE: Paper<'note'> = {
  kind: 'note',
  id: '1',
  caller: 0,
  call: 1,
  state: 'open',
  atMs: 1,
  body: { agent: 'ann', text: 'rings again on Monday' },
}

test('what is kept beside the journal is seen by what comes in the same round, and stays', async () => {
  const house = await House.open()
  const kept = house.runtime.submit({
    reports(view) {
      view.keepPaper(NOTE)
      return []
    },
  })
  const changed = house.runtime.submit({
    async reports(view) {
      const note = await view.paper('note', '1')
      view.keepPaper({ ...note!, state: 'done' })
      return []
    },
  })
  await Promise.all([kept, changed])
  expect(await house.store.paper('main', 'note', '1')).toEqual({ ...NOTE, state: 'done' })
})

test('of work that is refused nothing is kept beside the journal either', async () => {
  const house = await House.open()
  const refused = house.runtime.submit({
    reports(view) {
      view.keepPaper(NOTE)
      throw new WrongInput('no such call')
    },
  })
  await expect(refused).rejects.toThrow('no such call')
  expect(await house.store.paper('main', 'note', '1')).toBeUndefined()
})
