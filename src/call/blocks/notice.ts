import { flow } from '../flow.ts'

export interface NoticeOptions {
  readonly to: string
}

/**
 * Tells what everybody should know now, by the `notices` of the line, and what is pending for this caller, by the
 * `matters` of the line and the caller's record. Says nothing where there is nothing to say.
 */
export function notice({ to }: NoticeOptions) {
  return flow.createStateConfig({
    entry: [
      { type: 'sayNotices', params: {} },
      { type: 'sayMatters', params: {} },
    ],
    always: to,
  })
}
