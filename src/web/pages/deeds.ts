import { useRef, useState } from 'preact/hooks'

/** Asks something of the server. @throws Error with a sentence for whoever sits before the page */
export async function post(path: string, body: object = {}): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('The server is out of reach. Nothing was done; try again in a moment.')
  })
  const text = await response.text()
  if (response.ok) return text === '' ? undefined : JSON.parse(text)
  throw new Error(
    text.startsWith('{') ? String(JSON.parse(text).error) : `The server answers ${response.status}.`,
  )
}

/** What is asked of the server by buttons, one thing at a time. */
export interface Deeds {
  /** The last part of the path that is being asked for; empty while nothing is. */
  readonly busy: string
  /** Why the last one was not done. */
  readonly wrong: string
  /** Gives whether it was done. While another is under way nothing is asked: a second click means no second thing. */
  do(deed: string, body?: object): Promise<boolean>
  forgive(): void
}

/** Deeds under one path, such as `/api/agent`. */
export function useDeeds(base: string): Deeds {
  const [busy, setBusy] = useState('')
  const [wrong, setWrong] = useState('')
  const isBusy = useRef(false)
  return {
    busy,
    wrong,
    forgive: () => setWrong(''),
    async do(deed, body) {
      if (isBusy.current) return false
      isBusy.current = true
      setBusy(deed)
      setWrong('')
      try {
        await post(`${base}/${deed}`, body)
        return true
      } catch (error) {
        setWrong((error as Error).message)
        return false
      } finally {
        isBusy.current = false
        setBusy('')
      }
    },
  }
}
