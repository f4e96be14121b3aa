/**
 * The log in `../shared/data`: a bank's calls of 1999 (Brown et al. 2005). A call that never queued has 0:00:00 in
 * the queue: one that hung up then was served by the answering unit alone, one that an agent took waited 0 s and
 * counts as offered to the agents when the unit let go of it. IN is a centre of its own.
 */
export const anonymousBank = {
  name: 'anonymous-bank',
  weekdays: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday'],
  date: { column: 'date', format: 'yymmdd' },
  began: { column: 'vru_entry', format: 'clock' },
  queued: { column: 'q_start', format: 'clock', none: '0:00:00' },
  ready: { column: 'vru_exit', format: 'clock' },
  waitEnded: { column: 'q_exit', format: 'clock', none: '0:00:00' },
  waitSeconds: 'q_time',
  outcome: { column: 'outcome', served: ['AGENT'], abandoned: ['HANG'], ignored: ['PHANTOM'] },
  handleSeconds: ['ser_time'],
  agent: { column: 'server', none: ['NO_SERVER'] },
  queue: { column: 'type', leaveOut: ['IN'] },
}

/** Columns of our own choosing, for whoever can choose: one time, two durations, three words. */
export const holdline = {
  name: 'holdline',
  queued: { column: 'queued_at', format: 'iso' },
  waitSeconds: 'wait_seconds',
  outcome: {
    column: 'outcome',
    served: ['served', 'answered'],
    abandoned: ['abandoned'],
    contained: ['contained'],
    ignored: ['ignored'],
  },
  handleSeconds: ['handle_seconds'],
  agent: { column: 'agent' },
  queue: { column: 'queue' },
}

/** What most telephone systems can export: three times. No `answered_at`: the caller hung up at `ended_at`. */
export const timestamps = {
  name: 'timestamps',
  queued: { column: 'queued_at', format: 'iso' },
  answered: { column: 'answered_at', format: 'iso' },
  ended: { column: 'ended_at', format: 'iso' },
  agent: { column: 'agent' },
}
