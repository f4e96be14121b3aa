import type { Box, Graph } from '../../src/call/draw-graph.ts'
import { drawSvg } from '../../src/call/draw-svg.ts'
import type { Traffic } from '../../src/call/traffic.ts'
import { countText } from '../../src/call/traffic.ts'
import { toYaml } from '../fit/to-yaml.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ComparedReport } from '../simulate/compare.ts'
import type { Replayed } from '../simulate/replayed.ts'
import { replayedRows } from '../simulate/replayed-table.ts'
import type { Report } from '../simulate/simulate.ts'
import type { WaitSpan } from '../world/tally/waits.ts'
import { costOfDay, otherChannels } from './beside-page.ts'
import { besideTheOther } from './comparison-page.ts'
import { courseOfDay } from './course.ts'
import { whereCallersGiveUp } from './giving-up.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { PAGE_STYLE } from './page-style.ts'
import { textTable } from './page-table.ts'
import { reportTables } from './report-tables.ts'
import { summaryOf } from './summary.ts'
import { numberText, shareText, spreadText, timeText } from './words.ts'

/** Days that were simulated once more to see where calls go: those of the first replications. */
export interface FollowedDays {
  readonly days: number
  /** Only the first calls of the one day were followed. */
  readonly isCut: boolean
  readonly graph: Graph
  readonly traffic: Traffic
  readonly spans: readonly WaitSpan[]
}

export interface ReportPage {
  readonly report: Report | ComparedReport
  /** Name of the scenario, such as that of its file. */
  readonly title: string
  /** Absent where it would take too long to follow every call. */
  readonly followed?: FollowedDays
  /** Name and version of the program, and the line's content by its hash. */
  readonly program: string
  readonly lineHash: string
}

/** Nothing is fetched and nothing is run: the page is all there is to it, wherever it is opened. */
const POLICY: Html = { html: "default-src 'none'; style-src 'unsafe-inline'" }

/**
 * A report as one HTML page that stands alone: in words, in charts, in numbers, and with what it takes to repeat it.
 * Everything that comes from a scenario or a line is escaped.
 */
export function reportPage(page: ReportPage): string {
  const { report, title, followed } = page
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}: simulated</title>
<style>${{ html: PAGE_STYLE }}</style>
</head>
<body>
<main>
${head(page)}
<section class="summary"><h2>In short</h2>${summaryOf(report).map(paragraph => html`<p>${paragraph}</p>`)}</section>
${warningsOf(report)}
${figures(report)}
${report.replayed ? replayedOf(report.replayed) : undefined}
${'against' in report ? besideTheOther(report) : undefined}
${courseOfDay(report)}
${otherChannels(report)}
${costOfDay(report)}
${followed ? flowOf(followed) : undefined}
${reportTables(report)}
${repeated(page)}
</main>
</body>
</html>
`.html
}

function head({ report, title }: ReportPage): Html {
  const { scenario, replications } = report
  const days = replications === 1 ? '1 day' : `${countText(replications)} days`
  const parts = [
    `line ${scenario.line}`,
    ...(scenario.day === undefined ? [] : [dayInWords(scenario.day)]),
    `${days} simulated`,
    `seed ${scenario.seed}`,
  ]
  return html`<header><h1>${title}</h1><p>${parts.join(' · ')}</p></header>`
}

function warningsOf({ warnings }: Report): Html | undefined {
  if (warnings.length === 0) return undefined
  return html`<section class="warnings"><h2>To be looked at</h2><ul>${warnings.map(warning => html`<li>${warning}</li>`)}</ul></section>`
}

function figures({ results, scenario }: Report): Html {
  const { serviceLevel, abandonment, waitSeconds, occupancy, calls, callsPerAgentDay } = results
  const within = scenario.targets.serviceLevel?.withinSeconds ?? 20
  return html`<dl class="figures">${[
    figure(`answered in ${within} s`, serviceLevel && shareText(serviceLevel)),
    figure('gave up waiting', abandonment && shareText(abandonment)),
    figure('mean wait', waitSeconds && spreadText(waitSeconds, timeText)),
    figure('occupancy', occupancy && shareText(occupancy)),
    figure('calls', calls && spreadText(calls, numberText)),
    figure('calls an agent and day', callsPerAgentDay && spreadText(callsPerAgentDay, numberText)),
  ]}</dl>`
}

/** @param told a mean and, in brackets, its interval; null where there is none */
function figure(name: string, told: string | null): Html {
  const [mean, spread] = (told ?? '–').split(' (', 2)
  return html`<div><dt>${name}</dt><dd>${mean!}</dd>${spread === undefined ? undefined : html`<dd class="spread">${spread.slice(0, -1)}</dd>`}</div>`
}

function replayedOf(replayed: readonly Replayed[]): Html {
  return html`<section><h2>Beside what was</h2>
<p>The calls of a log came again: what became of them there, and what became of them here.</p>
${textTable(replayedRows(replayed))}</section>`
}

function flowOf({ graph, traffic, spans, ...followed }: FollowedDays): Html {
  return html`<section><h2>Where callers give up</h2>
<p>${followedWords(followed, traffic.calls)}</p>
${whereCallersGiveUp(spans, graph, traffic)}
</section>
<section><h2>Where calls go</h2>
<p>The flow of the line with what those calls did: visits in the boxes; on the arrows how many went along, and their share of all who left the box.
States and ways that none of them took are left out.</p>
<div class="scroll flow" tabindex="0" role="region" aria-label="The flow of the line">${{ html: drawSvg(travelled(graph, traffic), traffic) }}</div>
</section>`
}

function followedWords({ days, isCut }: Pick<FollowedDays, 'days' | 'isCut'>, calls: number): string {
  const counted = `${countText(calls)} ${calls === 1 ? 'call' : 'calls'}`
  if (isCut) return `The first ${counted} of the first day were followed, one by one.`
  return `Every call of the first ${days === 1 ? 'day' : `${days} days`} was followed, one by one: ${counted}.`
}

/** What calls came to, by name alone: a line has far more states than a day has ways, and says more than fits. */
function travelled({ name, root, arrows }: Graph, traffic: Traffic): Graph {
  const came = root.inside.filter(({ path }) => traffic.at(path).visits > 0)
  return {
    name,
    root: { ...root, inside: came.map(wordless) },
    arrows: arrows.filter(arrow => traffic.along(arrow) > 0 && arrow.from.length > 0),
  }
}

function wordless(box: Box): Box {
  return { ...box, does: [], inside: box.inside.map(wordless) }
}

function repeated({ report, title, program, lineHash }: ReportPage): Html {
  const { scenario, replications } = report
  return html`<section><h2>To repeat it</h2>
<p>Save this scenario as <code>scenario.yaml</code> and say <code>npx holdline simulate scenario.yaml --report report.html</code>. The
same ${countText(replications)} ${replications === 1 ? 'day' : 'days'} come of it, to the last digit, on any machine: seed ${scenario.seed}, ${program}, line
${scenario.line} as of ${lineHash}.</p>
<details open=""><summary>The scenario of ${title}, with everything that was left to its default</summary><pre>${toYaml(asWritten(scenario))}</pre></details>
</section>`
}

/** Calls that were read from a log are in its file, and are too many for a page. */
function asWritten(scenario: Scenario): Scenario {
  const { arrivals } = scenario
  if (!('log' in arrivals) || arrivals.log.file === undefined) return scenario
  const { calls: _, ...log } = arrivals.log
  return { ...scenario, arrivals: { ...arrivals, log } }
}

function dayInWords(date: string): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', format).replace(',', '')
}
