import { expect, test } from 'vitest'
import { checkedLine, checkFlow } from '../../src/call/check.ts'
import { lineFromText, lineText } from '../../src/call/define-line.ts'
import { broken, state } from './broken-line.ts'
import { cardSupport } from './found.ts'

test('a line is explored once, however often it is asked for and whoever copies it', () => {
  const report = checkFlow(cardSupport)
  expect(checkFlow(cardSupport)).toBe(report)
  expect(checkFlow({ ...cardSupport })).toBe(report)
  expect(checkFlow(lineFromText(lineText(cardSupport)))).toBe(report)
  const other = broken(cardSupport, parts => {
    parts.definition.intents = [...parts.definition.intents, 'closing']
  })
  expect(checkFlow(other).problems).not.toEqual(report.problems)
})

test('a line with errors is refused with all of them, one with warnings is not', () => {
  const mute = broken(cardSupport, parts => {
    delete state(parts, 'rewards').on.silence
  })
  expect(() => checkedLine(mute)).toThrow(
    /^line "card-support" cannot take calls: the caller is asked, but nothing happens on silence \(in state/,
  )
  const worse = broken(mute, parts => {
    delete parts.flow.on.hangup
  })
  expect(() => checkedLine(worse)).toThrow(
    /^line "card-support" cannot take calls; it has 2 problems:\n- .*\n- /,
  )
  const lavish = broken(cardSupport, parts => {
    parts.definition.prompts = { ...parts.definition.prompts, spare: parts.definition.prompts.welcome! }
  })
  expect(checkedLine(lavish)).toBe(lavish)
})
