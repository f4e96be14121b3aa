import { statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import express from 'express'

/** Twilio keeps what it fetched by GET; recordings change with a new path. */
const KEPT_BY_TWILIO = '1 day'

/** Recordings and hold music: `<folder>/<line>/<path>`, or `<folder>/<path>` for all lines. */
export class AudioFiles {
  readonly #folder: string
  readonly #found = new Map<string, string | undefined>()

  constructor(folder: string) {
    this.#folder = resolve(folder)
  }

  /** True where there is a file; looked for once. */
  has(line: string, path: string): boolean {
    const name = `${line}/${path}`
    if (!this.#found.has(name)) this.#found.set(name, this.#find(line, path))
    return this.#found.get(name) !== undefined
  }

  /** Serves the files under `/audio/<line>/<path>`. Without a signature: Twilio signs no fetch of audio. */
  routes(): express.Router {
    const router = express.Router()
    router.get('/audio/:line/*path', (request, response, next) => {
      const { line, path } = request.params
      const file = this.#find(line, [path].flat().join('/'))
      if (file === undefined) next()
      else response.sendFile(file, { maxAge: KEPT_BY_TWILIO })
    })
    return router
  }

  #find(line: string, path: string): string | undefined {
    const folders = [resolve(this.#folder, line), this.#folder]
    return folders
      .filter(folder => folder === this.#folder || folder.startsWith(this.#folder + sep))
      .map(folder => resolve(folder, path))
      .find(
        file => file.startsWith(this.#folder + sep) && statSync(file, { throwIfNoEntry: false })?.isFile(),
      )
  }
}
