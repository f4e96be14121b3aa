import type { AlertDirective, Entry } from './journal.ts'

/** What became of an alert, under the name that it has from its raising to its end. */
export interface NamedAlert {
  /** Unique in the centre: the sequence of the fact that raised it, and its place among the alerts of that fact. */
  readonly id: string
  readonly raisedMs: number
  readonly atMs: number
  readonly alert: AlertDirective
}

/**
 * Gives alerts their names, from the journal alone. Must see every entry in order, or go on with the `raised` that it
 * had.
 */
export class NamedAlerts {
  /** Those that are raised, by line and rule. */
  readonly raised: Map<string, Pick<NamedAlert, 'id' | 'raisedMs'>>

  constructor(raised: NamedAlerts['raised'] = new Map()) {
    this.raised = raised
  }

  /** The alerts in an entry. */
  note({ seq, atMs, directives = [] }: Entry): NamedAlert[] {
    const named: NamedAlert[] = []
    for (const alert of directives) {
      if (alert.do !== 'alert') continue
      const key = `${alert.line} ${alert.rule}`
      const name = this.raised.get(key) ?? { id: `${seq}-${named.length}`, raisedMs: atMs }
      if (alert.state === 'raised') this.raised.set(key, name)
      else this.raised.delete(key)
      named.push({ ...name, atMs, alert })
    }
    return named
  }
}
