import { html } from 'htm/preact'
import type { MeanTimeView, ResultsRowView, ShareOfView } from './results-view.ts'
import { clockLength } from './wall-words.ts'

interface TableProps {
  /** What the rows are: Queue, Agent. */
  readonly name: string
  readonly rows: readonly ResultsRowView[]
}

/** Classes of the columns, so that they stand below one another from table to table. */
const COLUMNS = 'name count count number graph number graph aside number graph count'.split(' ')

/** A row for each queue or agent, with what came of its contacts. */
export function ResultsTable({ name, rows }: TableProps) {
  if (rows.length === 0) return null
  const longestMs = Math.max(...rows.map(({ wait }) => wait?.highMs ?? wait?.meanMs ?? 0))
  return html`<section class="panel" aria-label=${`By ${name.toLowerCase()}`}>
    <div class="scroll"><table>
      <colgroup>
        ${COLUMNS.map((kind, column) => html`<col key=${column} class=${kind} />`)}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">${name}</th>
          <th scope="col" class="right">Contacts</th>
          <th scope="col" class="right">Answered</th>
          <th scope="col" colspan="2">Satisfaction</th>
          <th scope="col" colspan="2">Resolved</th>
          <th scope="col">So far</th>
          <th scope="col" colspan="2">Average wait</th>
          <th scope="col" class="right">Talk</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(row => html`<${Row} key=${row.name} row=${row} longestMs=${longestMs} />`)}
      </tbody>
    </table></div>
  </section>`
}

function Row({ row, longestMs }: { row: ResultsRowView; longestMs: number }) {
  const { name, contacts, answered, satisfaction, resolution, soFar, wait, talk } = row
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="right">${contacts}</td>
    <td class="right">${answered}</td>
    <${ShareCells} share=${satisfaction} of=${['score', 'scores']} kind="satisfaction" />
    <${ShareCells} share=${resolution} of=${['contact', 'contacts']} kind="resolution" />
    <td class="aside">${soFar.count === 0 ? '' : `${soFar.count - soFar.returned} of ${soFar.count}`}</td>
    <${WaitCells} wait=${wait} longestMs=${longestMs} />
    <td class="right">${talk ? clockLength(talk.meanMs) : '–'}</td>
  </tr>`
}

interface ShareProps {
  readonly share: ShareOfView | null
  readonly of: readonly [string, string]
  readonly kind: string
}

function ShareCells({ share, of, kind }: ShareProps) {
  if (!share) return html`<td class="right">–</td><td></td>`
  const { count, low, high } = share
  return html`
    <td class="right figure">${percent(share.share)} %</td>
    <td class="graph">
      <${Bar} part=${share.share} low=${low} high=${high} kind=${kind} />
      <span class="aside">${percent(low)}–${percent(high)} %, ${count} ${of[count === 1 ? 0 : 1]}</span>
    </td>`
}

function WaitCells({ wait, longestMs }: { wait: MeanTimeView | null; longestMs: number }) {
  if (!wait) return html`<td class="right">–</td><td></td>`
  const { count, meanMs, lowMs, highMs } = wait
  const part = (ms: number) => (longestMs === 0 ? 0 : ms / longestMs)
  const range = lowMs === null ? '' : `${clockLength(lowMs)}–${clockLength(highMs!)}, `
  return html`
    <td class="right figure">${clockLength(meanMs)}</td>
    <td class="graph">
      <${Bar} part=${part(meanMs)} low=${part(lowMs ?? meanMs)} high=${part(highMs ?? meanMs)} kind="wait" />
      <span class="aside">${range}${count} ${count === 1 ? 'wait' : 'waits'}</span>
    </td>`
}

/** A bar from 0 to 1, and the line that holds the true value. */
function Bar({ part, low, high, kind }: { part: number; low: number; high: number; kind: string }) {
  return html`<svg class="bar ${kind}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" width="100" height="8" />
    <rect class="part" width=${part * 100} height="8" />
    <rect class="interval" x=${low * 100} width=${Math.max(0.5, (high - low) * 100)} y="3" height="2" />
  </svg>`
}

function percent(share: number): number {
  return Math.round(share * 100)
}
