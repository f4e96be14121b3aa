import { html, render } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import { type Deeds, useDeeds } from './deeds.ts'
import { TaskCard } from './task-card.ts'
import type { TasksView } from './tasks-view.ts'

/** Others do tasks too. */
const LOOK_EVERY_MS = 5_000

function Tasks() {
  const [view, setView] = useState<TasksView>()
  const [lost, setLost] = useState('')
  const deeds = useDeeds('/api/tasks')
  const look = async () => {
    try {
      setView(await tasks())
      setLost('')
    } catch (error) {
      setLost((error as Error).message)
    }
  }
  useEffect(() => {
    void look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const acting: Deeds = {
    ...deeds,
    async do(deed, body) {
      const isDone = await deeds.do(deed, body)
      // Also where it was refused: then things are other than they looked.
      await look()
      return isDone
    },
  }
  return html`<div class="sheet">
    <header class="head">
      <img src="/pages/mark.svg" alt="Holdline" width="32" height="32" />
      <h1>Tasks</h1>
      <nav aria-label="Pages">
        <a href="/">Wallboard</a>
        <a href="/agent">My desk</a>
      </nav>
      ${view && html`<p class="aside">You are ${view.who}.</p>`}
    </header>
    ${(deeds.wrong || lost) && html`<p class="wrong" role="alert">${deeds.wrong || lost}</p>`}
    ${view ? html`<${Lists} view=${view} deeds=${acting} />` : !lost && html`<p class="arriving" role="status">Looking…</p>`}
  </div>`
}

function Lists({ view, deeds }: { view: TasksView; deeds: Deeds }) {
  const { tasks, who, more } = view
  const mine = tasks.filter(({ state, takenBy }) => state === 'taken' && takenBy === who)
  const toDo = tasks.filter(({ state, takenBy }) => state !== 'done' && takenBy !== who)
  const done = tasks.filter(({ state }) => state === 'done')
  const list = (name: string, some: TasksView['tasks'], empty: string) => html`<section aria-label=${name}>
    <h2>${name} <span class="aside">${some.length}</span></h2>
    ${
      some.length === 0
        ? html`<p class="aside">${empty}</p>`
        : html`<ul class="cards">
            ${some.map(task => html`<${TaskCard} key=${task.id} task=${task} view=${view} deeds=${deeds} />`)}
          </ul>`
    }
  </section>`
  return html`
    ${list('Yours', mine, 'You have taken none.')} ${list('To do', toDo, 'Nobody waits for anything.')}
    ${more > 0 && html`<p class="aside">and ${more} more that are due later</p>`}
    ${list('Done', done, 'None in the last two days.')}
  `
}

async function tasks(): Promise<TasksView> {
  const response = await fetch('/api/tasks', { headers: { accept: 'application/json' } }).catch(() => {
    throw new Error('The server is out of reach; trying again…')
  })
  if (response.status === 401) location.assign('/login?next=/tasks')
  const body = (await response.json()) as TasksView & { error?: string }
  if (!response.ok) throw new Error(body.error ?? `The server answers ${response.status}.`)
  return body
}

render(html`<${Tasks} />`, document.getElementById('page')!)
