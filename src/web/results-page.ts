import type { Request } from 'express'
import express from 'express'
import { WrongInput } from '../base/wrong-input.ts'
import type { LineDefinition } from '../line/definition.ts'
import type { ResultsReport } from '../runtime/read-results.ts'
import { readResults } from '../runtime/read-results.ts'
import { resultsCsv } from '../runtime/results-csv.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { explains } from './json-routes.ts'
import type { Login } from './login.ts'
import type { ResultsView } from './pages/results-view.ts'
import { sendPage } from './pages.ts'

export interface ResultsPageOptions {
  readonly runtime: Runtime
  readonly login: Pick<Login, 'requires'>
  readonly onFault: (what: string, error: unknown) => void
}

/**
 * How content callers were, whether they were helped and how long they waited: the page `/results`, its JSON at
 * `/api/results` and its CSV at `/api/results.csv`, each `?from=2026-12-01&to=2026-12-14&line=card-support`.
 */
export function resultsPage({ runtime, login, onFault }: ResultsPageOptions): express.Router {
  const requireSupervisor = login.requires('supervisor')
  const router = express.Router()
  router.get('/results', requireSupervisor, (_, response) => {
    sendPage(response, { title: 'Results', module: 'results.js', styles: ['results.css'] })
  })
  router.get('/api/results', requireSupervisor, async (request, response) => {
    const view: ResultsView = {
      ...(await asked(runtime, request)),
      known: linesOf(runtime).map(({ name }) => name),
    }
    response.set('cache-control', 'no-store').json(view)
  })
  router.get('/api/results.csv', requireSupervisor, async (request, response) => {
    const report = await asked(runtime, request)
    const name = `results-${report.from}-${report.to}.csv`
    response.set({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${name}"` })
    response.type('text/csv').send(resultsCsv(report))
  })
  router.use('/api', explains(onFault))
  return router
}

function asked(runtime: Runtime, { query }: Request): Promise<ResultsReport> {
  const { store, name: centre } = runtime.options
  const { from, to, line } = Object.fromEntries(
    ['from', 'to', 'line'].map(name => [name, textIn(name, query[name])]),
  )
  return readResults({ store, centre }, wantedLines(linesOf(runtime), line), { from, to }, runtime.nowMs)
}

function linesOf({ centre }: Runtime): LineDefinition[] {
  return centre.centre.state.lines.map(({ table }) => table.line.definition)
}

function textIn(name: string, value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw new WrongInput(`"${name}" is there more than once; expected it once`)
}

type Lines = readonly [LineDefinition, ...LineDefinition[]]

function wantedLines(lines: readonly LineDefinition[], name: string | undefined): Lines {
  const [first, ...others] = lines.filter(line => name === undefined || line.name === name)
  if (first) return [first, ...others]
  throw new WrongInput(`line got "${name}", expected one of: ${lines.map(line => line.name).join(', ')}`)
}
