import { type Expression, Visitor } from 'oxc-parser'
import type { Finding, Source } from './source.ts'

/** Who has to heed something that Twilio does: the line that answers it, and the carrier that plays it in tests. */
interface Row {
  readonly row: number
  readonly topic: string
  /** False for what the carrier on this machine cannot show. */
  readonly byCarrier: boolean
}

/** Faults of a library that a line uses, of which a carrier knows nothing. */
const OF_LIBRARIES: ReadonlySet<number> = new Set([25, 26])

/**
 * What is known of Twilio's voice interface and must be handled, by the numbers under which it was collected from its
 * documentation, its OpenAPI description, its library and public issues.
 */
const ROWS: readonly Row[] = [
  'every QueueResult',
  'when the action of Enqueue comes',
  'Leave with and without an action',
  'a hang-up before being enqueued',
  'what a waitUrl may hold',
  'a waitUrl that is asked for ever',
  'how many a queue takes',
  'Dial Queue at an empty queue',
  'the url of a Queue',
  'queues by SID',
  'a dequeue of somebody who is gone',
  'the front of the queue',
  'Gather without input',
  'Gather and Record without an action',
  '# and speech',
  'TwiML by REST',
  'recordings',
  'the 5 s of a Dial, and 4 h',
  'Dial with an action',
  'status callbacks out of order',
  'retries and the 15 s',
  'overrides that are not signed',
  'ports in signatures',
  'slashes, blanks and proxies in signatures',
  'twilio.webhook without its token',
  'brackets in forms',
  'parameters that nobody announced',
  'sizes of documents, and redirects',
  'limits and voices of Say',
  'the fallback',
  'one call a second',
  'callers without a number',
  'answering machines',
  'audio by GET',
  'words cut by a dequeue',
].map((topic, index) => ({ row: index + 1, topic, byCarrier: !OF_LIBRARIES.has(index + 1) }))

/** Rows that no test quotes by name, of the line's tests or of the carrier's. */
export function untestedRows(sources: readonly Source[], rows: readonly Row[] = ROWS): Finding[] {
  const ofCarrier = new Set<number>()
  const ofLine = new Set<number>()
  for (const source of sources) {
    const quoted = source.path.startsWith('test/carrier/local/') ? ofCarrier : ofLine
    if (/^test\/(carrier|web|cli\/rung)\//.test(source.path))
      for (const name of testNames(source)) for (const row of rowsIn(name)) quoted.add(row)
  }
  return rows.flatMap(({ row, topic, byCarrier }) => [
    ...(ofLine.has(row) ? [] : [missing('test/web', row, topic, 'the line')]),
    ...(ofCarrier.has(row) || !byCarrier ? [] : [missing('test/carrier/local', row, topic, 'the carrier')]),
  ])
}

function missing(folder: string, row: number, topic: string, whose: string): Finding {
  return `${folder}:1 no test of ${whose} is named "row ${row}: …" (${topic}); write it, or name the one that is there.`
}

/** The numbers that a name quotes: "row 6: …", "rows 1, 2 and 5: …", "rows 1 to 4: …". */
export function rowsIn(name: string): number[] {
  const [, quoted = ''] = /^rows? (\d+(?:(?:, | and | to )\d+)*):? /.exec(name) ?? []
  return quoted.split(/, | and /).flatMap(part => {
    const [first, last = first] = part.split(' to ').map(Number)
    return part === '' ? [] : Array.from({ length: last! - first! + 1 }, (_, index) => first! + index)
  })
}

/** What each test of a file is called, as far as its name stands there. */
function testNames({ program }: Source): string[] {
  const names: string[] = []
  new Visitor({
    CallExpression({ callee, arguments: [name] }) {
      if (!isTest(callee as Expression)) return
      if (name?.type === 'Literal' && typeof name.value === 'string') names.push(name.value)
      else if (name?.type === 'TemplateLiteral') names.push(name.quasis[0]?.value.cooked ?? '')
    },
  }).visit(program)
  return names
}

/** `test` itself, or one of its tables: `test.each(rows)`. */
function isTest(callee: Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'test' || callee.name === 'it'
  if (callee.type === 'CallExpression') return isTest(callee.callee as Expression)
  return callee.type === 'MemberExpression' && isTest(callee.object as Expression)
}
