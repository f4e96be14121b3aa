import type { Directives } from './directives.ts'

const DIRECTED: Readonly<Record<keyof Directives, true>> = {
  answer: true,
  say: true,
  ask: true,
  record: true,
  speak: true,
  playMusic: true,
  wakeCall: true,
  wakeLine: true,
  wakeAgents: true,
  wakeAlerts: true,
  alert: true,
  ring: true,
  stopRinging: true,
  connect: true,
  playMessage: true,
  dial: true,
  text: true,
  textCaller: true,
  openCase: true,
  hangUp: true,
  hold: true,
  unhold: true,
  join: true,
  part: true,
  monitor: true,
  stopMonitoring: true,
  recordTalk: true,
}

/** What one is directed, the other is directed as well. */
export function bothDirected(one: Directives, other: Directives): Directives {
  const names = Object.keys(DIRECTED) as (keyof Directives)[]
  const pairs = names.map(name => {
    const [first, second] = [one[name].bind(one), other[name].bind(other)] as ((...of: number[]) => void)[]
    return [
      name,
      (...operands: number[]) => {
        first!(...operands)
        second!(...operands)
      },
    ]
  })
  return Object.fromEntries(pairs) as Directives
}
