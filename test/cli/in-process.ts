import { format } from 'node:util'
import { vi } from 'vitest'
import { main } from '../../src/cli.ts'

/** What a shell sees of a command. */
export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a command line in this process, which spares the half second in which another one starts. That the launcher
 * hands on arguments, streams and exit codes is for test/holdline.test.ts and for one test of each command to show.
 */
export async function holdline(args: readonly string[]): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((...told) => {
      stdout += `${format(...told)}\n`
    }),
    vi.spyOn(console, 'error').mockImplementation((...told) => {
      stderr += `${format(...told)}\n`
    }),
    vi.spyOn(process.stdout, 'write').mockImplementation(text => {
      stdout += text
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation(text => {
      stderr += text
      return true
    }),
  ]
  try {
    const status = await main(args)
    return { status, stdout, stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
