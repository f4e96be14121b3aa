// Of two open cases the one that was opened last.
const OWN = 'own_case IS NOT NULL AND (open_case IS NULL OR own_case_ms > case_opened_ms)'
const CALLER = `SELECT key, number, name, language, tier, recorded_ms AS recordedMs, own_case AS ownCase,
  CASE WHEN ${OWN} THEN own_case ELSE open_case END AS openCase,
  CASE WHEN ${OWN} THEN own_case_ms ELSE case_opened_ms END AS caseOpenedMs, last_agent AS lastAgent, matters, email, texts, texted_ms AS textedMs,
  first_seen_ms AS firstSeenMs, last_seen_ms AS lastSeenMs FROM callers`

const PAPER = `SELECT kind, id, caller, call, state, at_ms AS atMs, due_ms AS dueMs, body FROM papers`

/** Every statement of the embedded store. Columns come out under the port's names. */
export const SQL = {
  // IMMEDIATE: what is read before the first write of a transaction must not be stale.
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',

  journalEnd: 'SELECT seq, at_ms AS atMs FROM journal WHERE centre = ? ORDER BY seq DESC LIMIT 1',
  facts:
    'SELECT seq, at_ms AS atMs, kind, data, directives FROM journal WHERE centre = ? AND seq > ? ORDER BY seq LIMIT ?',
  appendFact: 'INSERT INTO journal (centre, seq, at_ms, kind, data, directives) VALUES (?, ?, ?, ?, ?, ?)',

  answer: 'SELECT answer FROM answers WHERE token = ? AND centre = ?',
  addAnswer: 'INSERT INTO answers (centre, token, at_ms, answer) VALUES (?, ?, ?, ?)',
  forgetAnswers: forget('answers', 'at_ms < ?', 'at_ms'),

  addOutbox: `INSERT INTO outbox (centre, id, seq, payload, due_ms, node, until_ms, attempt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  lease: `UPDATE outbox SET node = ?, until_ms = ?, attempt = attempt + 1
    WHERE n IN (SELECT n FROM outbox
      WHERE centre = ? AND outcome IS NULL AND due_ms <= ? AND until_ms <= ? ORDER BY due_ms, n LIMIT ?)
    RETURNING n, id, seq, payload, due_ms AS dueMs, attempt, until_ms AS untilMs`,
  outstanding: `SELECT id, seq, payload, due_ms AS dueMs FROM outbox
    WHERE centre = ? AND outcome IS NULL ORDER BY due_ms, n LIMIT ?`,
  settle: 'UPDATE outbox SET outcome = ?, settled_ms = ? WHERE id = ? AND centre = ? AND outcome IS NULL',
  postpone: 'UPDATE outbox SET until_ms = ?, node = NULL WHERE id = ? AND centre = ? AND outcome IS NULL',
  freeLeases: 'UPDATE outbox SET until_ms = 0, node = NULL WHERE outcome IS NULL AND node IS NOT NULL',
  forgetSettled: forget('outbox', 'outcome IS NOT NULL AND settled_ms < ?', 'settled_ms'),

  lastCallerKey: `SELECT seq FROM sqlite_sequence WHERE name = 'callers'`,
  caller: `${CALLER} WHERE key = ?`,
  callerByNumber: `${CALLER} WHERE number = ?`,
  addCaller: `INSERT INTO callers (key, number, first_seen_ms, last_seen_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  changeCaller: `UPDATE callers SET name = ifnull(?, name), language = ifnull(?, language), tier = ifnull(?, tier),
    last_seen_ms = max(last_seen_ms, ifnull(?, last_seen_ms)),
    last_agent = CASE WHEN open_case IS NULL AND own_case IS NULL THEN last_agent ELSE ifnull(?, last_agent) END,
    texts = nullif(ifnull(?, texts), 'welcome'), texted_ms = ifnull(?, texted_ms) WHERE key = ?`,
  recordCaller: `UPDATE callers SET recorded_ms = ?1, tier = ?2, open_case = ?3, case_opened_ms = ?4,
    last_agent = ifnull(?5, CASE WHEN open_case = ?3 OR own_case IS NOT NULL THEN last_agent END), matters = ?6, email = ?7 WHERE key = ?8`,
  ownCase: 'UPDATE callers SET own_case = ?, own_case_ms = ? WHERE key = ?',
  callerByCase: `${CALLER} WHERE open_case = ?`,
  callersBefore: 'SELECT key FROM callers WHERE last_seen_ms < ? ORDER BY last_seen_ms, key LIMIT ?',
  eraseCaller: 'DELETE FROM callers WHERE key = ?',

  secrets: 'SELECT what, value FROM secrets WHERE centre = ? AND call = ? ORDER BY n',
  addSecret: `INSERT INTO secrets (centre, call, caller, what, value, at_ms) SELECT ?, ?, ?, ?, ?, ?
    WHERE ? = 0 OR EXISTS (SELECT 1 FROM callers WHERE key = ?)`,
  eraseSecrets: 'DELETE FROM secrets WHERE caller = ?',
  secretsOfCaller: 'SELECT call, what, value, at_ms AS atMs FROM secrets WHERE caller = ? ORDER BY n',
  forgetSecrets: forget('secrets', 'at_ms < ?', 'at_ms'),

  recordings:
    'SELECT sid, url, seconds, state, transcript FROM recordings WHERE centre = ? AND call = ? ORDER BY n',
  addRecording: `INSERT INTO recordings (centre, call, caller, sid, url, seconds, state, at_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?3 = 0 OR EXISTS (SELECT 1 FROM callers WHERE key = ?3)
    ON CONFLICT (sid) DO UPDATE SET url = excluded.url, seconds = excluded.seconds, state = excluded.state
    WHERE excluded.state <> 'made'`,
  transcribe: 'UPDATE recordings SET transcript = ? WHERE sid = ? AND centre = ?',
  eraseRecordings: 'DELETE FROM recordings WHERE caller = ?',
  recordingsOfCaller:
    'SELECT call, sid, url, seconds, state, transcript, at_ms AS atMs FROM recordings WHERE caller = ? ORDER BY n',
  recordingsBefore:
    'SELECT sid, url, seconds, state, transcript FROM recordings WHERE at_ms < ? ORDER BY at_ms, n LIMIT ?',
  forgetRecording: 'DELETE FROM recordings WHERE sid = ?',

  paper: `${PAPER} WHERE kind = ? AND id = ? AND centre = ?`,
  addPaper: `INSERT INTO papers (centre, kind, id, caller, call, state, at_ms, due_ms, body)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE ?4 = 0 OR EXISTS (SELECT 1 FROM callers WHERE key = ?4)
    ON CONFLICT (kind, id, centre) DO UPDATE SET caller = excluded.caller, call = excluded.call,
    state = excluded.state, at_ms = excluded.at_ms, due_ms = excluded.due_ms, body = excluded.body`,
  papersOfCaller: `${PAPER} WHERE caller = ? ORDER BY at_ms, n`,
  erasePapers: 'DELETE FROM papers WHERE caller = ?',
  forgetPapers: forget('papers', 'kind = ? AND at_ms < ?', 'at_ms'),

  call: 'SELECT centre, call FROM calls WHERE call_sid = ?',
  callSid: 'SELECT call_sid AS callSid FROM calls WHERE centre = ? AND call = ? ORDER BY n DESC LIMIT 1',
  // REPLACE rather than an update: the row becomes the newest, which is how callSid finds the last.
  bindCall: 'REPLACE INTO calls (call_sid, centre, call, at_ms) VALUES (?, ?, ?, ?)',
  forgetCalls: forget('calls', 'at_ms < ?', 'at_ms'),

  snapshot: `SELECT seq, program_version AS programVersion, bytes FROM snapshots
    WHERE centre = ? AND program_version = ? ORDER BY seq DESC LIMIT 1`,
  addSnapshot: 'REPLACE INTO snapshots (centre, seq, program_version, bytes) VALUES (?, ?, ?, ?)',
  dropSnapshots: `DELETE FROM snapshots WHERE centre = ?
    AND n NOT IN (SELECT n FROM snapshots WHERE centre = ? ORDER BY seq DESC, n DESC LIMIT 2)`,

  roster: 'SELECT hash, at_ms AS atMs FROM rosters WHERE centre = ?',
  setRoster: 'REPLACE INTO rosters (centre, hash, at_ms) VALUES (?, ?, ?)',
  pin: 'SELECT name, pin, changed_ms AS changedMs FROM agents WHERE centre = ? AND name = ?',
  pins: 'SELECT name, pin, changed_ms AS changedMs FROM agents WHERE centre = ? ORDER BY name',
  setPin: 'REPLACE INTO agents (centre, name, pin, changed_ms) VALUES (?, ?, ?, ?)',
  dropPin: 'DELETE FROM agents WHERE centre = ? AND name = ?',

  definition: 'SELECT hash, kind, text FROM definitions WHERE hash = ?',
  addDefinition: 'INSERT INTO definitions (hash, kind, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
} as const

const ALL_PAPERS = `${PAPER} WHERE centre = ? AND kind = ?`

/** The columns by which papers are looked for, with how each is compared. */
const PAPER_FILTERS = {
  state: 'state = ?',
  caller: 'caller = ?',
  call: 'call = ?',
  sinceMs: 'at_ms >= ?',
  untilMs: 'at_ms < ?',
  dueByMs: 'due_ms <= ?',
} as const

export type PaperFilter = keyof typeof PAPER_FILTERS
export const PAPER_FILTER_NAMES = Object.keys(PAPER_FILTERS) as PaperFilter[]

/** Looks for papers of a centre and kind by these filters, in their order; the last parameter is the limit. */
export function papersSql(filters: readonly PaperFilter[], newestFirst: boolean): string {
  const which = filters.map(filter => ` AND ${PAPER_FILTERS[filter]}`).join('')
  const order = newestFirst ? 'at_ms DESC, n DESC' : 'at_ms, n'
  return `${ALL_PAPERS}${which} ORDER BY ${order} LIMIT ?`
}

function forget(table: string, which: string, age: string): string {
  return `DELETE FROM ${table} WHERE n IN (SELECT n FROM ${table} WHERE ${which} ORDER BY ${age} LIMIT ?)`
}
