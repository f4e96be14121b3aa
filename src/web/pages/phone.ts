import { html, render } from 'htm/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useCall } from './phone-call.ts'
import type { PhoneEvent } from './phone-view.ts'
import { Voice } from './phone-voice.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const
const LETTERS: Readonly<Record<string, string>> = {
  '2': 'abc',
  '3': 'def',
  '4': 'ghi',
  '5': 'jkl',
  '6': 'mno',
  '7': 'pqrs',
  '8': 'tuv',
  '9': 'wxyz',
}

const voice = new Voice()

function Phone() {
  const held = useCall(hears)
  const { events, state, wrong } = held
  const isUp = state === 'up'
  const presses = (key: string) => {
    voice.stop()
    held.press(key)
  }
  useEffect(() => {
    const typed = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return
      if (isUp && (KEYS as readonly string[]).includes(key)) presses(key)
    }
    window.addEventListener('keydown', typed)
    return () => window.removeEventListener('keydown', typed)
  })
  return html`<div class="desk">
    <section class="phone" aria-label="Phone">
      <header class="brand">
        <img src="/pages/mark.svg" alt="" width="28" height="28" />
        <h1>Phone</h1>
        <${Mute} />
      </header>
      <p class="screen" role="status">${screenOf(events, state)}</p>
      <div class="keys">
        ${KEYS.map(
          key => html`<button key=${key} class="key" disabled=${!isUp} onClick=${() => presses(key)}>
            ${key}<small>${LETTERS[key] ?? ''}</small>
          </button>`,
        )}
      </div>
      <${Words} isUp=${isUp} say=${held.say} />
      ${
        state === 'idle'
          ? html`<button class="call" onClick=${held.call}>Call</button>`
          : html`<div class="lift">
              ${state === 'ringing' && html`<button class="call" onClick=${held.answer}>Answer</button>`}
              <button
                class="hang-up"
                disabled=${state === 'calling'}
                onClick=${() => {
                  voice.stop()
                  held.hangUp()
                }}
              >
                ${state === 'ringing' ? 'Decline' : 'Hang up'}
              </button>
            </div>`
      }
      ${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
      <p class="aside">Other callers ring this line too, and two agents answer it, in real time. They hang up after a minute with you.</p>
      <${Answering} />
    </section>
    <${Transcript} events=${events} />
    <${Inside} events=${events} />
  </div>`
}

function hears(event: PhoneEvent): void {
  if (event.kind === 'says') voice.say(event.text, event.language)
  if (event.kind === 'voice') voice.say(event.text, '')
  if (event.kind === 'talks' || event.kind === 'status') voice.stop()
}

/** Where whoever rings can be the agent as well. */
function Answering() {
  const [agent, setAgent] = useState<{ name: string; pin: string } | null>(null)
  useEffect(() => {
    fetch('/api/phone/agent')
      .then(async response => setAgent(response.ok ? await response.json() : null))
      .catch(() => {})
  }, [])
  if (!agent) return null
  return html`<p class="aside">
    To answer it yourself, open <a href="/agent" target="_blank" rel="noopener">the page of an agent</a> beside this
    one: name <b>${agent.name}</b>, PIN <b>${agent.pin}</b>.
  </p>`
}

function Mute() {
  const [isMuted, setMuted] = useState(false)
  return html`<label class="mute">
    <input
      type="checkbox"
      checked=${isMuted}
      onChange=${() => {
        voice.isMuted = !isMuted
        if (!isMuted) voice.stop()
        setMuted(!isMuted)
      }}
    />
    Mute the voice
  </label>`
}

/** What would be said into a phone is typed: not every browser has a microphone. */
function Words({ isUp, say }: { isUp: boolean; say: (words: string) => void }) {
  const [words, setWords] = useState('')
  return html`<form
    class="words"
    onSubmit=${(event: Event) => {
      event.preventDefault()
      if (words.trim() !== '') say(words)
      setWords('')
    }}
  >
    <input
      aria-label="What you say"
      placeholder="Say something…"
      maxlength="200"
      value=${words}
      disabled=${!isUp}
      onInput=${(event: Event) => setWords((event.target as HTMLInputElement).value)}
    />
    <button disabled=${!isUp}>Say</button>
  </form>`
}

