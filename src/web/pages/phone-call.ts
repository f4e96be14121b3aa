import { useEffect, useRef, useState } from 'preact/hooks'
import type { PhoneCall, PhoneEvent } from './phone-view.ts'

/** A call in the hands of this page. */
export interface HeldCall {
  readonly events: readonly PhoneEvent[]
  /** `idle` before the first call, and after one is over. */
  readonly state: 'idle' | 'calling' | 'up'
  /** What went wrong between this page and its server. */
  readonly wrong: string
  call(): void
  press(keys: string): void
  say(words: string): void
  hangUp(): void
}

const OVER: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** Makes calls, one at a time. `heard` is told of each event as it comes. */
export function useCall(heard: (event: PhoneEvent) => void): HeldCall {
  const [events, setEvents] = useState<readonly PhoneEvent[]>([])
  const [state, setState] = useState<HeldCall['state']>('idle')
  const [wrong, setWrong] = useState('')
  const call = useRef<{ sid: string; source: EventSource } | undefined>(undefined)
  const listener = useRef(heard)
  listener.current = heard
  useEffect(() => () => call.current?.source.close(), [])

  const post = async (path: string, body: object = {}): Promise<unknown> => {
    const response = await fetch(`/api/phone/calls${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.ok) return text === '' ? undefined : JSON.parse(text)
    throw new Error(
      text.startsWith('{') ? String(JSON.parse(text).error) : `The server answers ${response.status}.`,
    )
  }
  const tries = (deed: () => Promise<unknown>) => {
    setWrong('')
    deed().catch((error: Error) => {
      setWrong(error.message)
      if (!call.current) setState('idle')
    })
  }
  const follow = (sid: string) => {
    const source = new EventSource(`/api/phone/calls/${sid}/events`)
    call.current = { sid, source }
    source.addEventListener('message', ({ data }) => {
      const event = JSON.parse(data) as PhoneEvent
      setEvents(before => [...before, event])
      listener.current(event)
      if (event.kind !== 'status' || !OVER.has(event.status)) return
      call.current = undefined
      setState('idle')
      // The last word on the flow's state comes behind the end.
      setTimeout(() => source.close(), 2_000)
    })
  }
  return {
    events,
    state,
    wrong,
    call: () =>
      tries(async () => {
        setEvents([])
        setState('calling')
        const { call: sid } = (await post('')) as PhoneCall
        setState('up')
        follow(sid)
      }),
    press: keys => call.current && tries(() => post(`/${call.current!.sid}/keys`, { keys })),
    say: words => call.current && tries(() => post(`/${call.current!.sid}/words`, { words })),
    hangUp: () => call.current && tries(() => post(`/${call.current!.sid}/hang-up`)),
  }
}
