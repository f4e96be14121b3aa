/** What happened to an attempt, as a retry policy names it: no connection, no answer in time, a status of 4xx or 5xx. */
export type Miss = 'ct' | 'rt' | '4xx' | '5xx'

/** How a webhook is sent: Twilio's defaults, or what its URL says behind `#`. */
export interface Overrides {
  readonly connectMs: number
  readonly readMs: number
  /** For all attempts together. */
  readonly totalMs: number
  readonly retries: number
  readonly retriesOn: ReadonlySet<Miss>
}

const ALL: readonly Miss[] = ['ct', 'rt', '4xx', '5xx']

/** Reads `#rc=2&rp=4xx,5xx` and the like. What is out of bounds counts as its nearest bound, what is unknown not at all. */
export function overridesOf(url: string): Overrides {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '')
  const number = (name: string, least: number, most: number, usual: number) => {
    const text = fragment.get(name)
    return text === null || !/^\d+$/.test(text) ? usual : Math.min(most, Math.max(least, Number(text)))
  }
  const policy = (fragment.get('rp') ?? 'ct').split(',')
  return {
    connectMs: number('ct', 100, 10_000, 5_000),
    readMs: number('rt', 100, 15_000, 15_000),
    totalMs: number('tt', 100, 15_000, 15_000),
    retries: number('rc', 0, 5, 1),
    retriesOn: new Set(policy.includes('all') ? ALL : ALL.filter(miss => policy.includes(miss))),
  }
}
