import { html } from 'htm/preact'
import type { OfCall } from './agent-parts.ts'
import type { DeskCallView } from './desk-view.ts'

/** Somebody was asked for help: who, and how the talk goes on from here. */
export function Helper({ call, deeds, helper }: OfCall & { helper: NonNullable<DeskCallView['helper']> }) {
  const { name, isThere } = helper
  const does = (deed: string) => deeds.do(deed, { call: call.call })
  const isBusy = deeds.busy !== ''
  if (!isThere)
    return html`<div class="helper">
      <p><b>${name}</b> is being asked. The caller hears music.</p>
      <div class="controls">
        <button data-key="g" disabled=${isBusy} onClick=${() => does('uninvite')}>
          Take it back <kbd>G</kbd>
        </button>
      </div>
    </div>`
  const { isHeld } = call
  return html`<div class="helper">
    <p>
      ${isHeld ? html`You talk to <b>${name}</b>. The caller hears music.` : html`You, <b>${name}</b> and the caller talk.`}
    </p>
    <div class="controls">
      <button data-key="b" disabled=${isBusy} onClick=${() => does(isHeld ? 'resume' : 'hold')}>
        ${isHeld ? 'Bring the caller in' : 'Put the caller on hold'} <kbd>B</kbd>
      </button>
      <button class="go" data-key="o" disabled=${isBusy} onClick=${() => does('hand-over')}>
        Hand over to ${name} <kbd>O</kbd>
      </button>
      <button data-key="g" disabled=${isBusy} onClick=${() => does('uninvite')}>
        Let ${name} go <kbd>G</kbd>
      </button>
    </div>
  </div>`
}
