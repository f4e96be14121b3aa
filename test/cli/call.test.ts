import { describe, expect, test } from 'vitest'
import { giftCards } from '../../flows/gift-cards.ts'
import { lines } from '../../flows/index.ts'
import { direct } from '../../src/call/direct.ts'
import type { Line } from '../../src/call/line.ts'
import type { Cast } from '../../src/cli/call/cast.ts'
import type { Heard } from '../../src/cli/call/heard.ts'
import { Phone } from '../../src/cli/call/phone.ts'
import { play } from '../../src/cli/call/play.ts'
import { parseScript } from '../../src/cli/call/script.ts'
import type { CallerRecord } from '../../src/testkit/index.ts'
import { pier } from '../testkit/a-line.ts'
import { harbour } from '../testkit/a-talkative-line.ts'

const MORNING = Date.parse('2026-12-14T10:00-05:00')
const cardSupport = lines['card-support']!

interface Setting extends Partial<Cast> {
  line?: Line
  atMs?: number
  anonymous?: boolean
  record?: CallerRecord
}

/** Plays a script; gives the phone and all that its caller heard and did. */
async function call(script: string, setting: Setting = {}) {
  const { line = cardSupport, atMs = MORNING, anonymous = false, agents = 3, ahead = 0, busyMs } = setting
  const { record } = setting
  const known = { caller: 1, number: '+12125550123', ...(record && { record }) }
  const heard: Heard[] = []
  const cast = { agents, ahead, ...(busyMs !== undefined && { busyMs }) }
  const phone = new Phone(line, atMs, cast, anonymous ? { caller: 0 } : known, one => heard.push(one))
  const left = await play(parseScript(script, 'script'), phone)
  return { phone, left, heard, said: heard.map(short), ended: summaryOf(heard) }
}

/** A thing that was heard in a word or two. */
function short(heard: Heard): string {
  if (heard.kind === 'said') return heard.prompt
  if (heard.kind === 'pressed') return `▸ ${heard.key}`
  if (heard.kind === 'entered') return `▸ ${heard.keys}`
  if (heard.kind === 'spoke') return `▸ ${heard.words}`
  if (heard.kind === 'answered') return `answered by ${heard.agent}`
  return heard.kind === 'hung-up' ? `${heard.by} hangs up` : heard.kind
}

function summaryOf(heard: readonly Heard[]) {
  const last = heard.at(-1)
  if (last?.kind !== 'ended') throw new Error('the call did not end')
  return last
}

function texts(heard: readonly Heard[], prompt: string): string[] {
  return heard.flatMap(one => (one.kind === 'said' && one.prompt === prompt ? [one.text] : []))
}

describe('a caller who finds an agent free', () => {
  test('keys the way to an agent, and talks', async () => {
    const { said, ended } = await call('1', { line: pier })
    expect(said).toEqual([
      ...['hello', 'main', '▸ 1', 'music'],
      ...['answered by Ana', 'agent-left', 'line hangs up', 'ended'],
    ])
    expect(ended).toMatchObject({ outcome: 'answered', agent: 'Ana', waitedSeconds: 3 })
    expect(ended).not.toHaveProperty('told')
  })

  test('interrupts the menu by a key, as one who waited on purpose', async () => {
    const { heard, said } = await call('wait 1s 1 wait 2s 1 wait 1s hangup')
    // Music follows at once: the menu is not spoken to its end behind the key.
    expect(said.slice(0, 6)).toEqual(['welcome', '▸ 1', 'billing', '▸ 1', 'music', 'caller hangs up'])
    expect(heard.filter(({ kind }) => kind === 'pressed').map(({ atMs }) => atMs - MORNING)).toEqual([
      1_000, 3_000,
    ])
  })

  test('on a line without a menu hears nothing and is answered', async () => {
    const { said } = await call('', { line: direct })
    expect(said).toEqual(['answered by Ana', 'agent-left', 'line hangs up', 'ended'])
  })

  test('who presses a key while talking is told that it does nothing', async () => {
    expect((await call('1 1 wait 10s 5 h')).said.slice(-6)).toEqual([
      'answered by Ana',
      '▸ 5',
      'ignored',
      'caller hangs up',
      'texted',
      'ended',
    ])
  })
})

