/** What a command gives: 0 fine, 1 the answer is no, 2 cannot run. */
export type ExitCode = 0 | 1 | 2

/** By which a command tells its exit code. */
export type Done = (code: ExitCode) => void
