import { expect, test } from 'vitest'
import { call, coverage, everythingHeard } from '../../src/testkit/index.ts'
import { pier } from './a-line.ts'

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
