import { html } from 'htm/preact'
import type { OfCall } from './agent-controls.ts'
import type { AgentCallView } from './agent-view.ts'

/** Somebody was asked for help: who, and how the talk goes on from here. */
export function Helper({ call, deeds, helper }: OfCall & { helper: NonNullable<AgentCallView['helper']> }) {
  const { name, state } = helper
  const isBusy = deeds.busy !== ''
  if (state === 'asked')
    return html`<div class="helper">
      <p><b>${name}</b> is being asked. The caller hears music.</p>
      <div class="controls">
        <button data-key="g" disabled=${isBusy} onClick=${() => deeds.do('uninvite')}>
          Take it back <kbd>G</kbd>
        </button>
      </div>
    </div>`
  const isHeld = call.heldSinceMs !== null
  return html`<div class="helper">
    <p>
      ${isHeld ? html`You talk to <b>${name}</b>. The caller hears music.` : html`You, <b>${name}</b> and the caller talk.`}
    </p>
    <div class="controls">
      <button data-key="b" disabled=${isBusy} onClick=${() => deeds.do(isHeld ? 'resume' : 'hold')}>
        ${isHeld ? 'Bring the caller in' : 'Put the caller on hold'} <kbd>B</kbd>
      </button>
      <button class="go" data-key="o" disabled=${isBusy} onClick=${() => deeds.do('hand-over')}>
        Hand over to ${name} <kbd>O</kbd>
      </button>
      <button data-key="g" disabled=${isBusy} onClick=${() => deeds.do('uninvite')}>
        Let ${name} go <kbd>G</kbd>
      </button>
    </div>
  </div>`
}
