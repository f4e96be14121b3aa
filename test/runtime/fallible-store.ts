import type { CentreHold, Store } from '../../src/store/port.ts'
import { StoreFailed } from '../../src/store/port.ts'
import type { Commit } from '../../src/store/rows.ts'

/** A store whose disk can be full, and that counts what it was asked to make durable. */
export interface FallibleStore extends Store {
  /** While set, nothing can be written. */
  isFull: boolean
  /** While set, nothing can be read either. */
  isGone: boolean
  /** What was written, in order. */
  readonly commits: Commit[]
}

/** Puts a store that can fail before one that holds what was written. */
export function fallible(store: Store): FallibleStore {
  const state = { isFull: false, isGone: false, commits: [] as Commit[] }
  const failure = () => new StoreFailed('the disk is full')
  const withCentre = <T>(centre: string, work: (hold: CentreHold) => Promise<T>): Promise<T> =>
    store.withCentre(centre, hold =>
      work(
        new Proxy(hold, {
          get(target, name) {
            if (name === 'commit')
              return async (commit: Commit) => {
                if (state.isFull) throw failure()
                await target.commit(commit)
                state.commits.push(commit)
              }
            const value: unknown = Reflect.get(target, name)
            return typeof value === 'function' ? value.bind(target) : value
          },
        }),
      ),
    )
  return new Proxy(store, {
    get(target, name) {
      if (name in state) return state[name as keyof typeof state]
      if (state.isGone && name !== 'close')
        return () => {
          throw failure()
        }
      if (name === 'withCentre') return withCentre
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set(_, name, value) {
      return Reflect.set(state, name, value)
    },
  }) as FallibleStore
}
