import { createHmac, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:http'
import { AUTH_TOKEN, PUBLIC_URL } from '../web/live-line.ts'

/** How webhooks were answered. */
export interface Load {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** What Twilio sends with a voice webhook besides the parts that differ. */
const USUAL = {
  AccountSid: `AC${'0'.repeat(32)}`,
  ApiVersion: '2010-04-01',
  CallStatus: 'in-progress',
  Called: '+12025550100',
  CalledCity: '',
  CalledCountry: 'US',
  CalledState: 'DC',
  CalledZip: '',
  CallerCity: 'SAN FRANCISCO',
  CallerCountry: 'US',
  CallerState: 'CA',
  CallerZip: '94105',
  Direction: 'inbound',
  FromCity: 'SAN FRANCISCO',
  FromCountry: 'US',
  FromState: 'CA',
  FromZip: '94105',
  To: '+12025550100',
  ToCity: '',
  ToCountry: 'US',
  ToState: 'DC',
  ToZip: '',
}
/** A walk through menus that ends in a recorded answer; each key is one durable fact. */
const KEYS = ['3', '*', '#', '1', '*', '2', '*']
let calls = 0

/** Callers ring, press keys and hang up, so many at once; each webhook leads to one durable fact. */
export async function load(
  base: string,
  { phones, forMs }: { phones: number; forMs: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: phones })
  const takenMs: number[] = []
  const untilMs = performance.now() + forMs
  const startMs = performance.now()
  const all = Array.from({ length: phones }, async () => {
    while (performance.now() < untilMs) await ring(base, agent, takenMs)
  })
  await Promise.all(all)
  const seconds = (performance.now() - startMs) / 1_000
  agent.destroy()
  takenMs.sort((a, b) => a - b)
  const at = (share: number) => takenMs[Math.floor(takenMs.length * share)]!
  return { perSecond: takenMs.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
}

async function ring(base: string, agent: Agent, takenMs: number[]): Promise<void> {
  const number = String(calls++).padStart(7, '0')
  const caller = {
    CallSid: `CA${number.padStart(32, '0')}`,
    From: `+1415${number}`,
    Caller: `+1415${number}`,
  }
  const post = async (path: string, more: Record<string, string> = {}) => {
    const beganMs = performance.now()
    const text = await send(base, agent, path, { ...USUAL, ...caller, ...more })
    takenMs.push(performance.now() - beganMs)
    return text
  }
  let text = await post('/voice/card-support')
  for (const key of KEYS) text = await post(actionOf(text), { Digits: key })
  await post('/voice/card-support/status', { CallStatus: 'completed', CallDuration: '60' })
}

/** Where a document sends the key; the plain prototype names no call, and gets the same as the real line. */
function actionOf(text: string): string {
  const action = /<Gather [^>]*action="([^"]*)"/.exec(text)?.[1]
  if (action === undefined) throw new Error(`no question: ${text}`)
  if (!action.startsWith(PUBLIC_URL)) return '/voice/card-support/key?t=1&a=3&m=0'
  return action.slice(PUBLIC_URL.length).replaceAll('&amp;', '&')
}

function send(base: string, agent: Agent, path: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-twilio-signature': signatureOf(`${PUBLIC_URL}${path}`, fields),
    'i-twilio-idempotency-token': randomUUID(),
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method: 'POST', agent, headers }, response =>
      read(response, resolve, reject),
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function read(
  response: IncomingMessage,
  resolve: (text: string) => void,
  reject: (error: Error) => void,
): void {
  let text = ''
  response.setEncoding('utf8')
  response.on('data', part => {
    text += part
  })
  response.on('error', reject)
  response.on('end', () => {
    if (response.statusCode === 200) resolve(text)
    else reject(new Error(`answered ${response.statusCode}: ${text}`))
  })
}

/** As `twilio.getExpectedTwilioSignature`, without what the library spends on odd parameters. */
function signatureOf(url: string, fields: Readonly<Record<string, string>>): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((signed, name) => signed + name + fields[name], url)
  return createHmac('sha1', AUTH_TOKEN).update(text).digest('base64')
}
