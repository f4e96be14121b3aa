import { parseXml } from '@rgrove/parse-xml'
import { describe, expect, test } from 'vitest'
import { cardSupport } from '../../../flows/card-support.ts'
import { SPANS_MS } from '../../../sim/report/giving-up.ts'
import { reportPage } from '../../../sim/report/report-page.ts'
import { parseScenario } from '../../../sim/scenario/read-scenario.ts'
import type { Report } from '../../../sim/simulate/simulate.ts'
import { graphOf } from '../../../src/call/draw-graph.ts'
import { FlowTable } from '../../../src/call/flow-table.ts'
import { Traffic } from '../../../src/call/traffic.ts'
import { against, aReport, withChannelAndCost } from './a-report.ts'

const share = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.02 })

const REPORT = aReport({
  day: {
    ...{ calls: { mean: 500, low: 480, high: 520 }, answered: 450, abandoned: 40, abandonment: share(0.08) },
    ...{
      serviceLevel: share(0.77),
      waitSeconds: { mean: 14.2, low: 12, high: 16.4 },
      occupancy: share(0.85),
    },
  },
  queues: { billing: { calls: 300 }, account: { calls: 200 } },
  intervals: [
    { calls: 200, serviceLevel: share(0.95), waitSeconds: 3, occupancy: share(0.7), queueLength: 0.4 },
    { calls: 180, serviceLevel: share(0.5), waitSeconds: 95, occupancy: share(0.99), queueLength: 12 },
    { calls: 120, serviceLevel: share(0.81), waitSeconds: 12, occupancy: share(0.9), queueLength: 1 },
    {},
  ],
  keys: {
    targets: { serviceLevel: { share: 0.8, withinSeconds: 30 }, occupancy: { share: 0.9, per: 'day' } },
  },
})

function page(report: Report = REPORT, more: object = {}): string {
  return reportPage({ report, title: 'monday', program: 'Holdline 1', lineHash: 'abcdef', ...more })
}

