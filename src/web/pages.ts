import { createHash } from 'node:crypto'
import type { RequestHandler, Response, Router } from 'express'
import express from 'express'
import type { Board } from './board.ts'
import { BoardFeed } from './board-feed.ts'
import { IMPORT_MAP, pageFiles } from './page-files.ts'

export interface PagesOptions {
  readonly board: Pick<Board, 'view'>
  /** Time of the centre. */
  readonly nowMs: () => number
  /** Lets through who may see the pages, and sends all others to log in. */
  readonly requireLogin: RequestHandler
  /** Told of a view that could not be made: a wall must never stop a line. */
  readonly onFault: (what: string, error: unknown) => void
  /** The least time between two views, in ms of the real clock. */
  readonly everyMs?: number
}

/** The pages as a router, and what ends their open connections when the server stops. */
export interface Pages {
  readonly router: Router
  close(): void
}

/**
 * The wallboard at `/`, its events at `/events`, its JSON at `/api/board`: for those who are logged in. The browser's
 * sources under `/pages` and `/vendor` are for everybody, as they hold nothing of the centre.
 */
export function pagesRouter({ board, nowMs, requireLogin, everyMs, onFault }: PagesOptions): Pages {
  const view = () => board.view(nowMs())
  const feed = new BoardFeed({ view, onFault, ...(everyMs !== undefined && { everyMs }) })
  const router = express.Router()
  router.use(pageFiles())
  router.get('/', requireLogin, (_, response) => {
    sendPage(response, {
      title: 'Wallboard',
      module: 'wallboard.js',
      styles: ['wallboard.css', 'wall-alerts.css', 'wall-playback.css'],
    })
  })
  router.get('/api/board', requireLogin, (_, response) => {
    response.set('cache-control', 'no-store').json(view())
  })
  router.get('/events', requireLogin, (_, response) => {
    response.set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // nginx would hold events back to fill its buffer.
      'x-accel-buffering': 'no',
    })
    response.flushHeaders()
    // A wall of screens may all reconnect at once: a second keeps that from becoming a flood.
    response.write('retry: 1000\n\n')
    if (!feed.listen(response)) response.end('event: full\ndata: {}\n\n')
  })
  return { router, close: () => feed.close() }
}

export interface PageParts {
  readonly title: string
  /** Name of the page's script under `/pages`. */
  readonly module: string
  /** Names of its style sheets under `/pages`, behind `page.css`, which is every page's. */
  readonly styles: readonly string[]
  /** What the page may do beyond others, by directive of its policy. */
  readonly opens?: Readonly<Record<string, string>>
}

/**
 * What a page of ours may do: run and show what this server serves, talk to this server, and nothing else. The hash
 * lets in the import map, which browsers take only inline.
 */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': `'self' 'sha256-${createHash('sha256').update(IMPORT_MAP).digest('base64')}'`,
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}

/** The policy of a page as a header. */
function policy(opens: Readonly<Record<string, string>>): string {
  const names = new Set([...Object.keys(POLICY), ...Object.keys(opens)])
  const parts = Array.from(names, name => [name, POLICY[name], opens[name]].filter(Boolean).join(' '))
  return parts.join('; ')
}

/** Sends a page that one of our scripts fills. */
export function sendPage(response: Response, { title, module, styles, opens = {} }: PageParts): void {
  response.set({
    'content-security-policy': policy(opens),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  const sheets = ['/vendor/uplot.css', ...['page.css', ...styles].map(name => `/pages/${name}`)]
  response.type('html').send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<title>${title} · Holdline</title>
<link rel="icon" href="/pages/mark.svg" type="image/svg+xml">
${sheets.map(href => `<link rel="stylesheet" href="${href}">`).join('\n')}
<script type="importmap">${IMPORT_MAP}</script>
<script type="module" src="/pages/${module}"></script>
</head>
<body>
<noscript>This page needs JavaScript.</noscript>
<main id="page"></main>
</body>
</html>
`)
}
