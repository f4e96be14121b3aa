import { Command, CommanderError } from 'commander'
import { WrongInput } from './base/wrong-input.ts'
import type { Done, ExitCode } from './cli/exit.ts'
import { VERSION } from './cli/version.ts'

/** A command's file, loaded only when it is called, so that `--help` and short commands start at once. */
const COMMANDS: Readonly<Record<string, () => Promise<{ register(program: Command, done: Done): void }>>> = {
  demo: () => import('./cli/demo.ts'),
  serve: () => import('./cli/serve.ts'),
  call: () => import('./cli/call.ts'),
  flow: () => import('./cli/flow.ts'),
  replay: () => import('./cli/replay.ts'),
  play: () => import('./cli/play.ts'),
  simulate: () => import('./cli/simulate.ts'),
  alerts: () => import('./cli/alerts.ts'),
  agents: () => import('./cli/agents.ts'),
  callers: () => import('./cli/callers.ts'),
  campaign: () => import('./cli/campaign.ts'),
  results: () => import('./cli/results.ts'),
  fit: () => import('./cli/fit.ts'),
  staff: () => import('./cli/staff.ts'),
  twilio: () => import('./cli/twilio.ts'),
}

/** Runs a command line and gives its exit code. Says what is wrong with the input on standard error. */
export async function main(args: readonly string[]): Promise<number> {
  let code: ExitCode = 0
  const program = new Command('holdline')
    .description(
      'A support line that tells callers the truth about the wait, and a simulator that staffs it.',
    )
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
  const wanted = args.find(arg => !arg.startsWith('-'))
  const names = wanted !== undefined && wanted in COMMANDS ? [wanted] : Object.keys(COMMANDS)
  try {
    for (const name of names) {
      const { register } = await COMMANDS[name]!()
      register(program, given => {
        code = given
      })
    }
    for (const command of program.commands) command.exitOverride()
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof WrongInput) {
      console.error(`holdline: ${error.message}`)
      return 2
    }
    throw error
  }
  return code
}
