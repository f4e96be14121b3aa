import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import twilio from 'twilio'

// What `live` is held against: `node live-plain.ts <folder> <public URL> <auth token>` checks the signature of each
// webhook, commits it by itself, and answers with a fixed document. There is no line, no queue and no caller in it.

const [folder = '', publicUrl = '', authToken = ''] = process.argv.slice(2)
const TWIML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Gather input="dtmf" numDigits="1" action="/key" method="POST">' +
  `<Say>${'Press one for billing, two for your account. '.repeat(6)}</Say></Gather></Response>`

const db = new DatabaseSync(join(folder, 'plain.sqlite'))
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
db.exec(
  'CREATE TABLE facts (seq INTEGER PRIMARY KEY, path TEXT NOT NULL, body TEXT NOT NULL, at_ms INTEGER NOT NULL)',
)
const append = db.prepare('INSERT INTO facts (path, body, at_ms) VALUES (?, ?, ?)')

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', part => {
    body += part
  })
  request.on('end', () => {
    const path = request.url ?? ''
    const fields = Object.fromEntries(new URLSearchParams(body))
    const signature = String(request.headers['x-twilio-signature'])
    const isSigned = twilio.validateRequest(authToken, signature, `${publicUrl}${path}`, fields)
    if (isSigned) append.run(path, body, Date.now())
    response.writeHead(isSigned ? 200 : 403, { 'content-type': 'text/xml' })
    response.end(isSigned ? TWIML : '')
  })
})
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
})
process.on('SIGTERM', () => process.exit())
