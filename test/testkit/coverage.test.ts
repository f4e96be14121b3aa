import { expect, test } from 'vitest'
import { call, coverage, everythingHeard } from '../../src/testkit/index.ts'
import { seenOf, together } from '../../src/testkit/seen.ts'
import { pier } from './a-line.ts'
import { harbour } from './a-talkative-line.ts'

test('before any story nothing of a flow is covered; each story adds what it came to', () => {
  expect(coverage(pier)).toMatchObject({ states: { reached: 0, all: 18 }, arrows: { reached: 0 } })
  call(pier).presses('2').hears('address').hangsUp()
  const { states, arrows, text } = coverage(pier)
  // Among them those that the call only passes through: hello and address.
  expect(states.reached).toBe(5)
  expect(states.missed).not.toContain('address')
  expect(arrows.missed).not.toContain('main -> address')
  expect(text.split('\n').slice(0, 3)).toEqual([
    'pier',
    '  states     5 of   18  27 %',
    '  arrows     5 of   27  18 %',
  ])
  expect(text).toContain('\n  missed: main -> holdHelp, by other keys, 1, unclear words, “help”, silence\n')
  expect(text).toContain(
    '\n  missed: main -> main.again (slips < 2), by other keys, unclear words, silence\n',
  )
})

test('what was missed is red in the drawing', () => {
  const { mermaid } = coverage(pier)
  expect(mermaid).toContain('class s_coding missed')
  expect(mermaid).not.toContain('class s_address missed')
  expect(mermaid).toMatch(/linkStyle [\d,]+ stroke:#d93025/)
})

test('and in the picture that stands alone, with what was missed within a box told in it', () => {
  const { svg } = coverage(pier)
  const boxes = [...svg.matchAll(/class="(box [^"]*)"[^>]*>(?:<\/rect>)?<text class="name"[^>]*>(\w+)/g)]
  const looks = new Map(boxes.map(([, look, name]) => [name, look]))
  expect(looks.get('coding')).toBe('box menu missed')
  expect(looks.get('address')).toBe('box state')
  expect(looks.get('main')).toBe('box menu partly')
  expect(svg).toContain('missed: again</text>')
  expect(svg).toContain('missed: 1 of 1 arrows in it</text>')
  expect(svg).toContain('recover leads to recover (missed)')
  expect(svg).toMatch(/class="way missed"/)
})

test('what several processes saw of a line counts together; a line that was changed counts by itself', () => {
  const { graph, states, arrows } = seenOf(pier)
  const one = { graph: structuredClone(graph), states: states.slice(0, 2), arrows: [] }
  const other = { graph: structuredClone(graph), states: states.slice(1), arrows }
  expect(together([one, other])).toEqual([{ graph, states, arrows }])
  const changed = { ...one, graph: { ...graph, arrows: graph.arrows.slice(1) } }
  expect(together([one, changed, other])).toHaveLength(2)
})

test('everything heard is told once, in every language, in the order of the flow', () => {
  const text = everythingHeard(pier)
  expect(text.split('\n').slice(0, 5)).toEqual([
    'What callers of pier hear',
    '',
    'hello',
    '  en-US  Hello.',
    '',
  ])
  expect(text).toContain('\nclosed\n  en-US  We open again tomorrow at eight in the morning.\n')
  expect(text).toContain('\nqueue-wait\n  en-US  We expect four to six minutes.\n')
  expect(text).toContain('\nnever heard: bye\n')
})

test('among what is heard are notices, pending matters, and what is said before a message and a number', () => {
  const text = everythingHeard(harbour)
  expect(text).not.toContain('never heard')
  for (const prompt of [
    'storm-notice\n  en-US  There is a storm.',
    'fee-due\n  en-US  Your fee is due.',
    'welcome-back\n  en-US  You rang about case one, zero, four, seven, one, one.',
    'leave-message\n  en-US  Please speak after the tone.',
    'call-later\n  en-US  We call you tomorrow at ten in the morning.',
    'confirm-number\n  en-US  We call you at the number that ends in zero, one, four, two. Is that right?',
  ])
    expect(text).toContain(`\n${prompt}\n`)
})

test('words, messages, scores, transfers and known callers cover what they lead to', () => {
  call(harbour).says('lost my card')
  call(harbour, { caller: {} })
  call(harbour).presses('5').records({ seconds: 5 }).hangsUp()
  call(harbour).presses('4').rates(5)
  call(harbour, { agents: { help: { available: 1 } } })
    .presses('1')
    .isAnsweredBy()
    .agent('Ana')
    .transfersTo('cards')
  const { states, arrows } = coverage(harbour)
  for (const state of ['cards', 'known', 'messageKept', 'thanked', 'sentOn'])
    expect(states.missed).not.toContain(state)
  expect(arrows.missed).not.toContain('recording -> messageKept')
  expect(arrows.missed).toContain('recording -> messageEmpty')
})
