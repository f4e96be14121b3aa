import { describe, expect, test } from 'vitest'
import { lines } from '../../flows/index.ts'
import { defineLine } from '../../src/call/define-line.ts'
import { direct } from '../../src/call/direct.ts'
import { drawMermaid, drawSvg } from '../../src/call/draw.ts'
import { flow } from '../../src/call/flow.ts'

const all = [...Object.values(lines), direct].map(line => [line.definition.name, line] as const)

describe.each(all)('the pictures of %s', (name, line) => {
  const mermaid = drawMermaid(line)
  const svg = drawSvg(line)

  test('Mermaid: every arrow joins boxes that are drawn, and none begins or ends at a frame', () => {
    const boxes = new Set([...mermaid.matchAll(/^ +((?:any_)?s_\w*)[[{(]/gm)].map(match => match[1]))
    const frames = new Set([...mermaid.matchAll(/^ +subgraph (s_\w+)/gm)].map(match => match[1]))
    const arrows = [...mermaid.matchAll(/^ {2}(\S+) -->(?:\|"[^"]*"\|)? (\S+)$/gm)]
    expect(arrows.length).toBeGreaterThan(Object.keys(line.flow.states).length)
    for (const [, from, to] of arrows) {
      expect(boxes).toContain(from)
      expect(boxes).toContain(to)
      expect(frames).not.toContain(from)
      expect(frames).not.toContain(to)
    }
    expect(mermaid).toContain(`title: ${name}`)
  })

  test('Mermaid: every frame that opens closes', () => {
    expect(mermaid.match(/^ +subgraph /gm)?.length ?? 0).toBe(mermaid.match(/^ +end$/gm)?.length ?? 0)
  })

  test('SVG: every outermost state has a box, and no two boxes overlap', () => {
    const boxes = [
      ...svg.matchAll(/<rect class="box \w+" x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g),
    ].map(match => match.slice(1).map(Number) as [number, number, number, number])
    expect(boxes).toHaveLength(Object.keys(line.flow.states).length)
    for (const [index, [x, y, width, height]] of boxes.entries()) {
      for (const [otherX, otherY, otherWidth, otherHeight] of boxes.slice(index + 1)) {
        const apart =
          x + width < otherX || otherX + otherWidth < x || y + height < otherY || otherY + otherHeight < y
        expect(apart).toBe(true)
      }
    }
  })

  test('SVG: stands alone, and every element that opens closes', () => {
    expect(svg).not.toMatch(/href|url\((?!#)|@import|<script|NaN|undefined/)
    for (const element of ['svg', 'g', 'text', 'style', 'title', 'defs']) {
      const opened = svg.match(new RegExp(`<${element}[ >]`, 'g'))?.length ?? 0
      expect(svg.match(new RegExp(`</${element}>`, 'g'))?.length ?? 0, element).toBe(opened)
    }
  })
})

describe('what stands on the arrows', () => {
  const mermaid = drawMermaid(lines['card-support']!)

  test('keys and the intents that they serve', () => {
    expect(mermaid).toContain('any_s_main -->|"3, “redeeming”, “rewards”"| s_rewards_asking')
  })

  test('slips, as long as they are forgiven', () => {
    expect(mermaid).toContain('|"other keys, unclear words, silence (slips #60; 2)"| s_main_again')
  })

  test('timers, in the length that an author would write', () => {
    expect(mermaid).toContain('|"after 22.5 s"| s_holdBilling_waiting_music_message')
    expect(mermaid).toContain('|"queue.full, after 3 h"| s_full')
  })

  test('what holds everywhere', () => {
    expect(mermaid).toContain('any_s_ -->|"hangup"| s_gone')
    expect(drawSvg(direct)).toContain('In any state: hangup leads to gone; recover leads to recover.')
  })
})

test('names that mean something to Mermaid or SVG do no harm', () => {
  const machine = flow.createMachine({
    id: 'call',
    initial: 'end',
    states: {
      end: { on: { 'key.1': 'a<b' } },
      'a<b': { on: { 'key.2': 'end' } },
    },
  })
  const line = defineLine(direct.definition, machine)
  expect(drawMermaid(line)).toContain('s_end -->|"1"| s_a_b')
  expect(drawMermaid(line)).toContain('s_a_b["a#60;b"]')
  expect(drawSvg(line)).toContain('a&#60;b</text>')
})

test('whatever a state makes the centre do stands in its box', () => {
  const params = {
    prompt: 'hello',
    queue: 'all',
    language: 'en-US',
    prompts: ['hello'],
    afterSeconds: 3_600,
    score: 4,
  }
  // Slips and places are counted, and queues left, behind the scenes.
  const unseen = ['count', 'reset', 'leaveQueue']
  const actions = Object.keys(flow.createMachine({}).implementations.actions).filter(
    name => !unseen.includes(name),
  )
  const states = Object.fromEntries(actions.map(type => [type, { entry: { type, params } }]))
  const machine = flow.createMachine({ initial: 'say', states } as Parameters<typeof flow.createMachine>[0])
  const mermaid = drawMermaid({ definition: direct.definition, flow: machine })
  expect(actions).toContain('identify')
  for (const action of actions) expect(mermaid).toMatch(new RegExp(`s_${action}.*"${action}<br/>\\w`))
})
