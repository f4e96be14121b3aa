import { html } from 'htm/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Leg } from './leg.ts'

/** What is heard and said, where the telephone carries text instead of voices. */
export function Talk({ leg, isOver }: { leg: Leg; isOver: boolean }) {
  const [words, setWords] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const { lines } = leg
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [lines?.length])
  if (lines === undefined || (lines.length === 0 && leg.state !== 'up')) return null
  return html`<section class="talk" aria-label="Heard and said">
    <ol ref=${list} tabindex="0" aria-live="polite">
      ${lines.map(({ who, text }, index) => html`<li key=${index} class=${who}>${text}</li>`)}
    </ol>
    ${
      !isOver &&
      html`<form
        onSubmit=${(event: Event) => {
          event.preventDefault()
          if (words.trim() !== '') leg.say(words)
          setWords('')
        }}
      >
        <input
          aria-label="What you say"
          placeholder="Say something…"
          maxlength="200"
          value=${words}
          disabled=${leg.state !== 'up'}
          onInput=${(event: Event) => setWords((event.target as HTMLInputElement).value)}
        />
        <button disabled=${leg.state !== 'up'}>Say</button>
      </form>`
    }
  </section>`
}
