import type { Measure } from './measures.ts'
import type { Replayed } from './replayed.ts'
import { lines } from './table.ts'

/** What each measure is called, and whether it is a count, a share or a time. */
const NAMES: Partial<Record<Measure, { readonly name: string; readonly is: 'count' | 'share' | 'seconds' }>> =
  {
    calls: { name: 'calls', is: 'count' },
    abandonment: { name: 'abandoned', is: 'share' },
    serviceLevel: { name: 'answered in time', is: 'share' },
    waitSeconds: { name: 'wait: mean', is: 'seconds' },
    waitP50Seconds: { name: '  half wait less than', is: 'seconds' },
    waitP90Seconds: { name: '  90 %', is: 'seconds' },
    waitP95Seconds: { name: '  95 %', is: 'seconds' },
    waitP99Seconds: { name: '  99 %', is: 'seconds' },
    answerSeconds: { name: 'wait of those answered: mean', is: 'seconds' },
    answerP50Seconds: { name: '  half wait less than', is: 'seconds' },
    answerP90Seconds: { name: '  90 %', is: 'seconds' },
    answerP95Seconds: { name: '  95 %', is: 'seconds' },
    answerP99Seconds: { name: '  99 %', is: 'seconds' },
    occupancy: { name: 'occupancy', is: 'share' },
  }

/** A replayed day for a planner to read: what was, what is simulated, and the difference. */
export function replayedTable(replayed: readonly Replayed[]): string[] {
  return lines(replayedRows(replayed))
}

/** The cells of that table, the head first. */
export function replayedRows(replayed: readonly Replayed[]): string[][] {
  const rows = replayed.flatMap(({ measure, logged, simulated, difference }) => {
    const shown = NAMES[measure]
    if (!shown) return []
    const half = simulated ? (simulated.high - simulated.low) / 2 : Number.NaN
    const spread = Number.isFinite(half) ? ` ±${figure(half, shown.is).replace(/ [%s]$/, '')}` : ''
    return [
      [
        shown.name,
        logged === null ? '–' : figure(logged, shown.is),
        simulated ? `${figure(simulated.mean, shown.is)}${spread}` : '–',
        difference === null ? '–' : signed(difference, shown.is),
      ],
    ]
  })
  return [['the log again', 'logged', 'simulated', 'difference'], ...rows]
}

function signed(difference: number, is: 'count' | 'share' | 'seconds'): string {
  const text = figure(Math.abs(difference), is)
  // What rounds to nothing has no sign.
  if (!/[1-9]/.test(text)) return text
  return `${difference > 0 ? '+' : '−'}${text}`
}

function figure(value: number, is: 'count' | 'share' | 'seconds'): string {
  if (is === 'count') return Math.round(value).toLocaleString('en-US')
  return is === 'share' ? `${(value * 100).toFixed(1)} %` : `${value.toFixed(1)} s`
}
