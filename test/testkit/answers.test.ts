import { describe, expect, test } from 'vitest'
import type { CallOptions, CallStory } from '../../src/testkit/index.ts'
import { call, StoryFailed } from '../../src/testkit/index.ts'
import { harbour } from './a-talkative-line.ts'

const rings = (options: CallOptions = {}) => call(harbour, options)

function rows(story: CallStory): string[] {
  return story.transcript.split('\n').slice(1)
}

function wordsOf(story: CallStory, prompt: string): string | undefined {
  return story.heard.findLast(spoken => spoken.prompt === prompt)?.text
}

/** The row at which a story fails. */
function failure(story: () => unknown): string | undefined {
  try {
    story()
  } catch (error) {
    if (error instanceof StoryFailed) return error.message.split('\n').at(-2)
    throw error
  }
  throw new Error('the story went as it was told')
}

describe('digits', () => {
  const asked = () => rings().presses('2').hears('case-number')

  test('end by themselves, by #, or by a pause, and are spoken back', () => {
    for (const digits of ['12345678', '4711#', '4711']) {
      const story = asked().enters(digits).hears('case-heard').isHolding('help')
      expect(wordsOf(story, 'case-heard')).toBe(
        `You entered ${digits === '12345678' ? 'one, two, three, four, five, six, seven, eight' : 'four, seven, one, one'}.`,
      )
      expect(rows(story)).toContain(`  entered  ${digits}`)
    }
  })

  test('that are too few, or none, are told from silence', () => {
    expect(rows(asked().enters('471').hears('again')).slice(-2)).toEqual([
      '  entered  471',
      '  heard    again',
    ])
    expect(rows(asked().enters('47*1#').hears('again'))).toContain('  entered  47*1#')
    const silent = asked().presses('#').hears('again')
    expect(silent.journal.at(-1)!.fact).toMatchObject({ data: { event: 'silence' } })
    expect(rows(asked().isSilent())).toContain('  was silent')
  })

  test('are waited for one by one, as long for each as for the first', () => {
    const story = asked().presses('4').waits({ seconds: 5 }).presses('7').waits({ seconds: 5 })
    expect(rows(story).at(-1)).toBe('  pressed  47')
    expect(rows(story.waits({ seconds: 1 }))).toContain('  entered  47')
  })

  test('that were begun stand in the transcript of whoever hangs up', () => {
    expect(rows(asked().presses('47').hangsUp())).toEqual([
      '  heard    hello',
      '  pressed  2',
      '  heard    case-number',
      '  pressed  47',
      '  hung up',
      '  is over  left',
    ])
  })

  test('of a secret are dots, and spoken to nobody', () => {
    const story = rings().presses('3').hears('pin').enters('4711').hears('pin-heard')
    expect(rows(story)).toContain('  entered  ••••')
    expect(wordsOf(story, 'pin-heard')).toBe('Thank you.')
    expect(JSON.stringify([story.happenings, story.journal])).not.toContain('4711')
    expect(rows(rings().presses('3').presses('47'))).toContain('  pressed  ••')
  })

  test('of a number are those of one that can be called', () => {
    const number = () => rings().presses('1').presses('1').presses('4').hears('which-number')
    number().enters('212555').hears('again')
    const story = number().enters('2125550142#').hears('confirm-number').confirmsNumber().hears('call-later')
    expect(wordsOf(story, 'confirm-number')).toContain('ends in zero, one, four, two.')
  })

  test('fail a story where none are asked for, or fewer', () => {
    expect(failure(() => rings().enters('4711'))).toContain('<- expected to be asked for digits')
    expect(failure(() => rings().presses('3').enters('47112'))).toContain('<- expected more digits than 4')
  })
})