describe('a caller who holds', () => {
  const busy = { busyMs: 120_000 }

  test('hears place and estimate, music and messages in turn, and how true it was', async () => {
    const { heard, said, ended } = await call('1', { ...busy, line: harbour })
    expect(texts(heard, 'queue-position-and-wait')[0]).toBe(
      'You are number one. We expect one to seven minutes.',
    )
    expect(said.slice(3, 8)).toEqual(['queue-position-and-wait', 'offer-callback', 'music', 'tip', 'music'])
    expect(ended).toMatchObject({
      outcome: 'answered',
      told: { position: 1, lowMinutes: 1, highMinutes: 7 },
      tookSeconds: ended.waitedSeconds,
    })
  })

  test('hears whole pieces of music, but the last, which the agent ends', async () => {
    const { heard } = await call('1 1', busy)
    const music = heard.flatMap(one => (one.kind === 'music' ? [one.seconds] : []))
    expect(music.length).toBeGreaterThan(2)
    for (const seconds of music.slice(0, -1)) expect(seconds % 5).toBe(0)
  })

  test('stands behind those who were there before', async () => {
    const { ended } = await call('1 1 wait 1s h', { ...busy, ahead: 4 })
    expect(ended.told).toMatchObject({ position: 5 })
  })

  test('is told no position that rises, however long it takes', async () => {
    const { heard } = await call('2 1', { busyMs: 600_000, ahead: 3, agents: 2 })
    const told = heard.flatMap(one =>
      one.kind === 'said' && one.position !== undefined ? [one.position] : [],
    )
    expect(told.length).toBeGreaterThan(3)
    expect(told).toEqual(told.toSorted((a, b) => b - a))
  })

  test('while nobody is signed in is not forgotten, until the longest hold is over', async () => {
    const { said, ended } = await call('1 1', { agents: 0 })
    expect(said).toContain('queue-position')
    expect(said.slice(-3)).toEqual(['full', 'line hangs up', 'ended'])
    expect(ended.lastedSeconds).toBeGreaterThan(3 * 3_600)
  })

  test('hangs up, and the wait is counted', async () => {
    const { ended, said } = await call('1 1 wait 30s h', busy)
    expect(said.slice(-2)).toEqual(['caller hangs up', 'ended'])
    expect(ended).toMatchObject({ outcome: 'abandoned', waitedSeconds: 30 })
  })
})

describe('a caller who asks for a callback', () => {
  const crowd = { line: harbour, agents: 2, busyMs: 120_000 }

  test('hears that the place is kept, is rung, picks up, confirms by a key, and talks', async () => {
    const { said, ended } = await call('1 1 3 1', crowd)
    expect(said.slice(said.indexOf('offer-callback'))).toEqual([
      ...['offer-callback', 'music', '▸ 1', 'confirm-number', '▸ 3', 'will-call', 'line hangs up'],
      ...['rings', 'picked-up', 'here', '▸ 1', 'one-moment', 'music', 'answered by Ana', 'agent-left'],
      ...['line hangs up', 'ended'],
    ])
    expect(ended.outcome).toBe('answered')
  })

  test('who never picks up is tried as often as the line says, and given up', async () => {
    const { said, ended } = await call('1 1 3', crowd)
    expect(said.filter(word => word === 'rang-out')).toHaveLength(2)
    expect(ended.outcome).toBe('callback-failed')
  })

  test('who picks up and says nothing counts as a machine', async () => {
    const { said } = await call('1 1 3 answer silence', crowd)
    expect(said.slice(said.indexOf('picked-up')).slice(0, 4)).toEqual([
      ...['picked-up', 'here', 'silence', 'line hangs up'],
    ])
  })

  test('and will not wait for it leaves the promise open', async () => {
    expect((await call('1 1 3 wait 20s h', crowd)).ended.outcome).toBe('callback-kept')
  })

  test('from a withheld number keeps the place in line, and holds', async () => {
    const { said } = await call('1 1 3 wait 20s h', { ...crowd, anonymous: true })
    expect(said).toContain('refused')
    expect(said.slice(-2)).toEqual(['caller hangs up', 'ended'])
  })

  test('at another number and a later time is told both, and so is whoever reads it', async () => {
    const { heard, said, ended } = await call('1 1 4 2125550142# 1 wait 20s h', crowd)
    expect(said).toContain('▸ 2125550142#')
    expect(texts(heard, 'confirm-number')[1]).toContain('ends in zero, one, four, two.')
    expect(texts(heard, 'call-later')[0]).toMatch(/^We call you today at eleven/)
    const inAnHour = ended.promisedMs! - MORNING - 3_600_000
    expect(inAnHour).toBeGreaterThan(0)
    expect(inAnHour).toBeLessThan(60_000)
  })
})

