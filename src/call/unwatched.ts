import type { Watch } from './directives.ts'

/** Whoever steps a centre for its directives alone sees nothing else of it. */
export const UNWATCHED: Watch = {
  queued() {},
  answered() {},
  abandoned() {},
  keptPlace() {},
  filed() {},
  heardMessage() {},
  rated() {},
  ended() {},
  agentChanged() {},
}
