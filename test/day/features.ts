/** What a live line can do, as its callers, agents and supervisors would say it. Each is seen at least once in the day. */
export const FEATURES = [
  // Answering
  'an agent signs in on the page',
  'an agent signs in by phone',
  'an agent is away with a reason',
  'an agent is rung in the browser',
  'an agent is rung at a SIP address',
  'an agent is rung at a phone number',
  'an agent hears who calls, what for and how long they waited',
  'an agent hears of the open case',
  'an agent accepts with a key',
  'an answering machine does not take a call',
  'an agent who does not answer is put away, and the caller keeps the place',
  'a hang-up stops the ringing',
  'wrap-up ends with a code and a note',
  'wrap-up is forced until there is a code',
  'wrap-up ends by itself',
  'a supervisor sees a long talk',
  'a supervisor sees a long wrap-up',
  // Roster
  'a roster is imported while the line runs',
  'an agent serves two lines',
  // In the call
  'a caller is held',
  'a caller is handed on to another queue',
  'an agent consults another',
  'a caller is handed over warmly',
  'a supervisor is brought into a talk',
  'a caller is escalated to a supervisor',
  'a supervisor listens in',
  'a supervisor whispers to an agent',
  'a talk is recorded with consent',
  'a recording pauses while card data is spoken',
  // Callbacks
  'a callback keeps the place, and an agent is reserved first',
  'a callback is connected by a key, not by a machine',
  'a callback is tried again',
  'a callback expires',
  'a callback is never made at night where the caller is',
  'a withheld number is offered no callback',
  'a callback is made at the promised time',
  'a caller who rings again before the callback goes on in the same place',
  // Voicemail
  'a caller leaves a message when the line is closed',
  'a caller leaves a message by choice',
  'a message is transcribed',
  'an agent works off a message, and the caller is called back',
  // Wait alerts
  'a waiting caller is told place and estimate',
  'a caller is texted when the turn is near',
  'a caller is texted when the wait changes much',
  'STOP is heeded',
  // Alerts to supervisors
  'an alert is raised, and recovers',
  'an alert is on the page',
  'an alert is texted',
  'an alert is sent by e-mail',
  'an alert is sent to a webhook',
  // Surveys
  'a caller rates the call by key',
  'a caller who hung up rates the call by text',
  'a caller rates the call by e-mail',
  'a low score becomes a task of a supervisor',
  'a follow-up is called back, resolved and confirmed by text',
  'satisfaction, resolution and wait are told by queue and by agent',
  // Plain words
  'a case number is spoken',
  'a case number is texted',
  'quieter times are told after hours',
  'quieter times are told on a long wait',
  'a promise is kept by a text when it is done',
  // Proactive notices
  'a campaign sends texts',
  'a campaign leaves out who opted out',
  'a campaign keeps legal hours',
  // Records
  'a caller is known by a record over HTTP',
  'the line works the same when the records are down',
  // Data protection
  'a caller gets all that is kept, and has it erased',
  'a secret entry is kept nowhere',
  'agents see numbers only as far as they need them',
] as const

export type Feature = (typeof FEATURES)[number]
