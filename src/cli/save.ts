import { existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { WrongInput } from '../base/wrong-input.ts'

/**
 * Sees to it that a file can be written later, before there is much work to lose.
 * @param option that named the file
 * @throws WrongInput where its folder is not there
 */
export function checkFolder(option: string, path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder))
    throw new WrongInput(`${option} ${path} cannot be written: there is no folder ${folder}`)
}

/** @throws WrongInput for a file that cannot be written */
export function save(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new WrongInput(`${path} cannot be written: ${(error as Error).message}`, { cause: error })
  }
}
