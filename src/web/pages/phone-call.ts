import { useEffect, useRef, useState } from 'preact/hooks'
import { post as ask } from './deeds.ts'
import type { PhoneCall, PhoneEvent } from './phone-view.ts'

/** A call in the hands of this page. */
export interface HeldCall {
  readonly events: readonly PhoneEvent[]
  /** `idle` before the first call, and after one is over; `ringing` while the line calls back. */
  readonly state: 'idle' | 'calling' | 'up' | 'ringing'
  /** What went wrong between this page and its server. */
  readonly wrong: string
  call(): void
  answer(): void
  press(keys: string): void
  say(words: string): void
  hangUp(): void
}

/** Where a page that is loaded again finds its call. */
const KEPT = 'holdline-call'
const OVER: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** Makes calls, one at a time. `heard` is told of each event as it comes. */
export function useCall(heard: (event: PhoneEvent) => void): HeldCall {
  const [events, setEvents] = useState<readonly PhoneEvent[]>([])
  const [state, setState] = useState<HeldCall['state']>('idle')
  const [wrong, setWrong] = useState('')
  const call = useRef<{ sid: string; source: EventSource } | undefined>(undefined)
  const listener = useRef(heard)
  listener.current = heard
  useEffect(() => {
    const kept = sessionStorage.getItem(KEPT)
    if (kept !== null) follow(kept, { isHeard: false })
    return () => call.current?.source.close()
  }, [])

  const tries = (deed: () => Promise<unknown>) => {
    setWrong('')
    deed().catch((error: Error) => {
      setWrong(error.message)
      setState(before => (before === 'calling' ? 'idle' : before))
    })
  }
  const follow = (sid: string, { isHeard }: { isHeard: boolean }) => {
    sessionStorage.setItem(KEPT, sid)
    const source = listens(sid, {
      event(event, isNow) {
        setEvents(before => [...before, event])
        if (isHeard || isNow) listener.current(event)
        if (event.kind === 'rings') setState('ringing')
        if (event.kind === 'status') setState(OVER.has(event.status) ? 'idle' : 'up')
      },
      wrong: setWrong,
      lost() {
        call.current = undefined
        setState('idle')
      },
    })
    call.current = { sid, source }
  }
  return {
    events,
    state,
    wrong,
    call: () =>
      tries(async () => {
        const after = call.current
        after?.source.close()
        setEvents([])
        setState('calling')
        const { call: sid } = (await post('', after ? { after: after.sid } : {})) as PhoneCall
        setState('up')
        follow(sid, { isHeard: true })
      }),
    answer: () => call.current && tries(() => post(`/${call.current!.sid}/answer`)),
    press: keys => call.current && tries(() => post(`/${call.current!.sid}/keys`, { keys })),
    say: words => call.current && tries(() => post(`/${call.current!.sid}/words`, { words })),
    hangUp: () => call.current && tries(() => post(`/${call.current!.sid}/hang-up`)),
  }
}

function post(path: string, body?: object): Promise<unknown> {
  return ask(`/api/phone/calls${path}`, body)
}

interface Ears {
  /** `isNow` is false for what has happened before this page began to listen. */
  event(event: PhoneEvent, isNow: boolean): void
  /** The connection broke, with a sentence; or is whole again, with none. */
  wrong(sentence: string): void
  /** The server does not know the call; a browser says the same to a page that is being loaded again. */
  lost(): void
}

/** Tells what happens in a call, until it is over for the line, which may call back before that. */
function listens(sid: string, ears: Ears): EventSource {
  const source = new EventSource(`/api/phone/calls/${sid}/events`)
  let isNow = false
  let isOver = false
  let state: string | undefined
  source.addEventListener('now', () => {
    isNow = true
  })
  source.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data) as PhoneEvent
    ears.event(event, isNow)
    if (event.kind === 'status') isOver = OVER.has(event.status)
    if (event.kind === 'state') state = event.state
    if (isOver && state === '') source.close()
  })
  source.addEventListener('open', () => ears.wrong(''))
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CONNECTING)
      ears.wrong('The server is out of reach; this page tries again.')
    else ears.lost()
  })
  return source
}
