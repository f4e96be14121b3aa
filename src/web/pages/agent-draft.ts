import { useEffect, useRef, useState } from 'preact/hooks'
import type { Deeds } from './deeds.ts'
import type { DeskView } from './desk-view.ts'

/** What an agent notes of a call, as far as it is written. */
export interface Noted {
  readonly note: string
  /** Of the queue's outcome codes; empty before one is chosen. */
  readonly code: string
  /** What the caller's matter is by the agent's word; null while nothing is said of it. */
  readonly resolved: boolean | null
}

/** Notes of one call. They are kept in the browser until the server has them. */
export interface Draft extends Noted {
  readonly isSaved: boolean
  set(change: Partial<Noted>): void
  /** Saves it, and ends the wrap-up. */
  finish(): Promise<void>
}

const NOTHING: Noted = { note: '', code: '', resolved: null }
/** A pause in writing after which the note is saved. */
const PAUSE_MS = 1_500

const keyOf = (call: number) => `holdline-note-${call}`

/** The notes of the call on hand. Loading the page again loses none of it, nor does a wrap-up that ends by the clock. */
export function useDraft(view: DeskView | undefined, deeds: Deeds): Draft {
  const isOfCall = view?.state === 'talking' || view?.state === 'wrap-up'
  const call = isOfCall ? view?.wrapUp?.call : undefined
  const [noted, setNoted] = useState<Noted>(NOTHING)
  const [isSaved, setSaved] = useState(true)
  const [loaded, setLoaded] = useState<number | undefined>(undefined)
  const latest = useRef(noted)
  latest.current = noted
  const isWrapUp = view?.state === 'wrap-up'
  const saves = async () => {
    if (call === undefined) return false
    const saved = latest.current
    const { note, code, resolved } = saved
    if (note.trim() === '' && code === '' && resolved === null) return true
    const isDone = await deeds.do('wrap-up', {
      ...{ call, note },
      ...(code !== '' && { code }),
      ...(resolved !== null && { resolved }),
    })
    if (isDone && latest.current === saved) setSaved(true)
    return isDone
  }
  useEffect(() => {
    if (call === loaded) return
    setLoaded(call)
    const kept = call === undefined ? null : sessionStorage.getItem(keyOf(call))
    setNoted(kept === null ? NOTHING : (JSON.parse(kept) as Noted))
    setSaved(kept === null)
  }, [call])
  useEffect(() => {
    if (call === undefined || loaded !== call || isSaved) return
    sessionStorage.setItem(keyOf(call), JSON.stringify(noted))
    if (!isWrapUp) return
    const timer = window.setTimeout(saves, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [noted, isSaved, isWrapUp, call, loaded])
  return {
    ...noted,
    isSaved,
    set(change) {
      setSaved(false)
      setNoted(before => ({ ...before, ...change }))
    },
    async finish() {
      if (!(await saves()) || !(await deeds.do('ready', { call }))) return
      if (call !== undefined) sessionStorage.removeItem(keyOf(call))
    },
  }
}
