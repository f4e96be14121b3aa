import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { parse } from 'yaml'
import { rulesTable } from '../../sim/alerts/table.ts'
import { tryRules } from '../../sim/alerts/try-rules.ts'
import { WrongInput } from '../base/wrong-input.ts'
import type { Line } from '../call/line.ts'
import type { AlertRule } from '../line/alert-rule.ts'
import { checkLine } from '../line/check-line.ts'
import { nearest } from '../line/nearest.ts'
import { parseWhole } from './options.ts'
import { progress } from './progress.ts'
import type { ScenarioOptions } from './scenarios.ts'
import { readScenario, scenarioOptions } from './scenarios.ts'

interface AlertsOptions extends ScenarioOptions {
  readonly days: number
  readonly rule: readonly string[]
  readonly rules?: string
}

/** Days of a month. */
const DAYS = 30
/** `--set alerts.<rule>.<key>=<value>` is about a rule, not about the scenario. */
const OF_RULE = /^alerts\.([^.=]+)\.([^.=]+)=(.*)$/s

/** `holdline alerts <scenario>`: how often the rules of a line would alert its supervisors. */
export function register(program: Command): void {
  const command = program
    .command('alerts')
    .description('try the rules for alerts in the simulator: how often each would be raised in a month')
    .argument('<scenario>', 'a scenario file, e.g. sim/scenarios/holiday-peak.yaml')
    .option('--days <n>', 'days of a month', text => parseWhole(text, '--days'), DAYS)
    .option('--rule <name>', 'only this rule; may be given again', collect, [])
    .option('--rules <file.yaml>', 'rules to try instead of those of the line: a list')
    .addHelpText(
      'after',
      '\nExamples:\n  holdline alerts sim/scenarios/holiday-peak.yaml\n' +
        '  holdline alerts sim/scenarios/holiday-peak.yaml --rule long-wait --set alerts.long-wait.above=600\n\n' +
        'Rules in a file are as in a line: [{ name: long-wait, measure: longest-wait, queue: billing, above: 300 }]',
    )
  scenarioOptions(command).action(run)
}

async function run(file: string, options: AlertsOptions): Promise<void> {
  const set = options.set.filter(pair => !OF_RULE.test(pair))
  const { scenario, line } = await readScenario(file, { ...options, set })
  const tried = lineToTry(line, options)
  const bar = progress('simulating', scenario.replications)
  try {
    const report = await tryRules(scenario, tried, {
      days: options.days,
      ...(options.workers !== undefined && { workers: options.workers }),
      onProgress: bar.to,
    })
    bar.stop()
    console.log(options.json ? JSON.stringify(report) : rulesTable(report))
  } finally {
    bar.stop()
  }
}

/** The line with the rules that are asked for. @throws WrongInput for rules that it cannot have */
function lineToTry(line: Line, { rules: file, rule: names, set }: AlertsOptions): Line {
  const own = line.definition.alerts ?? []
  const rules = changed(file === undefined ? own : readRules(file), set)
  // Those that are left out are checked as well: whoever tries one of them wants to know.
  const definition = checkLine({ ...line.definition, alerts: rules })
  const alerts = definition.alerts ?? []
  const known = alerts.map(({ name }) => name)
  for (const name of names) if (!known.includes(name)) throw noRule(`--rule ${name}`, name, known)
  const wanted = alerts.filter(({ name }) => names.length === 0 || names.includes(name))
  return { ...line, definition: { ...definition, alerts: wanted } }
}

function readRules(file: string): readonly AlertRule[] {
  if (!existsSync(file)) throw new WrongInput(`there is no file ${file} of rules.`)
  let read: unknown
  try {
    read = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new WrongInput(`${file} is no YAML: ${(error as Error).message}`)
  }
  // What is in the list is looked at with the line.
  if (Array.isArray(read)) return read
  throw new WrongInput(`${file} is no list of rules; expected "- name: long-wait" and its other keys.`)
}

/** Rules with another value for some of their keys. */
function changed(rules: readonly AlertRule[], set: readonly string[]): readonly AlertRule[] {
  const all = [...rules]
  for (const pair of set) {
    const [, name = '', key = '', value = ''] = OF_RULE.exec(pair) ?? []
    if (name === '') continue
    const at = all.findIndex(rule => rule?.name === name)
    const known = rules.map(rule => rule?.name)
    if (at < 0) throw noRule(`--set ${pair}`, name, known)
    all[at] = { ...all[at]!, [key]: value === '' ? undefined : parse(value) }
  }
  return all
}

function noRule(where: string, name: string, known: readonly string[]): WrongInput {
  const guess = nearest(name, known)
  const expected = guess ? `did you mean "${guess}"?` : `the rules are: ${known.join(', ') || 'none'}.`
  return new WrongInput(`${where}: there is no rule "${name}"; ${expected}`)
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}
