import { dial } from './dial.ts'
import { enqueue } from './enqueue.ts'
import type { Verbs } from './follow.ts'
import { gather } from './gather.ts'
import { record } from './record.ts'
import { hangup, leave, pause, play, redirect, reject, say } from './sounds.ts'

/** How each verb of a document is performed. */
export const VERBS: Verbs = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Redirect: redirect,
  Hangup: hangup,
  Leave: leave,
  Reject: reject,
  Record: record,
  Enqueue: enqueue,
  Dial: dial,
}
