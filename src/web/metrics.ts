import { AGENT_STATES } from '../centre/agents.ts'
import { FREE } from '../centre/calls.ts'
import type { JournaledCentre } from '../centre/journaled-centre.ts'

/** Upper bounds in seconds; the goal for a webhook is 20 ms. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 15]

interface Histogram {
  readonly counts: number[]
  sum: number
  count: number
}

/** Counts for operators in Prometheus' text format; nobody can be found in them. */
export class Metrics {
  readonly #webhooks = new Map<string, Histogram>()
  readonly #answers = new Map<string, number>()
  #rejected = 0

  /** A webhook of this route was answered. */
  webhook(route: string, status: number, seconds: number): void {
    let histogram = this.#webhooks.get(route)
    if (!histogram) {
      histogram = { counts: BUCKETS.map(() => 0), sum: 0, count: 0 }
      this.#webhooks.set(route, histogram)
    }
    histogram.count++
    histogram.sum += seconds
    BUCKETS.forEach((bound, index) => {
      if (seconds <= bound) histogram.counts[index]!++
    })
    const answer = `route="${route}",status="${status}"`
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1)
  }

  /** A webhook came without a signature, or with a wrong one. */
  rejected(): void {
    this.#rejected++
  }

  /** Everything as text, with how the centre stands now. */
  text(centre: JournaledCentre, seq: number): string {
    const lines = [
      ...gauge('holdline_facts', 'counter', 'Facts in the journal.', [['', seq]]),
      ...gauge('holdline_calls_live', 'gauge', 'Calls that are not over, callbacks included.', [
        ['', liveCalls(centre)],
      ]),
      ...gauge('holdline_calls_waiting', 'gauge', 'Callers who wait in a queue.', waiting(centre)),
      ...gauge('holdline_agents', 'gauge', 'Agents by what they do.', agents(centre)),
      ...gauge('holdline_signatures_rejected_total', 'counter', 'Webhooks without a valid signature.', [
        ['', this.#rejected],
      ]),
      ...gauge('holdline_webhooks_total', 'counter', 'Webhooks answered.', [...this.#answers]),
      ...this.#histograms(),
    ]
    return `${lines.join('\n')}\n`
  }

  #histograms(): string[] {
    const name = 'holdline_webhook_seconds'
    const lines = [`# HELP ${name} Time to answer a webhook.`, `# TYPE ${name} histogram`]
    for (const [route, { counts, sum, count }] of this.#webhooks) {
      BUCKETS.forEach((bound, index) => {
        lines.push(`${name}_bucket{route="${route}",le="${bound}"} ${counts[index]}`)
      })
      lines.push(`${name}_bucket{route="${route}",le="+Inf"} ${count}`)
      lines.push(`${name}_sum{route="${route}"} ${sum}`, `${name}_count{route="${route}"} ${count}`)
    }
    return lines
  }
}

type Sample = readonly [labels: string, value: number]

function gauge(name: string, type: string, help: string, samples: readonly Sample[]): string[] {
  const values = samples.map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values]
}

function liveCalls({ centre }: JournaledCentre): number {
  const { calls } = centre.state
  let live = 0
  for (let slot = 0; slot < calls.capacity; slot++) if (calls.phase[slot] !== FREE) live++
  return live
}

function waiting({ centre }: JournaledCentre): Sample[] {
  const { queues, lines } = centre.state
  return queues.settings.map(({ name, line }, queue) => [
    `line="${lines[line]!.table.names.line}",queue="${name}"`,
    queues.waiting[queue]!,
  ])
}

function agents({ centre }: JournaledCentre): Sample[] {
  const counts = AGENT_STATES.map(() => 0)
  const { count, state } = centre.state.agents
  for (let agent = 0; agent < count; agent++) counts[state[agent]!]!++
  return AGENT_STATES.map((name, index) => [`state="${name}"`, counts[index]!])
}