describe('words', () => {
  test('are what the phrases of the line say, in the language that it speaks', () => {
    expect(rows(rings().says('Well, I LOST my card!').hears('about-cards'))).toContain(
      '  said     “Well, I LOST my card!” (lost-card)',
    )
    rings().says('perdi mi tarjeta').hears('again')
    rings().presses('9').says('perdi mi tarjeta').hears('about-cards')
    rings().says('lost-card').hears('about-cards')
    expect(rows(rings().says('mumble').hears('again'))).toContain('  said     “mumble” (unclear)')
  })

  test('are heard by nobody where the line only listens for keys, or an agent talks', () => {
    const unheard = '  said     help (nobody listens)'
    const asked = rings().presses('2').says('help')
    expect(rows(asked.hearsNothing())).toContain(unheard)
    const talks = rings({ agents: { help: { available: 1 } } })
      .presses('1')
      .isAnsweredBy()
    expect(rows(talks.says('help').isAnsweredBy())).toContain(unheard)
  })
})

describe('a message', () => {
  const asked = (options: CallOptions = { at: '2026-12-13T11:00' }) => rings(options).hears('leave-message')

  test('is kept after a pause, and its length is known', () => {
    const story = asked().records({ seconds: 20 }).hears('message-kept').isOver('voicemail')
    expect(story.recordedSeconds).toBe(20)
    expect(rows(story)).toEqual(['  heard    leave-message', '  recorded 0:20', '  heard    message-kept'])
  })

  test('is kept at once on #, by no other key, and not before the tone', () => {
    const story = asked().presses('#').records({ seconds: 20 }).presses('1#').hears('message-kept')
    expect(rows(story).slice(1, 5)).toEqual([
      ...['  pressed  #', '  pressed  1', '  pressed  #', '  recorded 0:20'],
    ])
  })

  test('of one who hangs up is kept, and heard of nothing after', () => {
    const story = asked().records({ seconds: 3 }).hangsUp().isOver('voicemail')
    expect(rows(story).slice(1)).toEqual(['  recorded 0:03', '  hung up', '  is over  voicemail'])
    expect(story.journal.at(-1)!.fact).toMatchObject({ data: { event: 'recording.kept' } })
    expect(asked().hangsUp().isOver('closed').recordedSeconds).toBeUndefined()
    asked().waits({ seconds: 4 }).hangsUp().isOver('voicemail')
  })

  test('is taken to the most that the line takes', () => {
    expect(asked().records({ minutes: 5 }).hears('message-kept').recordedSeconds).toBe(60)
  })

  test('may be words, as long as they take to say', () => {
    const story = asked().says('my card is gone and I am at the airport').hears('message-kept')
    expect(story.recordedSeconds).toBe(4)
  })

  test('of nothing is none', () => {
    const story = asked().recordsNothing().hears('message-empty').isOver('closed')
    expect(rows(story)).toContain('  recorded nothing')
    asked().waits({ seconds: 2 }).presses('#').hears('message-empty')
  })

  test('fails a story where none is recorded', () => {
    expect(failure(() => rings().records({ seconds: 3 }))).toBe(
      '  is       asked main         <- expected to be recorded',
    )
    expect(failure(() => asked().isOver())).toBe('  is       being recorded     <- expected to be over')
  })
})

describe('a score', () => {
  test('is noted by the survey', () => {
    const story = rings().presses('4').hears('how-was-it').rates(4).hears('thanks')
    expect(story.score).toBe(4)
    expect(rows(story)).toContain('  rated    4')
  })

  test('fails a story where nobody notes it', () => {
    expect(failure(() => rings().rates(4))).toContain('<- expected the survey to note: 4')
    expect(failure(() => rings().presses('4').rates(7))).toContain('<- expected the survey to note: 7')
  })
})

