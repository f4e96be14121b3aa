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
  const unsaved = useRef(false)
  unsaved.current = !isSaved
  const isWrapUp = view?.state === 'wrap-up'
  // A code ends a wrap-up that lasts until there is one, maybe in the middle of a sentence of the note.
  const endsByCode = view?.wrapUp?.isCodeWanted === true && !view.wrapUp.isCoded
  const saved = useRef(NOTHING)
  const saves = async ({ withCode }: { withCode: boolean }) => {
    if (call === undefined) return false
    const { note, code, resolved } = latest.current
    const body = newsOf({ note, resolved, code: withCode ? code : saved.current.code }, saved.current)
    if (Object.keys(body).length === 0) return true
    if (!(await deeds.do('wrap-up', { call, ...body }))) return false
    saved.current = { note, resolved, code: withCode ? code : saved.current.code }
    if (latest.current.note === note && latest.current.resolved === resolved) setSaved(true)
    return true
  }
  useEffect(() => {
    if (call === loaded) return
    setLoaded(call)
    const kept = call === undefined ? null : sessionStorage.getItem(keyOf(call))
    setNoted(kept === null ? NOTHING : (JSON.parse(kept) as Noted))
    setSaved(kept === null)
    saved.current = NOTHING
    // A wrap-up that ended by the clock, with the last words not yet saved.
    return () => {
      if (unsaved.current) void saves({ withCode: true })
    }
  }, [call])
  useEffect(() => {
    if (call === undefined || loaded !== call || isSaved) return
    sessionStorage.setItem(keyOf(call), JSON.stringify(noted))
    if (!isWrapUp) return
    const timer = window.setTimeout(() => saves({ withCode: !endsByCode }), PAUSE_MS)
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
      if (!(await saves({ withCode: true })) || !(await deeds.do('ready', { call }))) return
      if (call !== undefined) sessionStorage.removeItem(keyOf(call))
    },
  }
}

/** What of it the server does not have yet. A note and whether the matter is resolved are kept as one. */
function newsOf({ note, code, resolved }: Noted, saved: Noted): object {
  const isNoteNew = note !== saved.note || resolved !== saved.resolved
  const hasNote = note.trim() !== '' || resolved !== null
  return {
    ...(isNoteNew && hasNote && { note, ...(resolved !== null && { resolved }) }),
    ...(code !== saved.code && { code }),
  }
}
