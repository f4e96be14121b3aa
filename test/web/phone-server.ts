import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { onTestFinished } from 'vitest'
import { cardSupport } from '../../flows/card-support.ts'
import { answers } from '../../src/carrier/local/people.ts'
import { pageFiles } from '../../src/web/page-files.ts'
import { phonePage } from '../../src/web/phone-page.ts'
import { opensLines } from '../cli/rung/rung-lines.ts'

const ANA = { name: 'ana', skills: ['card-support/account'], address: 'client:ana' }

/** The phone page and its server before a line at which nobody works yet: `begins` lets its agent come to work. */
export async function opensPage() {
  const rung = await opensLines({ lines: [cardSupport], roster: [ANA] })
  const { line, clock } = rung
  line.carrier.plug(ANA.address, answers({ clock, presses: '1' }))
  const faults: string[] = []
  const app = express().use(
    pageFiles(),
    phonePage({
      line: async () => ({
        async ring({ from = '+12015550101', rung: whenRung }) {
          line.carrier.plug(from, whenRung)
          return line.call(from)
        },
        texts: (number, arrives) =>
          line.carrier.messages.listen(({ to, body, createdMs }) => {
            if (to === number) arrives({ words: body, atMs: createdMs })
          }),
        async stateOf(callSid) {
          const call = await line.live.carrier.legs.callOf(callSid)
          const slot = call === undefined ? -1 : line.live.runtime.centre.slotOf(call)
          if (slot < 0) return ''
          const { calls, lines } = line.live.runtime.centre.centre.state
          return lines[calls.line[slot]!]!.table.stateName(calls.state[slot]!)
        },
      }),
      requireLogin: (_request, _response, next) => next(),
      onFault: (what, error) => faults.push(`${what}: ${error}`),
    }),
  )
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const api = `${url}/api/phone/calls`
  const { runtime } = line.live
  const begins = () => runtime.submit({ reports: () => [{ kind: 'signed-in', data: { agent: ANA.name } }] })
  const post = async (path: string, body = '{}') => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${api}${path}`, { method: 'POST', headers, body })
    return { status: response.status, text: await response.text() }
  }
  const calls = async (body?: string) => JSON.parse((await post('', body)).text).call as string
  return { ...rung, url, begins, api, post, calls, faults }
}
