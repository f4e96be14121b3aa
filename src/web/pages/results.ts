import { html, render } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import { ResultsTable } from './results-table.ts'
import type { ResultsView } from './results-view.ts'

/** What is asked about; empty for what the server takes by itself. */
interface Question {
  readonly from: string
  readonly to: string
  readonly line: string
}

interface Answer {
  readonly view?: ResultsView
  readonly wrong?: string
}

function Results() {
  const [question, ask] = useState<Question>(questionIn(location.search))
  const [{ view, wrong }, setAnswer] = useState<Answer>({})
  useEffect(() => {
    let isWanted = true
    const query = queryOf(question)
    history.replaceState(null, '', `/results${query}`)
    answerTo(query).then(answer => {
      // The answer to a question that was asked anew meanwhile is no answer.
      if (isWanted) setAnswer(before => ({ ...before, wrong: '', ...answer }))
    })
    return () => {
      isWanted = false
    }
  }, [question.from, question.to, question.line])
  return html`<div class="sheet">
    <header class="head">
      <img src="/pages/mark.svg" alt="Holdline" width="32" height="32" />
      <h1>Results</h1>
      <nav aria-label="Pages">
        <a href="/">Wallboard</a>
        <a href="/supervise">Supervise</a>
        <a href="/tasks">Tasks</a>
      </nav>
      ${view && html`<${Asking} question=${question} view=${view} ask=${ask} />`}
    </header>
    ${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
    ${view ? html`<${Report} view=${view} />` : !wrong && html`<p class="arriving" role="status">Adding up…</p>`}
  </div>`
}

function Asking({
  question,
  view,
  ask,
}: {
  question: Question
  view: ResultsView
  ask: (q: Question) => void
}) {
  const day = (name: 'from' | 'to', label: string) => html`<label>
    ${label}
    <input
      type="date"
      value=${question[name] || view[name]}
      onChange=${({ currentTarget }: { currentTarget: HTMLInputElement }) =>
        ask({ ...question, [name]: currentTarget.value })}
    />
  </label>`
  return html`<form class="asking" onSubmit=${(event: Event) => event.preventDefault()}>
    ${day('from', 'From')} ${day('to', 'to')}
    ${
      view.known.length > 1 &&
      html`<label>
        Line
        <select
          value=${question.line}
          onChange=${({ currentTarget }: { currentTarget: HTMLSelectElement }) =>
            ask({ ...question, line: currentTarget.value })}
        >
          <option value="">all</option>
          ${view.known.map(name => html`<option key=${name} value=${name}>${name}</option>`)}
        </select>
      </label>`
    }
    <a class="button" href="/api/results.csv${queryOf(question)}" download>CSV</a>
  </form>`
}

function Report({ view }: { view: ResultsView }) {
  const { total, channels, queues, agents } = view
  if (total.contacts === 0)
    return html`<p class="arriving">No call of these days is over yet. Other days may have some.</p>`
  return html`
    <${ResultsTable} name="Channel" rows=${channels.length === 1 ? channels : [...channels, { ...total, name: 'all' }]} />
    <${ResultsTable} name="Queue" rows=${queues} />
    <${ResultsTable} name="Agent" rows=${agents} />
    <section class="notes">
      <p><b>Satisfaction</b> is the mean of the scores that callers gave, where 1 counts as 0 % and 5 as 100 %.</p>
      <p>
        <b>Resolved</b> is a contact that was served, by an agent or by the menus, and whose caller did not come again
        on the same matter within seven days. It is known seven days later: younger contacts stand beside it as “so
        far”. Callers without a number cannot be told from one another, and are left out
        (${total.withheld} ${total.withheld === 1 ? 'contact' : 'contacts'}).
      </p>
      <p><b>Average wait</b> is the mean of all waits on the line, those that were given up included; callbacks are not.</p>
      <p>The thin line on a bar, and the range below it, holds the true value with 95 % confidence.</p>
    </section>
  `
}

function questionIn(search: string): Question {
  const given = new URLSearchParams(search)
  return { from: given.get('from') ?? '', to: given.get('to') ?? '', line: given.get('line') ?? '' }
}

function queryOf(question: Question): string {
  const given = Object.entries(question).filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

async function answerTo(query: string): Promise<Answer> {
  try {
    const response = await fetch(`/api/results${query}`, { headers: { accept: 'application/json' } })
    if (response.status === 401) location.assign(`/login?next=${encodeURIComponent(`/results${query}`)}`)
    const body = (await response.json()) as ResultsView & { error?: string }
    return response.ok ? { view: body } : { wrong: body.error ?? `The server answers ${response.status}.` }
  } catch {
    return { wrong: 'The server is out of reach; try again in a moment.' }
  }
}

render(html`<${Results} />`, document.getElementById('page')!)
