/** What can be wrong with a flow; every one has a test with a flow that is wrong in just this way. */
export const PROBLEM_KINDS = [
  'cannot-step',
  'dead-choice',
  'dead-end',
  'dead-key',
  'endless-loop',
  'hold-cannot-end',
  'missing-prompt',
  'no-asks',
  'no-hangup',
  'no-recover',
  'prompt-too-long',
  'too-many-choices',
  'too-many-states',
  'unbounded-context',
  'unfilled-prompt',
  'unheard',
  'unknown-action',
  'unknown-event',
  'unknown-intent',
  'unknown-language',
  'unknown-prompt',
  'unknown-queue',
  'unreachable-state',
  'unserved-intent',
  'untextable-prompt',
  'unused-prompt',
  'vain-consent',
] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

export interface Problem {
  readonly kind: ProblemKind
  /** A line with errors cannot take calls; a warning is for its author to weigh. */
  readonly severity: 'error' | 'warning'
  /** The state, such as `main.again`; empty for what concerns the whole flow. */
  readonly place: string
  /** Keys and other events that lead there from the start; a shortest way. */
  readonly path: readonly string[]
  /** A whole sentence, with place and path in it. */
  readonly message: string
}

/** Where something is wrong. */
export interface Spot {
  readonly place: string
  readonly path: readonly string[]
}

export const EVERYWHERE: Spot = { place: '', path: [] }

/** Problems with one cause in most cases, wherever they are met; of the others each place is a problem of its own. */
const TOLD_ONCE: ReadonlySet<ProblemKind> = new Set([
  'cannot-step',
  'no-hangup',
  'missing-prompt',
  'no-recover',
  'prompt-too-long',
  'too-many-states',
  'unbounded-context',
  'unfilled-prompt',
  'unknown-action',
  'unknown-event',
  'unknown-language',
  'unknown-prompt',
  'unknown-queue',
  'untextable-prompt',
])

/** Collects problems. The same slip in the states within a state is one problem, told where it is met first. */
export class ProblemList {
  readonly #problems = new Map<string, { first: Problem; places: Set<string> }>()

  /** @param what a sentence without its end, which does not name the state */
  add(kind: ProblemKind, what: string, { place, path }: Spot, severity: Problem['severity'] = 'error'): void {
    const key = `${kind} ${TOLD_ONCE.has(kind) ? '' : place.split('.', 1)[0]} ${what}`
    const known = this.#problems.get(key)
    if (known) known.places.add(place)
    else {
      const first = { kind, severity, place, path, message: what }
      this.#problems.set(key, { first, places: new Set([place]) })
    }
  }

  /** Errors first, each kind in the order in which it was met. */
  list(): Problem[] {
    const all = [...this.#problems.values()].map(({ first, places }) => ({
      ...first,
      message: first.message + whereabouts(first, places.size - 1),
    }))
    return [...all.filter(problem => problem.severity === 'error'), ...all.filter(isWarning)]
  }
}

function isWarning({ severity }: Problem): boolean {
  return severity === 'warning'
}

function whereabouts({ place, path }: Spot, others: number): string {
  if (place === '') return '.'
  const way = path.length === 0 ? '' : `, after ${path.join(', ')}`
  const more = others === 0 ? '' : `, and in ${others} other ${others === 1 ? 'state' : 'states'}`
  return ` (in state ${place}${way}${more}).`
}