/** The text between the tags. */
function textOf(markup: string): string {
  return markup
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

/** One call that comes in, and hangs up at the first question. */
function oneCall(): Traffic {
  const table = new FlowTable(cardSupport)
  const traffic = new Traffic()
  traffic.begins(table, 1)
  return traffic
}

describe('the report', () => {
  test('is well-formed, asks nobody for anything, and runs nothing', () => {
    const made = page()
    const body = made.slice(made.indexOf('<body>'), made.indexOf('</html>'))
    expect(() => parseXml(body)).not.toThrow()
    expect(made).not.toMatch(
      /<script|<link|<img|<iframe|\ssrc=|\shref=|url\((?!#)|@import|https?:(?!\/\/www\.w3\.org\/)/,
    )
    expect(made).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  test('says in words how it went, and which targets were met, missed, or too close to call', () => {
    const said = textOf(page())
    expect(said).toContain(
      'On an average day 500 calls come in. Agents answer 450, and 40 callers give up waiting, 8 % (6 % to 10 %) of those who queue.',
    )
    expect(said).toContain(
      'The target of at least 80 % in every half-hour is met in 1 of 3; is missed at 08:30; is too close to call at 09:00: more days would tell.',
    )
    expect(said).toContain(
      'They wait longest when they ring in the half-hour from 08:30: 1:35 min on average, with 12 of them on the line at a time.',
    )
    expect(said).toContain('The target of at most 90 % over the day is met.')
  })

  test('draws every interval that there is something to say of, with its band, and the targets', () => {
    const made = page()
    expect(made.match(/<svg /g)).toHaveLength(6)
    const level = /<figure class="chart">\s*<figcaption><h3>Answered within 30 s[\s\S]*?<\/figure>/.exec(
      made,
    )![0]
    // 0.95, 0.5 and 0.81 of a height of 1,000, in the middle of three quarters of the width; the fourth is empty.
    expect(level).toContain('d="M125 50L375 500L625 190"')
    expect(level).toContain('d="M125 30L375 480L625 170L625 210L375 520L125 70Z"')
    expect(level).toContain('<path class="target" d="M0 200H1000"/>')
    expect(level).toContain('<title>08:30\nanswered in time 50 % (48 % to 52 %)</title>')
  })

  test('has all numbers in tables, and the scenario from which the same comes again', () => {
    const made = page()
    expect(textOf(made)).toMatch(/queue calls in 30 s gave up .* billing 300 ±0/)
    expect(textOf(made)).toMatch(/08:30 10 180 ±0 50 % ±2 % – 1:35 min ±0 s/)
    const yaml = /<pre>([\s\S]*?)<\/pre>/
      .exec(made)![1]!
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    expect(parseScenario(yaml, 'again.yaml')).toEqual(REPORT.scenario)
    expect(textOf(made)).toContain('seed 1, Holdline 1, line direct as of abcdef')
  })

  test('shows where calls went and gave up, where they were followed', () => {
    const spans = SPANS_MS.map(fromMs => ({
      fromMs,
      reached: fromMs < 60_000 ? 40 - fromMs / 2_000 : 0,
      gaveUp: fromMs < 60_000 ? 5 : 0,
    }))
    const followed = { days: 2, isCut: false, graph: graphOf(cardSupport), traffic: oneCall(), spans }
    const said = textOf(page(REPORT, { followed }))
    expect(said).toContain('Every call of the first 2 days was followed, one by one: 1 call.')
    expect(said).toContain('0 s to 10 s 5 of 40 (13 %)')
    expect(said).toContain('30 s to 60 s 5 of 25 (20 %)')
    expect(said).not.toContain('60 s to 90 s')
    expect(page(REPORT, { followed })).toContain('card-support – 1 call<')
    const cut = textOf(page(REPORT, { followed: { ...followed, days: 1, isCut: true } }))
    expect(cut).toContain('The first 1 call of the first day were followed')
    expect(textOf(page())).not.toContain('followed')
  })

  test('stands beside the other scenario that it was compared with, and says in what they differ', () => {
    const other = aReport({
      intervals: REPORT.intervals,
      day: { serviceLevel: 0.9 },
      agents: 12,
      keys: { seed: 7 },
    })
    const made = page(against(REPORT, other, { serviceLevel: { mean: 0.13, low: 0.1, high: 0.16 } }))
    expect(textOf(made)).toContain('service level 77.00 % 90.00 % +13.00 ±3.00 %')
    expect(textOf(made)).toMatch(/key this other .*agents 10 12 .*targets\.occupancy .*0\.9.* – .*seed 1 7/)
    expect(made).toContain('<title>08:30\nother 50 % (48 % to 52 %)\nthis 50 % (48 % to 52 %)</title>')
    const same = page(against(REPORT, REPORT, {}))
    expect(textOf(same)).toContain('The two scenarios say the same.')
    const longer = page(against(REPORT, aReport({ intervals: [{}] }), {}))
    expect(longer).not.toContain('this and the other')
    expect(page()).not.toContain('Beside the other')
  })

  test('warns of what is hardly meant', () => {
    const warned = page({ ...REPORT, warnings: ['No agent is ever there.', 'Nobody <rings>.'] })
    expect(warned).toContain('<ul><li>No agent is ever there.</li><li>Nobody &#60;rings&#62;.</li></ul>')
    expect(page()).not.toContain('class="warnings"')
  })

  test('tells of other channels and of cost, where the scenario has them', () => {
    const beside = withChannelAndCost(REPORT, {
      email: { arrived: 90, handled: 80, withinTarget: 0.97, backlog: 12.5, waitSeconds: 4_000 },
      cost: { total: 1_234, wages: 1_200, telephony: 34, lostCallers: 0, perCall: 2.5 },
    })
    const said = textOf(page(beside))
    expect(said).toMatch(/email 90 ±0 80 ±0 97 % ±0 % – 1:07 h ±0 s 12\.5 ±0 –/)
    expect(said).toContain('Waiting: email')
    expect(said).toMatch(/wages 1,200 ±0\.00 telephony 34\.00 ±0\.00 in all 1,234 ±0\.00/)
    expect(said).toContain('All of it costs EUR 1,234, 2.50 for each call answered.')
    expect(textOf(page())).not.toMatch(/Other channels|What it costs/)
  })

  test('stands beside what was, where a log came again', () => {
    const calls = {
      atSeconds: [5],
      queues: ['direct'],
      queue: [0],
      waitSeconds: [9],
      handleSeconds: [60],
      served: [1],
    }
    const report = aReport({ intervals: [{}], keys: { arrivals: { log: { file: 'may.csv', calls } } } })
    const measured = { mean: 15, low: 14, high: 16 }
    const replayed = [{ measure: 'waitSeconds' as const, logged: 12, simulated: measured, difference: 3 }]
    const made = page({ ...report, replayed })
    expect(textOf(made)).toContain(
      'the log again logged simulated difference wait: mean 12.0 s 15.0 s ±1.0 +3.0 s',
    )
    // The calls themselves are in the log's file.
    expect(made).toContain('may.csv')
    expect(made).not.toContain('atSeconds')
  })

  test('takes no name for markup, wherever it comes from', () => {
    const evil = `</style><script>alert("1")</script>&'`
    const report = aReport({
      queues: { [evil]: { calls: 1 }, other: {} },
      intervals: [{ calls: 1 }, { calls: 2 }],
      keys: { intents: { [evil.slice(0, 60)]: 1 } },
    })
    const made = reportPage({ report, title: evil, program: evil, lineHash: evil })
    expect(made).not.toContain('<script')
    expect(made.match(/<\/style>/g)).toHaveLength(1)
    expect(textOf(made)).toContain(
      '&#60;/style&#62;&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#38;&#39;',
    )
    expect(() => parseXml(made.slice(made.indexOf('<body>'), made.indexOf('</html>')))).not.toThrow()
  })

  test('says so when nobody rings, when no agent is there, and of one day what one day can say', () => {
    expect(textOf(page(aReport({ day: { calls: 0 }, intervals: [{}, {}] })))).toContain(
      'Nobody rings. No agent is there.',
    )
    const alone = { mean: 0.9, low: -Infinity, high: Infinity }
    const once = page(
      aReport({
        day: { calls: 3, serviceLevel: alone },
        intervals: [{ serviceLevel: alone }],
        replications: 1,
      }),
    )
    expect(textOf(once)).toContain('On the one day simulated 3 calls come in.')
    expect(textOf(once)).toContain('90 % of those who queue are answered within 20 s.')
    expect(once).not.toMatch(/NaN|Infinity|undefined|class="band/)
  })

  test('stays of a size that a browser opens, also of a year by the half-hour', () => {
    const interval = {
      calls: share(5),
      serviceLevel: share(0.9),
      waitSeconds: share(1),
      occupancy: share(0.5),
    }
    const made = page(aReport({ day: { calls: 5 }, intervals: new Array(17_520).fill(interval) }))
    expect(made.length).toBeLessThan(8_000_000)
    expect(textOf(made)).toContain('In an average period of 365 days 5 calls come in.')
    expect(textOf(made)).toContain('The first 1,000 of 17,520 intervals; the CSV has them all.')
  })
})
