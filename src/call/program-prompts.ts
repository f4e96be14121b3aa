import type { LineDefinition } from '../line/definition.ts'
import type { Operation } from './program.ts'
import * as op from './program.ts'

type Spoken = (operands: readonly number[], prompts: readonly string[], line: LineDefinition) => string[]

const NONE: Spoken = () => []
const FIRST: Spoken = ([prompt], prompts) => [prompts[prompt!]!]

/** What each operation speaks. None is added without an entry here: a test holds it so. */
const SPOKEN: Readonly<Record<number, Spoken>> = {
  [op.SAY]: FIRST,
  [op.ASK]: FIRST,
  [op.SPEAK]: NONE,
  [op.ENQUEUE]: NONE,
  [op.LEAVE_QUEUE]: NONE,
  [op.PLAY_MUSIC]: NONE,
  [op.ANNOUNCE]: (operands, prompts) => operands.flatMap(prompt => prompts[prompt] ?? []),
  [op.SAY_NEXT]: ([, ...operands], prompts) => operands.map(prompt => prompts[prompt]!),
  [op.KEEP_PLACE]: NONE,
  [op.JOIN_AGENT]: NONE,
  [op.SERVED]: NONE,
  [op.HANG_UP]: NONE,
  [op.SET_TIMER]: NONE,
  [op.CLEAR_TIMER]: NONE,
  [op.END]: NONE,
  [op.RECORD]: FIRST,
  [op.USE_NUMBER]: NONE,
  [op.PROMISE]: NONE,
  [op.RATE]: NONE,
  [op.IDENTIFY]: NONE,
  [op.SAY_NOTICES]: (_, __, { notices = [] }) => notices.map(({ prompt }) => prompt),
  [op.SAY_MATTERS]: (_, __, { matters = [] }) => matters.map(({ prompt }) => prompt),
  [op.PREFER_LAST_AGENT]: NONE,
  [op.CHECK_NUMBER]: NONE,
  [op.CONSENT]: NONE,
  [op.TEXT]: FIRST,
  [op.OPEN_CASE]: NONE,
  [op.TEXT_WHEN_NEAR]: ([soon, changed], prompts) => [prompts[soon!]!, prompts[changed!]!],
  [op.FILE_MESSAGE]: NONE,
}

/**
 * Names of the prompts that an operation may speak, whenever it is carried out.
 * @param prompts the line's, by number
 */
export function promptsOf(
  { code, operands }: Operation,
  prompts: readonly string[],
  line: LineDefinition,
): readonly string[] {
  return SPOKEN[code]?.(operands, prompts, line) ?? []
}

/** True for an operation of which it is known what it speaks. */
export function isKnown(code: number): boolean {
  return Object.hasOwn(SPOKEN, code)
}
