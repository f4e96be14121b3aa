import { flow } from '../flow.ts'
import type { HoldOptions } from './hold.ts'
import { hold } from './hold.ts'
import { speaks } from './parts.ts'

export interface TransferOptions extends HoldOptions {
  /** Says to whom the caller is taken. */
  readonly prompt?: string
}

/**
 * Where an agent hands a caller on to another queue, see `transfers` of `hold`. The caller stands there where the
 * first wait says, not at the end.
 */
export function transfer({ prompt = 'transfer', ...options }: TransferOptions) {
  return flow.createStateConfig({ ...hold(options), entry: speaks(prompt) })
}

/** As `transfer`, for a caller whom only a supervisor can help: by default to the queue `supervisors`. */
export function escalate({
  queue = 'supervisors',
  prompt = 'escalate',
  ...options
}: Omit<TransferOptions, 'queue'> & { readonly queue?: string }) {
  return transfer({ queue, prompt, ...options })
}
