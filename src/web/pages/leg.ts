import { useEffect, useRef, useState } from 'preact/hooks'
import { openLocalLeg } from './leg-local.ts'
import type { LegEars, LegPort, LegState } from './leg-port.ts'
import { openTwilioLeg } from './leg-twilio.ts'
import type { LegGrant, LegLine } from './leg-view.ts'

/** A telephone in the hands of a page. */
export interface Leg {
  readonly state: LegState
  readonly wrong: string
  /** What was heard and said; undefined where voices are heard. */
  readonly lines: readonly LegLine[] | undefined
  accept(): void
  decline(): void
  hangUp(): void
  say(words: string): void
}

const AGAIN_MS = 5_000

/** The telephone of whoever is logged in, while `isWanted`. `isTaken` is true once the centre counts the call as taken. */
export function useLeg({ isWanted, isTaken }: { isWanted: boolean; isTaken: boolean }): Leg {
  const [state, setState] = useState<LegState>('opening')
  const [wrong, setWrong] = useState('')
  const [lines, setLines] = useState<readonly LegLine[]>([])
  const [hasText, setHasText] = useState(false)
  const port = useRef<LegPort | undefined>(undefined)
  const taken = useRef(isTaken)
  taken.current = isTaken
  useEffect(() => {
    if (!isWanted) return
    const ears: LegEars = {
      state: setState,
      wrong: setWrong,
      line: line => setLines(before => [...before, line]),
      begins: () => setLines([]),
      isTaken: () => taken.current,
    }
    let timer = 0
    let isClosed = false
    const open = () => {
      openLeg(ears).then(
        opened => {
          if (isClosed) return opened.close()
          port.current = opened
          setHasText(opened.say !== undefined)
        },
        (error: Error) => {
          if (isClosed) return
          setState('failed')
          setWrong(error.message)
          timer = window.setTimeout(open, AGAIN_MS)
        },
      )
    }
    open()
    return () => {
      isClosed = true
      clearTimeout(timer)
      port.current?.close()
      port.current = undefined
    }
  }, [isWanted])
  return {
    state,
    wrong,
    lines: hasText ? lines : undefined,
    accept: () => port.current?.accept(),
    decline: () => port.current?.decline(),
    hangUp: () => port.current?.hangUp(),
    say: words => port.current?.say?.(words),
  }
}

async function openLeg(ears: LegEars): Promise<LegPort> {
  const grant = await granted()
  return grant.carrier === 'local' ? openLocalLeg(ears) : openTwilioLeg(grant.token, ears, granted)
}

/** Asks for leave to be a telephone. @throws Error with a sentence for the agent */
async function granted(): Promise<LegGrant> {
  const response = await fetch('/api/agent/token').catch(() => {
    throw new Error('The server is out of reach; this page tries again.')
  })
  const text = await response.text()
  if (response.ok) return JSON.parse(text) as LegGrant
  throw new Error(
    text.startsWith('{') ? String(JSON.parse(text).error) : `The server answers ${response.status}.`,
  )
}
