import type { CutRow, Parting } from '../../runtime/cut-transcript.ts'
import { minutes } from '../../runtime/cut-transcript.ts'

const WIDTH = 40

/** Where two versions of a call part, as rows of a terminal: what was recorded at the left, what is now at the right. */
export function sideBySide({ before, recorded, today }: Parting): string {
  const after = Array.from({ length: Math.max(recorded.length, today.length) }, (_, index) =>
    row(index === 0 ? '>' : ' ', recorded[index], today[index]),
  )
  const head = `           ${'recorded'.padEnd(WIDTH)}  today`
  return [head, ...before.map(same => row(' ', same, same)), ...after].join('\n')
}

function row(mark: string, recorded: CutRow | undefined, today: CutRow | undefined): string {
  const at = minutes((recorded ?? today)?.atMs ?? 0).padStart(7)
  const shifted = recorded && today && recorded.atMs !== today.atMs ? ` (at ${minutes(today.atMs)})` : ''
  const left = fitted(recorded?.text ?? 'nothing more')
  return `${mark} ${at}  ${left.padEnd(WIDTH)}  ${today?.text ?? 'nothing more'}${shifted}`.trimEnd()
}

function fitted(text: string): string {
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH - 1)}…`
}
