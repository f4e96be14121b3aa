import { ALERT_CHANGES } from '../call/directives.ts'
import type { AlertDirective } from '../call/journal.ts'
import { WINDOW_MINUTES, WITHIN_SECONDS } from '../line/alert-rule.ts'
import type { LineDefinition } from '../line/definition.ts'

/** An alert as it stands in a journal. `rule` is the rule's place in the line, `change` one of `ALERT_CHANGES`. */
export function alertOf(
  { name: line, alerts = [] }: LineDefinition,
  rule: number,
  queue: string | undefined,
  change: number,
  value: number,
  sinceMs: number,
): AlertDirective {
  const { name, measure, above, below, state: agents, to = ['page'], ...more } = alerts[rule]!
  const what = ALERT_CHANGES[change]!
  const isRaised = what === 'raised' || what === 'told-again'
  const isShare = measure === 'service-level' || measure === 'abandonment'
  return {
    do: 'alert',
    line,
    rule: name,
    measure,
    ...(queue !== undefined && { queue }),
    state: isRaised ? 'raised' : 'recovered',
    ...(what === 'told-again' && { again: true }),
    ...((what === 'closed' || what === 'rule-gone') && { because: what }),
    ...(!Number.isNaN(value) && { value: Number.isFinite(value) ? rounded(value) : null }),
    ...(above === undefined ? { below: below! } : { above }),
    ...(agents && { agents }),
    ...(measure === 'service-level' && { withinSeconds: more.withinSeconds ?? WITHIN_SECONDS }),
    ...(isShare && { windowMinutes: more.windowMinutes ?? WINDOW_MINUTES }),
    sinceMs,
    to,
  }
}

/** To a thousandth: enough for a share, and the same on every machine. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
