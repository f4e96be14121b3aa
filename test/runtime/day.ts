import type { RandomStream } from '../../src/base/random.ts'
import type { Report } from '../../src/runtime/runtime.ts'

const EVENTS = ['key.1', 'key.1', 'key.9', 'silence', 'key.1']
const FAULTY_KEY = 'key.2'

/** The next thing that somebody does in a random day at the desk; much of it about calls that are no more. */
export function nextReport(random: RandomStream, arrived: number, faults = 0): Report {
  const draw = random.next()
  const agent = random.next() < 0.5 ? 'ann' : 'ben'
  const call = Math.max(1, arrived - Math.floor(random.next() * 12))
  if (arrived === 0 || draw < 0.2)
    return {
      kind: 'arrived',
      data: { line: 'desk', caller: Math.floor(random.next() * 40), tier: 'ordinary' },
    }
  if (draw < 0.45) {
    const event = random.next() < faults ? FAULTY_KEY : EVENTS[Math.floor(random.next() * EVENTS.length)]!
    return { kind: 'heard', data: { call, event } }
  }
  if (draw < 0.55) return { kind: 'hung-up', data: { call } }
  if (draw < 0.62) return { kind: 'due', data: { call } }
  if (draw < 0.64) return { kind: 'agents-due', data: {} }
  if (draw < 0.65) return { kind: 'recovered', data: { call } }
  if (draw < 0.66) return { kind: 'went-away', data: { agent } }
  if (draw < 0.74) return { kind: 'signed-in', data: { agent } }
  if (draw < 0.84) return { kind: 'accepted', data: { agent } }
  if (draw < 0.86) return { kind: 'missed', data: { agent } }
  return { kind: draw < 0.93 ? 'left' : 'ready', data: { agent } }
}
