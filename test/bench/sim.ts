import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contender } from './contenders.ts'
import { bareJavaScript, cardLine, compileBareC, directLine, directWithSkills, simJs } from './contenders.ts'
import type { Measured, Row } from './measured.ts'
import { median } from './measured.ts'
import { allocated, held } from './sim-memory.ts'
import { workersAgainstOne } from './sim-workers.ts'

const C = 'bare C'
const JAVASCRIPT = 'bare JavaScript'
const PEER = 'simjs'

/** So many of the calls of others are simulated by the fastest and the slowest, for turns of about the same length. */
const SHARES: Readonly<Record<string, number>> = { [C]: 5, [PEER]: 0.5 }

/** Of bare C, by what is simulated. */
const GOALS: Readonly<Record<string, number>> = {
  direct: 0.32,
  'direct with skills': 0.16,
  'card-support': 0.065,
}

/**
 * Calls simulated a second on one core, and what that is of bare loops that know no centre. Machines differ and are
 * shared, so all take turns in one run, and the ratios of each turn count.
 */
export async function run({ quick }: { quick: boolean }): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'holdline-bench-'))
  try {
    const bareC = compileBareC(folder)
    const contenders: Record<string, Contender> = {
      ...(bareC && { [C]: bareC }),
      [JAVASCRIPT]: bareJavaScript,
      [PEER]: simJs,
      direct: directLine,
      'direct with skills': directWithSkills,
      'card-support': cardLine,
    }
    const rows = speeds(contenders, quick ? 3 : 9, quick ? 200_000 : 400_000)
    rows.push(...growths(contenders, quick ? 1 : 3, quick ? 300_000 : 1_000_000))
    rows.push(...(await workersAgainstOne(quick ? 2 : 5)))
    for (const name of Object.keys(GOALS)) rows.push(await allocated(name, contenders[name]!, 200_000))
    rows.push(...held(quick ? 30 : 365))
    return { name: 'simulator, M/M/45+M of 600 calls an hour', rows }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function speeds(contenders: Readonly<Record<string, Contender>>, turns: number, calls: number): Row[] {
  const names = Object.keys(contenders)
  const seen = new Map<string, number[]>(names.map(name => [name, []]))
  // The first turn warms up.
  for (let turn = 0; turn <= turns; turn++) {
    for (const name of names) {
      const callsPerSecond = contenders[name]!(calls * (SHARES[name] ?? 1), 45)
      if (turn > 0) seen.get(name)!.push(callsPerSecond)
    }
  }
  const ratio = (name: string, to: string): number =>
    median(seen.get(name)!.map((value, turn) => value / seen.get(to)![turn]!))
  const rows: Row[] = names.map(name => ({ what: name, value: median(seen.get(name)!), unit: 'calls/s' }))
  for (const name of names) {
    if (name !== C && name in contenders && C in contenders) {
      const goal = GOALS[name]
      const row = { what: `${name} ÷ ${C}`, value: ratio(name, C), unit: '' }
      rows.push(goal === undefined ? row : { ...row, goal: `≥ ${goal}` })
    }
  }
  for (const other of [JAVASCRIPT, PEER])
    for (const name of Object.keys(GOALS))
      rows.push({ what: `${name} ÷ ${other}`, value: ratio(name, other), unit: '' })
  return rows
}

/** How much dearer a call is with 100,000 agents than with 10: caches and the heap's depth, and what else grows. */
function growths(contenders: Readonly<Record<string, Contender>>, turns: number, calls: number): Row[] {
  const growth = (name: string): number => contenders[name]!(calls, 10) / contenders[name]!(calls, 100_000)
  const names = [C, JAVASCRIPT, 'direct'].filter(name => name in contenders)
  const seen = new Map<string, number[]>(names.map(name => [name, []]))
  for (let turn = 0; turn < turns; turn++) for (const name of names) seen.get(name)!.push(growth(name))
  const rows: Row[] = names.map(name => ({
    what: `${name}: cost of a call with 100,000 agents ÷ with 10`,
    value: median(seen.get(name)!),
    unit: '',
  }))
  const against = median(seen.get('direct')!.map((value, turn) => value / seen.get(JAVASCRIPT)![turn]!))
  return [
    ...rows,
    { what: `growth of direct ÷ growth of ${JAVASCRIPT}`, value: against, unit: '', goal: '≤ 1.3' },
  ]
}
