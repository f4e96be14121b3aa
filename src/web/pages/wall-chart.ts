import './wall-locale.ts'
import { html } from 'htm/preact'
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import type { BoardView, HistoryView } from './board-view.ts'
import { percent, timeOfDay } from './wall-words.ts'

/** A chart that has just begun is not stretched beyond what was seen. */
const SHORTEST_S = 600

const COLOURS = { waiting: '#4cb4f0', level: '#f5d94a', grid: '#243040', words: '#a9b8c6' }

/** Queue length and service level over the last hour. */
export function Chart({ view }: { view: BoardView }) {
  const { history, timeZone, target } = view
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  useEffect(() => {
    const drawn = draw(place.current!, timeZone, target.share)
    plot.current = drawn
    const watcher = new ResizeObserver(() => drawn.setSize(sizeOf(place.current!)))
    watcher.observe(place.current!)
    return () => {
      watcher.disconnect()
      drawn.destroy()
    }
  }, [timeZone, target.share])
  useEffect(() => plot.current?.setData(dataOf(history)), [history])
  const most = Math.max(0, ...history.waiting)
  const summary = `At most ${most} waited at once; service level is now ${percent(history.serviceLevel.at(-1) ?? null)}.`
  return html`<section class="panel chart" aria-label="The last hour">
    <header>
      <h2>The last hour</h2>
      <p class="note legend"><span class="waiting">waiting</span><span class="level">in time, last 30 min</span></p>
    </header>
    <div class="plot" ref=${place} role="img" aria-label=${summary}></div>
  </section>`
}

function dataOf({ fromMs, stepMs, waiting, serviceLevel }: HistoryView): uPlot.AlignedData {
  const seconds = waiting.map((_, i) => (fromMs + i * stepMs) / 1_000)
  return [seconds, [...waiting], serviceLevel.map(share => (share === null ? null : share * 100))]
}

function sizeOf(place: HTMLElement): { width: number; height: number } {
  return { width: Math.max(120, place.clientWidth), height: Math.max(60, place.clientHeight) }
}

function draw(place: HTMLElement, timeZone: string, goal: number): uPlot {
  const axis = {
    stroke: COLOURS.words,
    grid: { stroke: COLOURS.grid, width: 1 },
    ticks: { show: false },
    font: `${Math.round(Number.parseFloat(getComputedStyle(place).fontSize))}px system-ui, sans-serif`,
  }
  const options: uPlot.Options = {
    ...sizeOf(place),
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 0, 0, 0],
    scales: {
      x: { range: (_, from, to) => [Math.min(from, to - SHORTEST_S), to] },
      y: { range: (_, __, most) => [0, Math.max(4, Math.ceil((most ?? 0) * 1.15))] },
      level: { range: [0, 100] },
    },
    axes: [
      {
        ...axis,
        size: 26,
        space: 70,
        values: (_, at) => at.map(second => timeOfDay(second * 1_000, timeZone)),
      },
      { ...axis, size: 34, space: 28, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000] },
      {
        ...axis,
        scale: 'level',
        side: 1,
        size: 48,
        space: 28,
        grid: { show: false },
        values: (_, at) => at.map(share => `${share} %`),
      },
    ],
    series: [
      {},
      {
        stroke: COLOURS.waiting,
        width: 2,
        fill: `${COLOURS.waiting}33`,
        points: { show: false },
        ...stepped(),
      },
      { scale: 'level', stroke: COLOURS.level, width: 2.5, points: { show: false } },
    ],
    hooks: { draw: [plot => drawGoal(plot, goal * 100)] },
  }
  return new uPlot(options, [[], [], []], place)
}

/** A queue's length jumps; a sloped line would invent callers in between. */
function stepped(): { paths?: uPlot.Series.PathBuilder } {
  const paths = uPlot.paths.stepped?.({ align: 1 })
  return paths ? { paths } : {}
}

function drawGoal(plot: uPlot, percentGoal: number): void {
  const { ctx, bbox } = plot
  const y = Math.round(plot.valToPos(percentGoal, 'level', true))
  ctx.save()
  ctx.strokeStyle = COLOURS.level
  ctx.globalAlpha = 0.6
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}
