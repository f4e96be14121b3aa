import { useEffect, useRef, useState } from 'preact/hooks'
import type { Deeds } from './deeds.ts'
import type { SuperviseView } from './desk-view.ts'
import type { Leg } from './leg.ts'
import { useLeg } from './leg.ts'

export type How = NonNullable<SuperviseView['watching']>['how']

/** A supervisor's way into the talks of others. */
export interface Watching {
  readonly leg: Leg
  /** Comes into the talk of an agent. */
  watch(how: How, agent: string): void
}

/** The telephone of a supervisor's page is there from the first talk on that is wanted, and takes what it rings for by itself. */
export function useWatching(view: SuperviseView | undefined, deeds: Deeds): Watching {
  const [wanted, setWanted] = useState<{ readonly how: How; readonly agent: string } | null>(null)
  const isUsed = useRef(false)
  const watching = view?.watching ?? null
  isUsed.current ||= wanted !== null || watching !== null
  const isBrowser = view?.phone === 'browser'
  const leg = useLeg({ isWanted: isBrowser && isUsed.current, isTaken: false })
  const isReady = !isBrowser || leg.state === 'ready' || leg.state === 'up'
  useEffect(() => {
    if (!wanted || !isReady) return
    setWanted(null)
    void deeds.do(wanted.how, { agent: wanted.agent })
  }, [wanted, isReady])
  const accepted = useRef(false)
  useEffect(() => {
    if (leg.state !== 'ringing') accepted.current = false
    else if (watching && !accepted.current) {
      accepted.current = true
      leg.accept()
    }
  }, [leg.state, watching])
  return { leg, watch: (how, agent) => setWanted({ how, agent }) }
}
