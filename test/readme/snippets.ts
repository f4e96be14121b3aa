/** A file that a README makes its reader write, in one piece or in several. */
export interface WrittenFile {
  readonly path: string
  readonly text: string
}

const COMMENT = /^<!-- (file|more of): (\S+) -->\n```ts\n([\s\S]*?)^```$/gm

/**
 * The files of the ```ts blocks that stand right below one of these comments:
 *
 *     <!-- file: flows/mine.ts -->      the block is the file's beginning
 *     <!-- more of: flows/mine.ts -->   the block goes on where the one before ended
 */
export function filesOf(markdown: string): WrittenFile[] {
  const files = new Map<string, string>()
  for (const [, which, path, block] of markdown.matchAll(COMMENT)) {
    const before = files.get(path!)
    if ((which === 'file') !== (before === undefined))
      throw new Error(`"${which}: ${path}" stands ${before === undefined ? 'first' : 'again'}`)
    files.set(path!, before === undefined ? block! : `${before}\n${block}`)
  }
  return [...files].map(([path, text]) => ({ path, text }))
}

/** How many ```ts blocks there are. */
export function blocksOf(markdown: string): number {
  return markdown.match(/^```ts$/gm)?.length ?? 0
}
