import { createHash } from 'node:crypto'
import type { Response } from 'express'
import express from 'express'
import { escapedHtml } from '../base/escaped-html.ts'
import { callOfToken, surveyKey } from '../carrier/mail/survey-link.ts'
import { senderOf } from '../line/text-message.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { keepScore } from '../runtime/scores.ts'

interface Words {
  readonly asks: string
  readonly scores: readonly [string, string, string, string, string]
  readonly thanks: string
  readonly gone: string
}

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    asks: 'How content are you with your call?',
    scores: ['Not at all', 'A little', 'So-so', 'Quite', 'Very'],
    thanks: 'Thank you for telling us.',
    gone: 'This question cannot be answered any more.',
  },
  es: {
    asks: '¿Qué tan satisfecho quedó con su llamada?',
    scores: ['Nada', 'Poco', 'Regular', 'Bastante', 'Mucho'],
    thanks: 'Gracias por su opinión.',
    gone: 'Esta pregunta ya no se puede responder.',
  },
}

/**
 * Where the link of an e-mail leads: `/survey/<token>` asks how content a caller was with a call, without a login. Whoever
 * has the link may answer, and answer anew; opening it alone, as mail programs do, answers nothing.
 */
export function surveyRoutes(runtime: Runtime, authToken: string): express.Router {
  const key = surveyKey(authToken)
  const router = express.Router()
  router
    .route('/survey/:token')
    .get(async (request, response) => {
      const asked = await askedBy(runtime, callOfToken(request.params.token, runtime.nowMs, key))
      if (asked) send(response, 200, asked, question(asked.words))
      else send(response, 410, NOBODY, NOBODY.words.gone)
    })
    .post(express.urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
      const call = callOfToken(request.params.token, runtime.nowMs, key)
      const asked = await askedBy(runtime, call)
      const score = Number((request.body as { score?: unknown } | undefined)?.score)
      if (!asked || call === undefined) return send(response, 410, NOBODY, NOBODY.words.gone)
      if (![1, 2, 3, 4, 5].includes(score)) return send(response, 400, asked, question(asked.words))
      await runtime.submit({
        async reports(view) {
          await keepScore(view, { call, score, by: 'e-mail' })
          return []
        },
      })
      send(response, 200, asked, asked.words.thanks)
    })
  return router
}

interface Asked {
  readonly language: string
  readonly words: Words
  readonly sender: string
}

const NOBODY: Asked = { language: 'en', words: WORDS.en!, sender: 'Holdline' }

/** Undefined for a call of which nothing is known any more. */
async function askedBy(runtime: Runtime, call: number | undefined): Promise<Asked | undefined> {
  const { store, name } = runtime.options
  const contact = call === undefined ? undefined : await store.paper(name, 'contact', String(call))
  if (!contact) return undefined
  const { centre } = runtime
  const line = centre.lineOf(contact.body.line)
  const language = contact.body.language.split('-', 1)[0]!
  const spoken = WORDS[language] ? language : 'en'
  const definition = line < 0 ? undefined : centre.centre.state.lines[line]!.table.line.definition
  return {
    language: spoken,
    words: WORDS[spoken]!,
    sender: definition ? senderOf(definition) : contact.body.line,
  }
}

const STYLE =
  'body{font:1.2rem system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;margin:0 1rem;' +
  'text-align:center;color-scheme:light dark}form{display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));' +
  'gap:.75rem}button{font:inherit;padding:1rem;display:grid;gap:.25rem}button b{font-size:2rem}'
const POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

function question({ asks, scores }: Words): string {
  const buttons = scores.map(
    (words, index) => `<button name="score" value="${index + 1}"><b>${index + 1}</b>${words}</button>`,
  )
  return `${asks}</p>\n<form method="post">\n${buttons.join('\n')}\n</form>\n<p>`
}

function send(response: Response, status: number, { language, sender }: Asked, body: string): void {
  response.status(status).set({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
  const title = escapedHtml(sender)
  response.type('html').send(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${body}</p>
</main>
</body>
</html>
`)
}
