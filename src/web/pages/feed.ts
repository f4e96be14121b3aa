import { useEffect, useState } from 'preact/hooks'

/** What a page shows says when it was so, and how fast time runs there. */
interface Dated {
  readonly nowMs: number
  readonly speed: number
}

/** What has come from the server, and whether more can be expected. */
export interface Feed<View = Dated> {
  readonly view: View | undefined
  readonly lost: boolean
  /** When the time of the centre was heard, on this machine's clock. */
  readonly heardMs: number
  /** The time of the centre then. */
  readonly nowMs: number
}

const NOTHING = { view: undefined, lost: false, heardMs: 0, nowMs: 0 }

/** The server beats every 15 s; a connection that has been silent for longer than two beats is dead. */
const SILENCE_MAX_MS = 35_000
const RETRY_MS = 2_000

/** Where a page's news come from, and the same for once, which tells whether one is still logged in. */
export interface Source {
  readonly events: string
  readonly api: string
}

/** Follows the centre, for as long as the page is open. */
export function useFeed<View extends Dated>({ events, api }: Source): Feed<View> {
  const [feed, setFeed] = useState<Feed<View>>(NOTHING)
  useEffect(() => follow({ events, api }, setFeed), [events, api])
  return feed
}

function follow<View extends Dated>(
  { events, api }: Source,
  setFeed: (change: (before: Feed<View>) => Feed<View>) => void,
): () => void {
  let source: EventSource | undefined
  let timer = 0
  const again = (afterMs: number) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      setFeed(before => ({ ...before, lost: true }))
      open()
    }, afterMs)
  }
  const heard = (nowMs: number, view?: View) => {
    again(SILENCE_MAX_MS)
    const heardMs = performance.now()
    setFeed(before => ({ view: view ?? before.view, lost: false, heardMs, nowMs }))
  }
  const open = () => {
    source?.close()
    source = new EventSource(events)
    source.addEventListener('view', ({ data }) => {
      const view = JSON.parse(data) as View
      heard(view.nowMs, view)
    })
    source.addEventListener('beat', ({ data }) => heard((JSON.parse(data) as { nowMs: number }).nowMs))
    source.addEventListener('error', () => {
      setFeed(before => ({ ...before, lost: true }))
      // A lost connection the browser makes anew; one that was refused it leaves to us.
      if (source?.readyState !== EventSource.CLOSED) return
      void logInIfAsked(api)
      again(RETRY_MS)
    })
    again(SILENCE_MAX_MS)
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

/** Reloads a page whose login has ended, which leads to the login. */
async function logInIfAsked(api: string): Promise<void> {
  try {
    const { type, status } = await fetch(api, { redirect: 'manual' })
    if (type === 'opaqueredirect' || status === 401 || status === 403) location.reload()
  } catch {
    // The server is away; the next try will tell.
  }
}

/** The time of the centre, again and again: each second, more often where its seconds are shorter. */
export function useNow({ view, heardMs, nowMs }: Feed): number {
  const speed = view?.speed ?? 1
  const [, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick(tick => tick + 1), speed > 1 ? 250 : 1_000)
    return () => clearInterval(timer)
  }, [speed])
  return nowMs + (performance.now() - heardMs) * speed
}
