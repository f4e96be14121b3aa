/**
 * Resolves when somebody presses Ctrl-C, or whatever supervises us asks. npm passes on what the terminal sends to all
 * of us, so a second signal means nothing.
 */
export function askedToStop(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
