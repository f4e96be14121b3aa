import type { DatabaseSync } from 'node:sqlite'
import { WrongInput } from '../base/wrong-input.ts'

/** Marks a file as ours, whatever its name: "HOLD" in ASCII. */
export const APPLICATION_ID = 0x484f4c44

/**
 * Forward only: step n leads from version n to n + 1. A step that was released is never edited; add another.
 * Rows with random names (tokens, identifiers) lie in the order of their arrival with an index beside: sorted by
 * name, each would dirty a page of its own, which halved the appends a second in groups of 16.
 */
export const SCHEMA_STEPS = [
  `CREATE TABLE journal (
     centre TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL,
     kind TEXT NOT NULL, data TEXT NOT NULL, directives TEXT NOT NULL,
     PRIMARY KEY (centre, seq)) STRICT, WITHOUT ROWID;
   CREATE TABLE answers (
     n INTEGER PRIMARY KEY, centre TEXT NOT NULL, token TEXT NOT NULL, at_ms INTEGER NOT NULL, answer TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX answers_by_token ON answers (token, centre);
   CREATE INDEX answers_by_time ON answers (at_ms);
   CREATE TABLE outbox (
     n INTEGER PRIMARY KEY, centre TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, payload TEXT NOT NULL,
     due_ms INTEGER NOT NULL, node TEXT, until_ms INTEGER NOT NULL, attempt INTEGER NOT NULL,
     outcome TEXT, settled_ms INTEGER) STRICT;
   CREATE UNIQUE INDEX outbox_by_id ON outbox (id, centre);
   CREATE INDEX outbox_outstanding ON outbox (centre, due_ms) WHERE outcome IS NULL;
   CREATE INDEX outbox_settled ON outbox (settled_ms) WHERE outcome IS NOT NULL;
   CREATE TABLE callers (
     key INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, name TEXT, language TEXT, tier TEXT,
     first_seen_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL) STRICT;
   CREATE TABLE secrets (
     n INTEGER PRIMARY KEY, centre TEXT NOT NULL, call INTEGER NOT NULL, caller INTEGER NOT NULL,
     what TEXT NOT NULL, value TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
   CREATE INDEX secrets_by_call ON secrets (centre, call);
   CREATE INDEX secrets_by_caller ON secrets (caller);
   CREATE INDEX secrets_by_time ON secrets (at_ms);
   CREATE TABLE calls (
     n INTEGER PRIMARY KEY, call_sid TEXT NOT NULL UNIQUE, centre TEXT NOT NULL, call INTEGER NOT NULL,
     at_ms INTEGER NOT NULL) STRICT;
   CREATE INDEX calls_by_call ON calls (centre, call);
   CREATE INDEX calls_by_time ON calls (at_ms);
   CREATE TABLE snapshots (
     n INTEGER PRIMARY KEY, centre TEXT NOT NULL, seq INTEGER NOT NULL, program_version TEXT NOT NULL,
     bytes BLOB NOT NULL) STRICT;
   CREATE UNIQUE INDEX snapshots_by_seq ON snapshots (centre, seq, program_version);
   CREATE TABLE definitions (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE callers ADD COLUMN recorded_ms INTEGER;
   ALTER TABLE callers ADD COLUMN open_case TEXT;
   ALTER TABLE callers ADD COLUMN case_opened_ms INTEGER;
   ALTER TABLE callers ADD COLUMN last_agent TEXT;
   ALTER TABLE callers ADD COLUMN matters TEXT;
   CREATE TABLE recordings (
     n INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, centre TEXT NOT NULL, call INTEGER NOT NULL,
     caller INTEGER NOT NULL, url TEXT NOT NULL, seconds INTEGER NOT NULL, state TEXT NOT NULL,
     at_ms INTEGER NOT NULL) STRICT;
   CREATE INDEX recordings_by_call ON recordings (centre, call);
   CREATE INDEX recordings_by_caller ON recordings (caller);
   CREATE INDEX recordings_by_time ON recordings (at_ms);`,
  `CREATE TABLE papers (
     n INTEGER PRIMARY KEY, centre TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, caller INTEGER NOT NULL,
     call INTEGER NOT NULL, state TEXT NOT NULL, at_ms INTEGER NOT NULL, due_ms INTEGER, body TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX papers_by_id ON papers (kind, id, centre);
   CREATE INDEX papers_by_time ON papers (kind, at_ms);
   CREATE INDEX papers_by_state ON papers (kind, state, at_ms);
   CREATE INDEX papers_by_caller ON papers (caller) WHERE caller > 0;
   CREATE INDEX papers_by_call ON papers (call) WHERE call > 0;`,
  `ALTER TABLE callers ADD COLUMN email TEXT;
   ALTER TABLE callers ADD COLUMN texts TEXT;
   ALTER TABLE callers ADD COLUMN texted_ms INTEGER;`,
  `ALTER TABLE callers ADD COLUMN own_case TEXT;
   ALTER TABLE callers ADD COLUMN own_case_ms INTEGER;
   CREATE INDEX callers_by_case ON callers (open_case) WHERE open_case IS NOT NULL;`,
  `CREATE TABLE rosters (centre TEXT PRIMARY KEY, hash TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE agents (
     centre TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL, changed_ms INTEGER NOT NULL,
     PRIMARY KEY (centre, name)) STRICT, WITHOUT ROWID;`,
  'ALTER TABLE recordings ADD COLUMN transcript TEXT;',
] as const

/** Brings a database up to this program's schema; throws WrongInput at one that is not ours or is newer. */
export function migrate(db: DatabaseSync, where: string): void {
  const version = numberOf(db, 'SELECT user_version AS n FROM pragma_user_version')
  const application = numberOf(db, 'SELECT application_id AS n FROM pragma_application_id')
  const tables = numberOf(db, 'SELECT count(*) AS n FROM sqlite_schema')
  if (application !== APPLICATION_ID && (tables > 0 || application !== 0)) {
    throw new WrongInput(`${where} is a database of another program. Give another folder (HOLDLINE_DATA).`)
  }
  if (version > SCHEMA_STEPS.length) {
    throw new WrongInput(
      `${where} was written by a newer Holdline: its schema is ${version}, this program knows up to ${SCHEMA_STEPS.length}. ` +
        `Run the newer program on it, or give another folder (HOLDLINE_DATA).`,
    )
  }
  for (let step = version; step < SCHEMA_STEPS.length; step++) db.exec(SCHEMA_STEPS[step]!)
  if (version === SCHEMA_STEPS.length) return
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_STEPS.length}`)
}

function numberOf(db: DatabaseSync, sql: string): number {
  return Number(db.prepare(sql).get()?.n)
}
