import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import type { PlaybackView } from './board-view.ts'
import { useDeeds } from './deeds.ts'
import { moment } from './wall-words.ts'

const SPEEDS = [1, 4, 10, 60, 300, 1_000]
const MINUTE_MS = 60_000
const STEP_MS = 5 * MINUTE_MS

/** Where a recorded day is being looked at: halts it, plays it faster or slower, or goes elsewhere in it. */
export function PlaybackBar({
  playback: { fromMs, untilMs, isPlaying, speed },
  nowMs,
  timeZone,
}: {
  playback: PlaybackView
  nowMs: number
  timeZone: string
}) {
  const deeds = useDeeds('/api')
  // While somebody drags the mark it stays where it is dragged.
  const [dragged, setDragged] = useState<number>()
  const shownMs = Math.min(untilMs, dragged ?? nowMs)
  const goTo = async (atMs: number) => {
    await deeds.do('playback', { atMs })
    setDragged(undefined)
  }
  const speeds = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b)
  return html`<section class="playback" aria-label="Recording">
    <button onClick=${() => deeds.do('playback', { isPlaying: !isPlaying })}>${isPlaying ? 'Pause' : 'Play'}</button>
    <button aria-label="Five minutes back" onClick=${() => goTo(nowMs - STEP_MS)}>−5 min</button>
    <button aria-label="Five minutes on" onClick=${() => goTo(nowMs + STEP_MS)}>+5 min</button>
    <time>${moment(fromMs, nowMs, timeZone)}</time>
    <input type="range" aria-label="Moment" aria-valuetext=${moment(shownMs, nowMs, timeZone)}
      min=${fromMs} max=${untilMs} step=${MINUTE_MS / 2} value=${shownMs}
      onInput=${(event: Event) => setDragged(Number((event.target as HTMLInputElement).value))}
      onChange=${(event: Event) => goTo(Number((event.target as HTMLInputElement).value))} />
    <time>${dragged === undefined ? moment(untilMs, nowMs, timeZone) : moment(dragged, nowMs, timeZone)}</time>
    <label>Speed
      <select value=${speed} onChange=${(event: Event) => deeds.do('playback', { speed: Number((event.target as HTMLSelectElement).value) })}>
        ${speeds.map(times => html`<option key=${times} value=${times} selected=${times === speed}>${times} ×</option>`)}
      </select>
    </label>
    ${deeds.wrong !== '' && html`<p role="alert">${deeds.wrong}</p>`}
  </section>`
}
