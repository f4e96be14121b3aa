import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lines } from '../../flows/index.ts'
import { WrongInput } from '../base/wrong-input.ts'
import { defineLine } from '../call/define-line.ts'
import { direct } from '../call/direct.ts'
import type { Line } from '../call/line.ts'
import { nearest } from '../line/nearest.ts'
import { checkedLineOnce } from './explored-files.ts'

/** The lines of flows/ and the built-in `direct`, by name. */
export const LINES: Readonly<Record<string, Line>> = { ...lines, direct }

/** The line of flows/ with this name, or the built-in `direct`. @throws WrongInput that names the lines there are */
export function lineNamed(name: string): Line {
  if (Object.hasOwn(LINES, name)) return LINES[name]!
  const names = Object.keys(LINES)
  const meant = nearest(name, names)
  throw new WrongInput(
    `there is no line "${name}"; ${meant === undefined ? '' : `did you mean ${meant}? `}` +
      `The lines of flows/ are: ${names.join(', ')}.`,
  )
}

/**
 * The line of a name or a file, fit to take calls.
 *
 * @throws WrongInput as `lineFrom` does, and with every error that the check finds in the line
 */
export async function lineToRun(nameOrFile: string): Promise<Line> {
  return checkedLineOnce(await lineFrom(nameOrFile))
}

/** The lines of flows/, which have phone numbers, fit to take calls. @throws WrongInput for the first with errors */
export function linesToServe(): Line[] {
  return Object.values(lines).map(checkedLineOnce)
}

/**
 * The line of a name, or the one that a module file exports: what has a slash or a script's ending is a file.
 *
 * @throws WrongInput for a file that does not load, or does not export just one line; the line itself may have errors.
 */
export async function lineFrom(nameOrFile: string): Promise<Line> {
  if (!/[/\\]|\.[cm]?[jt]s$/.test(nameOrFile)) return lineNamed(nameOrFile)
  const path = resolve(nameOrFile)
  if (!existsSync(path)) throw new WrongInput(`there is no file ${nameOrFile}.`)
  const exported = await loaded(nameOrFile, path)
  const found = [...new Set([exported.default, ...Object.values(exported)].filter(looksLikeLine))]
  const [line, ...others] = found
  if (!line)
    throw new WrongInput(
      `${nameOrFile} exports no line; expected what \`defineLine\` of src/call/define-line.ts gives, ` +
        'as in flows/card-support.ts.',
    )
  if (others.length > 0 && !looksLikeLine(exported.default))
    throw new WrongInput(
      `${nameOrFile} exports ${found.length} lines; expected one, or the one that is meant as its default.`,
    )
  return defineLine(line.definition, line.flow)
}

async function loaded(name: string, path: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongInput(`${name}${placeIn(path, error)} cannot be loaded: ${reason}`, { cause: error })
  }
}

/** Where in the author's file an error came about, as its stack tells; nothing where it names no line of that file. */
function placeIn(path: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const call = stack.split('\n').find(text => text.includes(`${pathToFileURL(path).href}:`))
  const [, line] = call?.match(/:(\d+):\d+\)?$/) ?? []
  return line === undefined ? '' : `, line ${line},`
}

function looksLikeLine(value: unknown): value is Line {
  const { definition, flow } = (value ?? {}) as Partial<Record<keyof Line, unknown>>
  return isObject(definition) && isObject(flow) && 'root' in flow
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