describe('a caller who is known', () => {
  test('hears of the case and of what is pending', () => {
    const story = rings({ caller: { openCase: '104711', lastAgent: 'Ana', matters: ['fee-due'] } })
      .hears('welcome-back')
      .hears('fee-due')
      .hears('main')
    expect(wordsOf(story, 'welcome-back')).toBe('You rang about case one, zero, four, seven, one, one.')
    const arrived = story.journal.find(({ fact }) => fact.kind === 'arrived')
    expect(arrived!.fact.data).toMatchObject({
      known: { openCase: true, agent: 'Ana', matters: ['fee-due'] },
    })
    expect(JSON.stringify(story.journal)).not.toContain('104711')
    expect(story.transcript.split('\n')[0]).toBe(
      'a call to harbour on 2026-12-14 at 11:00, caller with case 104711, last agent Ana, fee-due',
    )
    rings({ caller: {} }).hears('main')
  })

  test('is answered by the agent who had the case', () => {
    rings({ caller: { openCase: '104711', lastAgent: 'Ben' }, agents: { help: { available: 3 } } })
      .presses('1')
      .isAnsweredBy('Ben')
  })

  test('is one of the line’s records, with a number', () => {
    expect(() => rings({ caller: { matters: ['rent'] } })).toThrow(
      'caller.matters names "rent"; line "harbour" has: fee-due',
    )
    expect(() => rings({ from: 'anonymous', caller: {} })).toThrow('caller is known by a number')
  })

  test('hears a notice on the day that it is for', () => {
    rings({ at: '2026-12-15T10:00' }).hears('hello').hears('storm-notice').hears('main')
  })
})

describe('an agent', () => {
  const talks = () =>
    rings({ agents: { help: { available: ['Ana'] }, cards: { available: ['Ben'] } } })
      .presses('1')
      .isAnsweredBy('Ana')

  test('hands a caller on to another queue', () => {
    const story = talks().agent('Ana').transfersTo('cards').hears('sends-on').isAnsweredBy('Ben')
    expect(rows(story).slice(-4)).toEqual([
      '  is sent  by Ana to cards',
      '  heard    sends-on',
      '  waited   0:02 with music',
      '  talks to Ben',
    ])
    story.agentFinishes().isOver('answered')
  })

  test('hands another caller on, who then waits there', () => {
    rings({ agents: { help: { busy: 1 }, cards: { busy: 1 } } })
      .agent('Ana')
      .transfersTo('cards')
      .presses('6')
      .isTold({ position: 2 })
  })

  test('cannot hand on whom the flow has no way for, nor while talking to nobody', () => {
    expect(failure(() => talks().agent('Ana').transfersTo('help'))).toBe(
      '  is       talking to Ana     <- expected a way on to: help',
    )
    expect(failure(() => talks().agent('Ben').transfersTo('cards'))).toBe(
      '  is       talking to Ana     <- expected to talk to: Ben',
    )
  })
})

describe('a callback', () => {
  const holding = () =>
    rings({ at: '2026-12-14T11:00', agents: { help: { busy: 2 } } })
      .hears('hello')
      .presses('1')
      .isHolding('help')
      .waits({ minutes: 4 })
      .hears('offer-callback')
      .presses('1')

  test('keeps the place of a caller who confirms the number', () => {
    const story = holding().confirmsNumber().hangsUp().expectCallback({ keepsPlace: true })
    expect(wordsOf(story, 'confirm-number')).toContain('ends in zero, one, two, three.')
    expect(rows(story)).toContain('  pressed  3')
    expect(failure(() => story.expectCallback({ at: '2026-12-14T12:04' }))).toContain(
      '<- expected a callback to be promised for: 2026-12-14T12:04',
    )
  })

  test('may be promised for a time, and is made then', () => {
    const story = holding().presses('4').enters('2125550142#').confirmsNumber().hears('call-later').hangsUp()
    expect(wordsOf(story, 'call-later')).toBe('We call you today at twelve oh four in the afternoon.')
    story.expectCallback({ keepsPlace: true }).agentFinishes().waits({ minutes: 59 })
    story.waits({ minutes: 1 }).isCalledBack().picksUp().presses('1').isAnsweredBy()
  })
})
