import { styleText } from 'node:util'
import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import type { FlowReport, Problem } from '../call/check.ts'
import { PROBLEM_KINDS } from '../call/check-problem.ts'
import { drawMermaid, drawSvg } from '../call/draw.ts'
import { graphOf } from '../call/draw-graph.ts'
import type { Line } from '../call/line.ts'
import type { Traffic } from '../call/traffic.ts'
import type { Done } from './exit.ts'
import { checkFlowOnce } from './explored-files.ts'
import { trafficJson, trafficText } from './flow-traffic-text.ts'
import { lineFrom } from './line-named.ts'
import { save } from './save.ts'

interface Options {
  readonly json?: true
  readonly mermaid?: true
  readonly svg?: string
  readonly out?: string
  readonly journal?: string
  readonly scenario?: string
  readonly centre: string
}

/** As many names a row as a terminal holds. */
function inColumns(names: readonly string[]): string {
  const width = Math.max(...names.map(name => name.length)) + 2
  const rows = Array.from({ length: Math.ceil(names.length / 4) }, (_, row) =>
    names.slice(4 * row, 4 * row + 4),
  )
  return rows.map(row => `  ${row.map(name => name.padEnd(width)).join('')}`.trimEnd()).join('\n')
}

const HELP = `
Errors keep a line from taking calls: no other command runs it. Warnings are for its author to weigh.

With --json one object: line; states, those written down or come to; reachable, those that a call comes to;
transitions; problems, each { kind, severity, place, path, message }, where path is a shortest way of keys and other
events to the place; and traffic, with --journal or --scenario. The kinds:
${inColumns(PROBLEM_KINDS)}

What was found is kept in your cache folder, by the line's content and the program's, so that no other command needs
to explore the same line again.

Exit code 0: no errors, though there may be warnings; 1: errors; 2: no such line.

Examples:
  npx holdline flow card-support --svg card-support.svg
  npx holdline flow ./my-line.ts --mermaid --out my-line.mmd
  npx holdline flow card-support --journal data --svg where-callers-go.svg
  npx holdline flow card-support --scenario sim/scenarios/holiday-peak.yaml`

/** `holdline flow <line>`: checks a line and draws it. */
export function register(program: Command, done: Done): void {
  program
    .command('flow')
    .description(
      'check a line: every state that a call can come to, and whatever would strand a caller; draw it',
    )
    .argument('<line>', 'a line of flows/ by name, direct, or a file that exports a line')
    .option('--json', 'print one JSON object')
    .option('--mermaid', 'print the picture as Mermaid text, and nothing else')
    .option('--out <file>', 'write the Mermaid text to a file')
    .option('--svg <file>', 'write the picture as SVG to a file')
    .option('--journal <file>', 'count where the calls of a journal went: a file, or a data folder')
    .option('--scenario <file>', 'count where the callers of one simulated day go')
    .option('--centre <name>', 'the centre whose journal is meant, of a data folder', 'main')
    .addHelpText('after', HELP)
    .action(async (name: string, options: Options) => {
      const line = await lineFrom(name)
      done(run(line, options, await traffic(line, options)))
    })
}

/** Where calls went, if that is asked for: what it takes to count them is only loaded then. */
async function traffic(line: Line, options: Options): Promise<Traffic | undefined> {
  if (options.journal === undefined && options.scenario === undefined) return undefined
  const { trafficFrom } = await import('./flow-traffic.ts')
  return trafficFrom(line, options)
}

function run(line: Line, options: Options, traffic: Traffic | undefined): 0 | 1 {
  const { json, mermaid, svg, out } = options
  if (json && mermaid) throw new WrongInput('--json and --mermaid each print one thing; choose one')
  const report = checkFlowOnce(line)
  const errors = report.problems.filter(({ severity }) => severity === 'error')
  if (svg !== undefined) save(svg, drawSvg(line, traffic))
  if (out !== undefined) save(out, drawMermaid(line, undefined, traffic))
  const { arrows, root } = graphOf(line)
  if (json) {
    const counted = traffic && { traffic: trafficJson(traffic, root, arrows) }
    console.log(JSON.stringify({ ...jsonReport(line, report), ...counted }))
  } else if (!mermaid)
    console.log([textReport(line, report), ...(traffic ? trafficText(traffic, root, arrows) : [])].join('\n'))
  else {
    if (out === undefined) process.stdout.write(drawMermaid(line, undefined, traffic))
    // The picture is all that is asked for, but the exit code needs its reason.
    if (errors.length > 0)
      console.error(`holdline: ${count(errors.length, 'error')}; without --mermaid the check says which`)
  }
  return errors.length > 0 ? 1 : 0
}

/** `states` are those that a call can come to and those that are written down though none can. */
function jsonReport({ definition }: Line, report: FlowReport) {
  const { states: reachable, transitions, problems } = report
  return { line: definition.name, states: reachable + unreachable(report), transitions, reachable, problems }
}

function unreachable({ problems }: FlowReport): number {
  return problems.filter(({ kind }) => kind === 'unreachable-state').length
}

function textReport(line: Line, report: FlowReport): string {
  const { states, transitions, problems } = report
  const lost = unreachable(report)
  const reach = lost === 0 ? 'all reachable' : `${states} reachable`
  const { definition } = line
  const head = `${styleText('bold', definition.name)}: ${count(states + lost, 'state')}, ${reach}; ${count(transitions, 'transition')}`
  const speaks = `${count(Object.keys(definition.prompts).length, 'prompt')} in ${definition.languages.join(', ')}; ${count(definition.queues.length, 'queue')}: ${definition.queues.map(({ name }) => name).join(', ')}`
  const groups = (['error', 'warning'] as const).flatMap(severity => groupText(severity, problems))
  if (groups.length > 0) return [head, speaks, ...groups].join('\n')
  return [
    head,
    speaks,
    styleText('green', 'Nothing is wrong: nobody is left in silence, in a loop or without a way on.'),
  ].join('\n')
}

function groupText(severity: Problem['severity'], problems: readonly Problem[]): string[] {
  const group = problems.filter(problem => problem.severity === severity)
  if (group.length === 0) return []
  const look = severity === 'error' ? 'red' : 'yellow'
  const kinds = [...new Set(group.map(({ kind }) => kind))]
  // Place and path of keys stand in the message, in words.
  const texts = kinds.flatMap(kind => [
    `  ${styleText('bold', kind)}`,
    ...group.filter(problem => problem.kind === kind).map(({ message }) => `    ${message}`),
  ])
  return ['', styleText([look, 'bold'], count(group.length, severity)), ...texts]
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`
}
