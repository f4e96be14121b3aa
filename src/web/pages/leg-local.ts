import { post } from './deeds.ts'
import type { LegEars, LegPort, LegState } from './leg-port.ts'
import type { LegEvent, LegLine } from './leg-view.ts'
import type { PhoneEvent } from './phone-view.ts'

const LEG = '/api/agent/leg'
/** Takes a call, once it is asked for. */
const TAKES = '1'

/** A telephone at the carrier on this machine, which carries words as text. */
export async function openLocalLeg(ears: LegEars): Promise<LegPort> {
  const source = new EventSource(`${LEG}/events`)
  let isNow = false
  let isAccepted = false
  let isAsked = false
  let standing: LegState = 'ready'
  const does = (deed: string, body?: object) => {
    post(`${LEG}/${deed}`, body).then(
      () => ears.wrong(''),
      (error: Error) => ears.wrong(error.message),
    )
  }
  /** A page that was loaded again while it took a call has the key still to press. */
  const takes = () => {
    if (!isAccepted || !isAsked || !isNow || ears.isTaken()) return
    isAccepted = false
    does('keys', { keys: TAKES })
  }
  source.addEventListener('open', () => {
    ears.wrong('')
    ears.state(standing)
  })
  source.addEventListener('now', () => {
    isNow = true
    takes()
  })
  source.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data) as LegEvent
    if (event.kind === 'begins') {
      isAccepted = false
      isAsked = false
      ears.begins()
      return
    }
    if (event.kind === 'status') {
      standing = STATES[event.status] ?? 'ready'
      ears.state(standing)
    }
    if (event.kind === 'asks') isAsked = true
    const line = lineOf(event)
    if (line) ears.line(line)
    takes()
  })
  source.addEventListener('error', () => {
    isNow = false
    ears.state('failed')
    ears.wrong('The telephone has no connection to the server; it tries again by itself.')
  })
  return {
    accept() {
      isAccepted = true
      does('answer')
      takes()
    },
    decline: () => does('decline'),
    hangUp: () => does('hang-up'),
    say: words => does('words', { words }),
    close: () => source.close(),
  }
}

const STATES: Readonly<Record<string, 'ringing' | 'up' | undefined>> = {
  initiated: 'ringing',
  ringing: 'ringing',
  'in-progress': 'up',
}

function lineOf(event: PhoneEvent): LegLine | undefined {
  switch (event.kind) {
    case 'says':
      return { who: 'line', text: event.text }
    case 'voice':
      return { who: 'other', text: event.text }
    case 'spoke':
      return { who: 'self', text: event.text }
    case 'talks':
      return { who: 'note', text: 'You are connected.' }
    case 'plays':
      return { who: 'note', text: 'Music' }
    default:
      return undefined
  }
}
