/** The browser's own voice. A page without one, or that is muted, is silent. */
export class Voice {
  isMuted = false

  say(text: string, language: string): void {
    if (this.isMuted || !('speechSynthesis' in window)) return
    const words = new SpeechSynthesisUtterance(text)
    words.lang = language
    window.speechSynthesis.speak(words)
  }

  /** Whoever presses a key, or hangs up, has heard enough. */
  stop(): void {
    if ('speechSynthesis' in window) window.speechSynthesis.cancel()
  }
}
