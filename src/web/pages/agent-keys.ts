import { useEffect, useState } from 'preact/hooks'

/** One key for each button that has one, for whoever wants it. */
export interface Shortcuts {
  readonly areOn: boolean
  toggle(): void
}

const KEPT = 'holdline-keys'

/**
 * Presses the button that bears a key (`data-key`) when that is typed anywhere but where one writes. Keys can be turned
 * off, since speech input types letters too. Those with Control work where one writes as well.
 */
export function useShortcuts(): Shortcuts {
  const [areOn, setOn] = useState(() => localStorage.getItem(KEPT) !== 'off')
  useEffect(() => {
    if (!areOn) return
    const typed = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey, repeat } = event
      const isChord = ctrlKey || metaKey
      if (altKey || repeat || (!isChord && isWriting(target))) return
      const name = `${isChord ? 'ctrl+' : ''}${key.toLowerCase()}`
      const button = document.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(name)}"]`)
      if (!button || button.disabled) return
      event.preventDefault()
      button.focus()
      button.click()
    }
    window.addEventListener('keydown', typed)
    return () => window.removeEventListener('keydown', typed)
  }, [areOn])
  useEffect(() => {
    document.documentElement.classList.toggle('no-keys', !areOn)
  }, [areOn])
  return {
    areOn,
    toggle() {
      localStorage.setItem(KEPT, areOn ? 'off' : 'on')
      setOn(!areOn)
    },
  }
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio')
  )
}
