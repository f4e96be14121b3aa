/**
 * One command that a README tells its reader to type, and what its author promises of it by comments above the block:
 *
 *     <!-- exit: 1 -->                  every command of the block ends with this code (0 if not said)
 *     <!-- seconds: 120 -->             … within this time (60 if not said)
 *     <!-- in: tmp -->                  the block runs in a fresh copy of the checkout, not in that of the blocks before it
 *     <!-- files: calls.csv -->         the reader has this file: it is copied from test/readme/ before the block
 *     <!-- makes: shifts.csv, a.svg --> these files exist, not empty, after the block
 *     <!-- not run: why -->             nothing is run but `--help` of each command; the reason is for the reader of the source
 */
export interface Command {
  /** Without the assignments before it, which are in `env`. */
  text: string
  env: Readonly<Record<string, string>>
  line: number
  kind: 'run' | 'server' | 'script' | 'help' | 'elsewhere'
  promise: Promise
  isFirst: boolean
  isLast: boolean
}

interface Promise {
  exit: number
  seconds: number
  fresh: boolean
  files: readonly string[]
  makes: readonly string[]
  reasonNotToRun: string | undefined
}

/** The commands of all ```sh blocks, in order. Throws on a comment that promises something unknown. */
export function commandsOf(markdown: string): Command[] {
  const commands: Command[] = []
  const lines = markdown.split('\n')
  for (let start = 0; start < lines.length; start++) {
    const fence = /^(\s*)(```+|~~~+)\s*(\S*)/.exec(lines[start] ?? '')
    if (!fence) continue
    const [, , marks = '', language] = fence
    let end = start + 1
    while (end < lines.length && !lines[end]?.trim().startsWith(marks)) end++
    if (language === 'sh') commands.push(...commandsIn(lines, start, end))
    start = end
  }
  return commands
}

function commandsIn(lines: readonly string[], start: number, end: number): Command[] {
  const promise = promiseAbove(lines, start)
  const exported: Record<string, string> = {}
  const found: Omit<Command, 'isFirst' | 'isLast'>[] = []
  for (let at = start + 1; at < end; at++) {
    const line = at + 1
    let text = (lines[at] ?? '').trim().replace(/^\$ /, '')
    while (text.endsWith('\\')) text = `${text.slice(0, -1).trimEnd()} ${(lines[++at] ?? '').trim()}`
    const { env, rest } = assignments(text.replace(/(^|\s)#.*$/, '').trim())
    if (rest === '') Object.assign(exported, env)
    else found.push({ text: rest, env: { ...exported, ...env }, line, kind: kindOf(rest, promise), promise })
  }
  return found.map((command, index) => ({
    ...command,
    isFirst: index === 0,
    isLast: index === found.length - 1,
  }))
}

function kindOf(text: string, { reasonNotToRun }: Promise): Command['kind'] {
  // To fetch the checkout and to enter it is done already by whoever runs this.
  if (/^(git clone|cd) /.test(text)) return 'elsewhere'
  if (/^npm (ci|install|i|test|t|run \S+)( |$)/.test(text)) return 'script'
  if (reasonNotToRun !== undefined) return 'help'
  return /^(npm start|npx holdline (serve|demo))( |$)(?!.*--(help|load))/.test(text) ? 'server' : 'run'
}

/** Takes `NAME=value` and `export NAME=value` off the front. */
function assignments(text: string): { env: Record<string, string>; rest: string } {
  const env: Record<string, string> = {}
  let rest = text
  for (;;) {
    const found = /^(?:export\s+)?([A-Z_][A-Z0-9_]*)=("([^"]*)"|'([^']*)'|\S*)(\s+|$)/.exec(rest)
    if (!found) return { env, rest }
    const [whole, name = '', bare = '', double, single] = found
    env[name] = double ?? single ?? bare
    rest = rest.slice(whole.length)
  }
}

function promiseAbove(lines: readonly string[], start: number): Promise {
  const promise: Promise = {
    exit: 0,
    seconds: 60,
    fresh: false,
    files: [],
    makes: [],
    reasonNotToRun: undefined,
  }
  for (let at = start - 1; at >= 0; at--) {
    const line = lines[at]?.trim() ?? ''
    if (line === '') continue
    const comment = /^<!--\s*([a-z ]+):\s*(.*?)\s*-->$/.exec(line)
    if (!comment) break
    keep(promise, comment[1] ?? '', comment[2] ?? '', at + 1)
  }
  return promise
}

function keep(promise: Promise, name: string, value: string, line: number): void {
  const list = value.split(',').map(item => item.trim())
  if (name === 'exit' && /^\d+$/.test(value)) promise.exit = Number(value)
  else if (name === 'seconds' && /^\d+$/.test(value)) promise.seconds = Number(value)
  else if (name === 'in' && value === 'tmp') promise.fresh = true
  else if (name === 'files') promise.files = list
  else if (name === 'makes') promise.makes = list
  else if (name === 'not run' && value !== '') promise.reasonNotToRun = value
  else
    throw new Error(
      `README.md:${line} promises "${name}: ${value}"; test/readme/commands.ts tells what can be promised.`,
    )
}
