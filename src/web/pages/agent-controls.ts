import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import { Helper } from './agent-consult.ts'
import type { OfCall } from './agent-parts.ts'
import type { DeskQueueView } from './desk-view.ts'
import { STATE_WORDS, title } from './wall-words.ts'

/** What can be done with the call now. */
export function Controls(parts: OfCall) {
  const { view, call, leg } = parts
  if (view.state === 'ringing')
    return view.phone === 'browser'
      ? html`<div class="controls ring">
          <button class="big go" data-key="a" disabled=${leg.state !== 'ringing'} onClick=${leg.accept}>
            Accept <kbd>A</kbd>
          </button>
          <button class="big stop" data-key="d" disabled=${leg.state !== 'ringing'} onClick=${leg.decline}>
            Decline <kbd>D</kbd>
          </button>
        </div>`
      : html`<p class="aside">Your telephone rings: pick up, and press 1 to take the call.</p>`
  if (view.state === 'reserved')
    return html`<p class="aside">Your telephone rings as soon as the caller has picked up.</p>`
  if (view.state !== 'talking') return null
  if (call.helps !== null)
    return html`<div class="controls"><${HangUp} ...${parts} label="Leave the call" /></div>`
  return html`<${InTalk} ...${parts} />`
}

function InTalk(parts: OfCall) {
  const { call, deeds } = parts
  const [open, setOpen] = useState<'' | 'consult' | 'transfer'>('')
  const { isHeld } = call
  const toggles = (which: 'consult' | 'transfer') => setOpen(before => (before === which ? '' : which))
  const does = (deed: string, body?: object) => {
    setOpen('')
    void deeds.do(deed, { call: call.call, ...body })
  }
  const isBusy = deeds.busy !== ''
  return html`<div class="in-talk">
    ${call.recording !== 'off' && html`<${Recording} ...${parts} />`}
    ${
      call.helper
        ? html`<${Helper} ...${parts} helper=${call.helper} />`
        : html`<div class="controls">
            <button data-key="h" aria-pressed=${isHeld} disabled=${isBusy} onClick=${() => does(isHeld ? 'resume' : 'hold')}>
              ${isHeld ? 'Bring back' : 'Hold'} <kbd>H</kbd>
            </button>
            <button data-key="c" aria-expanded=${open === 'consult'} onClick=${() => toggles('consult')}>
              Consult <kbd>C</kbd>
            </button>
            <button data-key="t" aria-expanded=${open === 'transfer'} onClick=${() => toggles('transfer')}>
              Transfer <kbd>T</kbd>
            </button>
            <${HangUp} ...${parts} label="Hang up" />
          </div>`
    }
    ${open === 'consult' && html`<${Consult} ...${parts} does=${does} />`}
    ${open === 'transfer' && html`<${Transfer} ...${parts} does=${does} />`}
  </div>`
}

/** For card data: the button is the largest of the talk, and says what is so now. */
function Recording({ call, deeds }: OfCall) {
  const isPaused = call.recording === 'paused'
  return html`<button
    class="recording ${isPaused ? 'paused' : ''}"
    data-key="p"
    aria-pressed=${isPaused}
    disabled=${deeds.busy !== ''}
    onClick=${() => deeds.do(isPaused ? 'resume-recording' : 'pause-recording', { call: call.call })}
  >
    <b>${isPaused ? 'Resume the recording' : 'Pause the recording'} <kbd>P</kbd></b>
    <small>${isPaused ? 'Nothing is recorded: card data may be spoken.' : 'Before card data is spoken.'}</small>
  </button>`
}

function HangUp({ call, deeds, leg, label }: OfCall & { label: string }) {
  const hangsUp = async () => {
    // Told first: a leg that ends by itself counts as a telephone that failed.
    if (await deeds.do('hang-up', { call: call.call })) leg.hangUp()
  }
  return html`<button class="stop" data-key="x" disabled=${deeds.busy !== ''} onClick=${hangsUp}>
    ${label} <kbd>X</kbd>
  </button>`
}

type Choosing = OfCall & { readonly does: (deed: string, body?: object) => void }

/** The queues of the line that the call came by. */
function queuesOf({ view, call }: Choosing): DeskQueueView[] {
  return view.queues.filter(({ line }) => line === call.line)
}

function Consult(parts: Choosing) {
  const { view, does } = parts
  return html`<div class="options" role="group" aria-label="Whom to ask; the caller hears music meanwhile">
    <p class="aside lead">The caller hears music while you talk to:</p>
    ${queuesOf(parts).map(
      ({ queue }) => html`<button key=${`queue ${queue}`} onClick=${() => does('invite', { queue })}>
        anybody for ${title(queue)}
      </button>`,
    )}
    ${view.colleagues.map(
      ({ name, state }) => html`<button
        key=${name}
        disabled=${state !== 'available'}
        onClick=${() => does('invite', { other: name })}
      >
        ${name} <small>${STATE_WORDS[state].toLowerCase()}</small>
      </button>`,
    )}
  </div>`
}

function Transfer(parts: Choosing) {
  return html`<div class="options" role="group" aria-label="Where to; the caller keeps the place">
    <p class="aside lead">The caller keeps the place, and waits for:</p>
    ${queuesOf(parts).map(
      ({ queue, waiting }) => html`<button key=${queue} onClick=${() => parts.does('transfer', { queue })}>
        ${title(queue)} <small>${waiting === 0 ? 'nobody waits' : `${waiting} waiting`}</small>
      </button>`,
    )}
  </div>`
}
