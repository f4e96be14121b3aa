import type { Report } from '../simulate/simulate.ts'
import { figure } from './figure.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { pageTable } from './page-table.ts'
import type { Column } from './report-tables.ts'
import { row } from './report-tables.ts'
import { numberText, percentText, spreadText, timeText } from './words.ts'

type Channel = NonNullable<Report['channels']>[number]
type Cost = NonNullable<Report['cost']>

const COLUMNS: readonly Column<Channel>[] = [
  { head: 'came', of: ({ arrived }) => arrived, words: numberText },
  { head: 'done', of: ({ handled }) => handled, words: numberText },
  { head: 'in time', of: ({ withinTarget }) => withinTarget, words: percentText },
  { head: 'left', of: ({ abandoned }) => abandoned, words: numberText },
  { head: 'mean wait', of: ({ waitSeconds }) => waitSeconds, words: timeText },
  { head: 'waiting', of: ({ backlog }) => backlog, words: numberText },
  { head: 'at the end', of: ({ backlogAtEnd }) => backlogAtEnd, words: numberText },
  { head: 'of all time', of: ({ occupancy }) => occupancy, words: percentText },
  { head: 'at once', of: ({ inHand }) => inHand, words: numberText },
]

const PARTS: readonly (readonly [name: string, of: (cost: Cost) => Cost['total']])[] = [
  ['wages', ({ wages }) => wages],
  ['lost callers', ({ lostCallers }) => lostCallers],
  ['waiting', ({ waiting }) => waiting],
  ['telephony', ({ telephony }) => telephony],
  ['writers who left', ({ lostWriters }) => lostWriters],
  ['all of it', ({ total }) => total],
  ['for each call answered', ({ perCall }) => perCall],
]

/** Other channels, and what it all costs; nothing where the scenario has neither. */
export function besideCalls({ channels = [], cost }: Report): Html | undefined {
  if (channels.length === 0 && !cost) return undefined
  return html`${channels.length > 0 ? channelsOf(channels) : undefined}${cost ? costOf(cost) : undefined}`
}

function channelsOf(channels: readonly Channel[]): Html {
  const names = channels.map(({ name }) => name)
  return html`<section><h2>Other channels</h2>
<p>The agents of the phone also did ${names.join(', ')}. Waits are those of all who wrote, until an agent turned to them or they left;
“of all time” is the share of the agents’ time that a channel took.</p>
${pageTable({
  head: ['channel', ...COLUMNS.map(({ head }) => head)],
  rows: channels.map(channel => row(channel.name, channel, COLUMNS)),
})}
</section>`
}

function costOf(cost: Cost): Html {
  const parts = PARTS.flatMap(([name, of]) => {
    const amount = of(cost)
    const isShown = amount && (amount.mean > 0 || name === 'all of it')
    return isShown ? [figure(name, spreadText(amount, moneyText))] : []
  })
  return html`<section><h2>What it costs, in ${cost.currency}</h2><dl class="figures">${parts}</dl></section>`
}

function moneyText(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: Math.abs(amount) < 100 ? 2 : 0 })
}