describe('a caller of a line that listens', () => {
  test('says it in words', async () => {
    const { said } = await call('"I lost my card" wait 10s h', { line: harbour })
    expect(said.slice(1, 4)).toEqual(['main', '▸ “I lost my card” (lost-card)', 'about-cards'])
  })

  test('enters a number, whose digits stand together', async () => {
    const { said } = await call('2 4711 silence 5', { line: harbour })
    expect(said.slice(2, 6)).toEqual(['▸ 2', 'case-number', '▸ 4711', 'case-heard'])
  })

  test('leaves a message, whose length is told in the end', async () => {
    const { said, ended } = await call('5 record 20s', { line: harbour })
    expect(said.slice(3, 6)).toEqual(['leave-message', 'recorded', 'message-kept'])
    expect(ended).toMatchObject({ outcome: 'voicemail', recordedSeconds: 20 })
    expect((await call('5 silence', { line: harbour })).said).toContain('message-empty')
    expect((await call('record 20s h', { line: harbour })).said).toContain('ignored')
  })

  test('says how it was', async () => {
    const { said, ended } = await call('4 5', { line: harbour })
    expect(said.slice(3, 7)).toEqual(['how-was-it', '▸ 5', 'rated', 'thanks'])
    expect(ended.score).toBe(5)
  })

  test('is known, by the case and by what is pending', async () => {
    const { heard, said } = await call('wait 10s h', {
      line: harbour,
      record: { openCase: '104711', matters: ['fee-due'] },
    })
    expect(said.slice(0, 3)).toEqual(['welcome-back', 'fee-due', 'main'])
    expect(texts(heard, 'welcome-back')[0]).toContain('case one, zero, four, seven, one, one.')
  })
})

describe('a caller who slips', () => {
  test('hears sorry twice, and then is brought to a person', async () => {
    const { said } = await call('7 7 7')
    expect(said.filter(word => word === 'sorry')).toHaveLength(2)
    expect(said).toContain('to-agent')
    expect(said).toContain('answered by Ana')
  })

  test('by silence is asked again, a pause after the prompt', async () => {
    const { heard, said } = await call('silence h', { line: pier })
    expect(said).toEqual(['hello', 'main', 'silence', 'again', 'caller hangs up', 'ended'])
    const main = heard.find(one => one.kind === 'said' && one.prompt === 'main')!
    const silence = heard.find(({ kind }) => kind === 'silence')!
    expect(silence.atMs - main.atMs).toBeGreaterThan(6_000)
  })

  test('and never says anything still reaches an agent', async () => {
    const { said, ended } = await call('', { line: pier })
    expect(said.filter(word => word === 'silence')).toHaveLength(3)
    expect(ended.outcome).toBe('answered')
  })
})

test('who presses 9 hears Spanish from then on', async () => {
  const { heard } = await call('9 1 1', { busyMs: 120_000 })
  expect(texts(heard, 'main')[1]).toMatch(/^Para facturación/)
  expect(texts(heard, 'queue-position-and-wait')[0]).toMatch(/^Usted es el número uno en la fila\./)
})

test('after hours hears when the line opens, and that it hangs up after the last word', async () => {
  const atMs = Date.parse('2026-12-13T21:00-05:00')
  const { heard, said, ended } = await call('1 1', { line: pier, atMs, busyMs: 60_000 })
  expect(said).toEqual(['closed', 'line hangs up', 'ended'])
  expect(texts(heard, 'closed')[0]).toBe('We open again tomorrow at nine in the morning.')
  expect(ended.outcome).toBe('closed')
  expect(ended.lastedSeconds).toBeGreaterThan(3)
})

test('on a holiday hears so', async () => {
  const { said } = await call('', { line: giftCards, atMs: Date.parse('2026-11-26T12:00-05:00') })
  expect(said[0]).toBe('closed-holiday')
})

test('who is still waiting at closing time is told', async () => {
  const atMs = Date.parse('2026-12-14T19:59-05:00')
  const { said } = await call('1 1', { atMs, busyMs: 7_200_000, agents: 1 })
  expect(said).toContain('closing')
  expect(said.slice(-2)).toEqual(['line hangs up', 'ended'])
})

test('steps that the call had no time for are counted', async () => {
  expect((await call('h 1 1')).left).toBe(2)
  expect((await call('1 1 h')).left).toBe(0)
})

test('wherever a caller hangs up, the call is over then', async () => {
  for (let seconds = 0; seconds < 240; seconds += 7) {
    const script = `wait 15s 1 wait 10s 1 wait ${seconds}s h`
    const { phone, ended } = await call(script, { busyMs: 90_000 })
    expect(phone.state).toBe('over')
    expect(ended.lastedSeconds).toBeLessThanOrEqual(25 + seconds)
  }
})

test('the same script hears the same call, and writes the same journal', async () => {
  const [one, other] = [await call('9 1 1', { busyMs: 50_000 }), await call('9 1 1', { busyMs: 50_000 })]
  expect(one.heard).toEqual(other.heard)
  expect(one.phone.stage.entries).toEqual(other.phone.stage.entries)
})
