import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestHandler } from 'express'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import type { BoardView } from '../../src/web/pages/board-view.ts'
import type { Pages } from '../../src/web/pages.ts'
import { pagesRouter } from '../../src/web/pages.ts'
import { BoardCentre } from './board-centre.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const anybody: RequestHandler = (_, __, next) => next()
const nobody: RequestHandler = (_, response) => void response.redirect('/login')

interface Site {
  readonly centre: BoardCentre
  readonly pages: Pages
  readonly url: string
  readonly server: Server
}

/** A real server with the pages of a real centre, where views follow one another quickly. */
async function site({ requireLogin = anybody } = {}): Promise<Site> {
  const centre = await BoardCentre.open({ agents: ['Ana'] })
  const onFault = (what: string) => centre.faults.push(what)
  const nowMs = () => centre.nowMs
  const pages = pagesRouter({ board: centre.board, nowMs, requireLogin, onFault, everyMs: 10 })
  const server = createServer(express().use(pages.router))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    pages.close()
    server.close()
  })
  return { centre, pages, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The events of a site as they come. */
async function* eventsOf(url: string): AsyncGenerator<{ name: string; data: BoardView }> {
  const { body } = await fetch(`${url}/events`)
  let text = ''
  for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
    text += piece
    const events = text.split('\n\n')
    text = events.pop()!
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1]
      if (name) yield { name, data: JSON.parse(/^data: (.*)$/m.exec(event)![1]!) }
    }
  }
}

test('a wall that is switched on shows the whole centre at once, and then what changes', async () => {
  const { centre, url } = await site()
  await centre.calls('11')
  const events = eventsOf(url)
  const first = (await events.next()).value!
  expect(first.name).toBe('view')
  expect(first.data.today.calls).toBe(1)
  expect(first.data.queues[0]).toMatchObject({ name: 'billing', waiting: 1 })
  await centre.passes(3).calls('11')
  for await (const { data } of events) {
    if (data.queues[0]!.waiting < 2) continue
    expect(data.nowMs).toBe(centre.nowMs)
    break
  }
})

test('a server that stops lets its walls go', async () => {
  const { pages, server, url } = await site()
  const events = eventsOf(url)
  await events.next()
  pages.close()
  expect((await events.next()).done).toBe(true)
  await new Promise(resolve => server.close(resolve))
})

test('a view that cannot be made is reported, and neither the server nor the wall falls', async () => {
  const { centre, url } = await site()
  const { view } = centre.board
  centre.board.view = () => {
    throw new Error('no view')
  }
  const events = eventsOf(url)
  const first = events.next()
  await expect.poll(() => centre.faults).toContain('a view of the wallboard')
  centre.board.view = view
  expect((await first).value!.name).toBe('view')
  await events.return(undefined)
})

test('the same view is there as JSON', async () => {
  const { centre, url } = await site()
  await centre.calls('1')
  const response = await fetch(`${url}/api/board`)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(centre.view)))
})

test('who is not logged in sees no caller, by whatever way', async () => {
  const { url } = await site({ requireLogin: nobody })
  for (const path of ['/', '/events', '/api/board']) {
    const response = await fetch(url + path, { redirect: 'manual' })
    expect([path, response.status, response.headers.get('location')]).toEqual([path, 302, '/login'])
  }
  expect((await fetch(`${url}/pages/wallboard.css`)).status).toBe(200)
})

test('the page runs what this server serves and nothing else', async () => {
  const { url } = await site()
  const response = await fetch(url)
  const policy = response.headers.get('content-security-policy')!
  expect(policy).toMatch(/default-src 'none'; script-src 'self' 'sha256-/)
  expect(policy).not.toMatch(/unsafe|http|\*/)
  const html = await response.text()
  expect(html).toContain('<html lang="en">')
  expect(html.match(/<script(?![^>]*src=)[^>]*>/g)).toEqual(['<script type="importmap">'])
  for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g))
    expect([path, (await fetch(url + path)).status]).toEqual([path, 200])
})

test("the browser's sources are served as JavaScript, and asked for again only when they have changed", async () => {
  const { url } = await site()
  const response = await fetch(`${url}/pages/wallboard.js`)
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const text = await response.text()
  expect(text).not.toMatch(/import type|\.ts'/)
  expect(text).toContain("'./wall-queues.js'")
  const again = await fetch(`${url}/pages/wallboard.js`, {
    headers: { 'if-none-match': response.headers.get('etag')! },
  })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('no path leads to another file of this machine', async () => {
  const { url } = await site()
  const paths = [
    '/pages/../board.js',
    '/pages/..%2fboard.js',
    '/pages/%2e%2e/%2e%2e/package.json',
    '/pages/tsconfig.json',
    '/pages/wallboard.ts',
    '/vendor/../package.json',
    '/vendor/preact.mjs',
    '/vendor//etc/passwd',
    '/pages/',
  ]
  for (const path of paths) expect([path, (await fetch(url + path)).status]).toEqual([path, 404])
})
