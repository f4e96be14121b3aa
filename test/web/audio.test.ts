import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LiveLine, PUBLIC_URL } from './live-line.ts'

test('row 34: music that is there is played from our address by GET, a piece that is missing is as long a pause', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-audio-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const audio = join(folder, 'audio')
  mkdirSync(join(audio, 'card-support/music'), { recursive: true })
  mkdirSync(join(audio, 'music'))
  const own = (piece: number) => piece % 2 === 1
  const missing = (piece: number) => piece % 4 === 0
  for (let piece = 1; piece <= 24; piece++) {
    const name = `music/${String(piece).padStart(2, '0')}.wav`
    if (own(piece)) writeFileSync(join(audio, 'card-support', name), 'of this line')
    else if (!missing(piece)) writeFileSync(join(audio, name), 'of all lines')
  }
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  const line = await LiveLine.open({ audioFolder: audio })
  const caller = await line.caller('+12125550101').rings()
  await caller.presses('0')
  const from = Number(new URL(caller.verb('Redirect').text).searchParams.get('m'))
  await caller.hearsOut()
  const pieces = caller.verb('Gather').children
  expect(pieces).toHaveLength(3)
  for (const [index, { name, text, attributes }] of pieces.entries()) {
    const piece = from + index + 1
    if (missing(piece)) expect([name, attributes.length]).toEqual(['Pause', '5'])
    else {
      const served = await (await fetch(text.replace(PUBLIC_URL, line.url))).text()
      expect([name, served]).toEqual(['Play', own(piece) ? 'of this line' : 'of all lines'])
    }
  }
  for (const path of [
    'card-support/music/04.wav',
    '..%2fsecret.txt',
    'card-support/..%2f..%2fsecret.txt',
    '%2e%2e/x',
  ])
    expect((await fetch(`${line.url}/audio/${path}`)).status, path).toBe(404)
})
