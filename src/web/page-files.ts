import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import type { RequestHandler, Response } from 'express'

const PAGES = join(import.meta.dirname, 'pages')

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Modules that pages import by name, and where each lies: resolved by Node, so that hoisting does not matter. */
const VENDOR: Readonly<Record<string, string>> = {
  'preact.js': inPackage('preact', 'preact.mjs'),
  'preact-hooks.js': inPackage('preact/hooks', 'hooks.mjs'),
  'htm.js': inPackage('htm', 'htm.module.js'),
  'htm-preact.js': inPackage('htm/preact', 'index.module.js'),
  'uplot.js': inPackage('uplot', 'uPlot.esm.js'),
  'twilio-voice.js': inPackage('@twilio/voice-sdk', '../dist/twilio.min.js'),
  'uplot.css': inPackage('uplot', 'uPlot.min.css'),
}

/** Text of the import map by which a browser finds the modules above. */
export const IMPORT_MAP = JSON.stringify({
  imports: {
    preact: '/vendor/preact.js',
    'preact/hooks': '/vendor/preact-hooks.js',
    htm: '/vendor/htm.js',
    'htm/preact': '/vendor/htm-preact.js',
    uplot: '/vendor/uplot.js',
  },
})

interface Served {
  readonly type: string
  readonly etag: string
  readonly body: string
}

/**
 * Serves the browser's sources: `/pages/<name>.js`, `.css` and `.svg` from the folder of pages, with types stripped,
 * and `/vendor/<name>` from packages. Both are lists of exact names, so no path leads anywhere else. There is no
 * build step: a file is read at its first request and kept.
 */
export function pageFiles(): RequestHandler {
  const files = new Map<string, string>()
  for (const name of readdirSync(PAGES)) {
    const served = name.replace(/\.ts$/, '.js')
    if (/\.(js|css|svg)$/.test(served)) files.set(`/pages/${served}`, join(PAGES, name))
  }
  for (const [name, path] of Object.entries(VENDOR)) files.set(`/vendor/${name}`, path)
  const kept = new Map<string, Promise<Served>>()
  return (request, response, next) => {
    const file = files.get(request.path)
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
    const reading = kept.get(file) ?? read(file)
    kept.set(file, reading)
    reading.then(
      served => send(response, served),
      error => {
        kept.delete(file)
        next(error)
      },
    )
  }
}

async function read(file: string): Promise<Served> {
  const text = await readFile(file, 'utf8')
  const body = file.endsWith('.ts') ? javaScriptOf(text) : text
  const ending = file.slice(file.lastIndexOf('.') + 1)
  const type = TYPES[ending] ?? TYPES.js!
  return { type, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

/** The same lines without their types; what they import is asked for under the name that it is served by. */
function javaScriptOf(text: string): string {
  return stripped(text).replaceAll(/(\b(?:from|import) '\.\/[\w-]+)\.ts'/g, "$1.js'")
}

/** Node strips types without a word where it imports a file, and warns where it is asked to: this warning is no news. */
function stripped(text: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(text)
  } finally {
    process.emitWarning = emitWarning
  }
}

function send(response: Response, { type, etag, body }: Served): void {
  response.set({
    'content-type': type,
    etag,
    // Asked for each time, and answered without a body while unchanged: a page and its parts never differ in age.
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  if (response.req.headers['if-none-match'] === etag) response.status(304).end()
  else response.send(body)
}

function inPackage(module: string, file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(module)), file)
}
