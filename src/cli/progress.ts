import { Presets, SingleBar } from 'cli-progress'

/** A bar on a terminal's standard error; nothing in a pipe. */
export interface Progress {
  /** @param of how much there is, where that has changed */
  to(done: number, of?: number): void
  stop(): void
}

/** Shows how much of a piece of work is done. */
export function progress(what: string, total: number): Progress {
  if (!process.stderr.isTTY) return { to: () => {}, stop: () => {} }
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage} % · {eta_formatted} left`,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  const to = (done: number, of?: number): void => {
    if (of !== undefined) bar.setTotal(of)
    bar.update(done)
  }
  return { to, stop: () => bar.stop() }
}