function Transcript({ events }: { events: readonly PhoneEvent[] }) {
  const lines = events.flatMap((event, index) => {
    const [who, text] = lineOf(event)
    return text === '' ? [] : [{ who, text, afterMs: event.afterMs, index }]
  })
  return html`<section class="panel transcript" aria-label="Transcript">
    <h2>Heard and said</h2>
    ${lines.length === 0 && html`<p class="aside">Press Call, and hear the line.</p>`}
    <${Scrolled} count=${lines.length}>
      <ol>
        ${lines.map(
          ({ who, text, afterMs, index }) => html`<li key=${index} class=${who}>
            <time>${clock(afterMs)}</time><span>${text}</span>
          </li>`,
        )}
      </ol>
    <//>
  </section>`
}

function Inside({ events }: { events: readonly PhoneEvent[] }) {
  const states = events.flatMap(event => (event.kind === 'state' ? [event.state] : []))
  const steps = events.filter(event => event.kind === 'webhook' || event.kind === 'document')
  const now = states.at(-1)
  return html`<section class="panel inside" aria-label="Inside">
    <h2>Where the call stands</h2>
    <p class="state">${now === undefined ? '–' : now === '' ? 'over' : now}</p>
    <p class="aside">${states.slice(-6, -1).filter(Boolean).join(' → ')}</p>
    <h2>Webhooks and their TwiML</h2>
    <${Scrolled} count=${steps.length}>
      ${steps.map((event, index) =>
        event.kind === 'webhook'
          ? html`<p key=${index} class="webhook"><time>${clock(event.afterMs)}</time>POST ${event.path}</p>`
          : html`<pre key=${index}>${event.kind === 'document' ? indented(event.text) : ''}</pre>`,
      )}
    <//>
  </section>`
}

/** Keeps the latest in sight. */
function Scrolled({ count, children }: { count: number; children?: unknown }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [count])
  return html`<div class="scrolled" ref=${box} tabindex="0">${children}</div>`
}

function screenOf(events: readonly PhoneEvent[], state: string): string {
  if (state === 'calling') return 'Calling…'
  if (state === 'ringing') return 'The line calls back…'
  if (state === 'idle') return endOf(events)
  const place = events.findLast(
    ({ kind }) => kind === 'enqueued' || kind === 'left-queue' || kind === 'talks',
  )
  if (place?.kind === 'enqueued') return 'On hold'
  const last = events.findLast(({ kind }) => SCREEN[kind] !== undefined)
  return last ? SCREEN[last.kind]! : 'Ringing…'
}

/** What a phone shows that is down. */
function endOf(events: readonly PhoneEvent[]): string {
  if (events.length === 0) return 'Ready'
  const last = events.findLast(({ kind }) => kind === 'state')
  return last?.kind === 'state' && last.state.endsWith('.away')
    ? 'The line will call back'
    : 'The call is over'
}

const SCREEN: Partial<Record<PhoneEvent['kind'], string>> = {
  says: 'The line speaks',
  asks: 'The line listens',
  plays: '♪ Music',
  records: '● Recording',
  talks: 'An agent is on the line',
}

/** Who did something, for its colour, and what; empty for what is shown elsewhere. */
function lineOf(event: PhoneEvent): [who: string, text: string] {
  switch (event.kind) {
    case 'says':
      return ['line', event.text]
    case 'pressed':
      return ['caller', `pressed ${event.key}`]
    case 'spoke':
      return ['caller', `“${event.text}”`]
    case 'voice':
      return ['line', `“${event.text}”`]
    case 'text':
      return ['line', `✉ ${event.text}`]
    case 'beep':
      return ['line', '(a tone)']
    case 'records':
      return ['note', 'what you say is recorded']
    case 'enqueued':
      return ['note', `waits in ${event.queue}`]
    case 'talks':
      return ['note', 'an agent is on the line']
    case 'rings':
      return ['note', 'the line calls back']
    case 'alert':
      return ['alert', event.text]
    case 'status':
      return ['note', event.status === 'in-progress' ? 'the call is up' : event.status]
    default:
      return ['', '']
  }
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A document with each verb on a line of its own. */
function indented(xml: string): string {
  let depth = 0
  return xml
    .replace(/>\s*</g, '>\n<')
    .split('\n')
    .map(line => {
      if (line.startsWith('</')) depth--
      const shown = `${'  '.repeat(Math.max(0, depth))}${line}`
      const opens = /^<[^?!/][^>]*[^/]>$/.test(line)
      if (opens) depth++
      return shown
    })
    .join('\n')
}

render(html`<${Phone} />`, document.getElementById('page')!)
