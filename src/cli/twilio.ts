import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { WrongInput } from '../base/wrong-input.ts'
import { twilioAccount } from '../carrier/twilio/account.ts'
import { loadConfig } from '../config.ts'
import { nearest } from '../line/nearest.ts'
import type { Done } from './exit.ts'
import { LINES } from './line-named.ts'
import { setUp } from './twilio/set-up.ts'
import type { Purpose } from './twilio/wanted.ts'
import { AGENTS } from './twilio/wanted.ts'

interface SetUpOptions {
  readonly number: readonly string[]
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly buy?: string
}

const HELP = `
Checks the account, what its numbers can do, and that PUBLIC_URL leads to a line that runs; then says what of the
numbers is to be changed, and changes it once you have said yes. Settings are those of holdline serve. Doing it twice
changes nothing the second time. Buys no number but by --buy, and not without asking.

PUBLIC_URL is the one address that Twilio calls, whatever proxies and tunnels stand between: every signature is
reckoned from it. A proxy must pass on every path below it with query and body as they are, by http to HOST and PORT;
TRUSTED_PROXIES says how many there are.

Exit code 0: all is as it must be; 1: something is not, or was not agreed to; 2: cannot run.

Examples:
  holdline twilio setup --number +12025550100=card-support --dry-run
  holdline twilio setup --number +12025550100=card-support --number +12025550101=agents --yes`

/** `holdline twilio setup`: points the numbers of an account at lines. */
export function register(program: Command, done: Done): void {
  const command = program.command('twilio').description('the Twilio account: set up its numbers')
  command
    .command('setup')
    .description('check the account and the public URL, and point numbers at lines')
    .option(
      '--number <number=line>',
      'what a number is for: a line, or "agents" where agents sign in; may be given again; by default TWILIO_FROM is for card-support',
      collect,
      [],
    )
    .option('--dry-run', 'say what would be changed, and change nothing')
    .option('--yes', 'change it without asking')
    .option('--buy <area code>', 'where the account has no number: offer one of this area to be bought')
    .addHelpText('after', HELP)
    .action(async (options: SetUpOptions) => {
      const { live } = loadConfig('serve')
      const { publicUrl, accountSid, authToken, apiBase, from } = live!
      const isFine = await setUp({
        account: twilioAccount({ accountSid, authToken, apiBase }),
        publicUrl,
        authToken,
        purposes: purposesOf(options.number, from),
        isDry: options.dryRun === true,
        ...(options.buy !== undefined && { areaCode: areaCode(options.buy) }),
        fetch: globalThis.fetch,
        print: text => console.log(text),
        agrees: question => agrees(question, options.yes === true),
      })
      done(isFine ? 0 : 1)
    })
}

/** What each number is for. @throws WrongInput for what is no number, or no line */
function purposesOf(given: readonly string[], from: string): ReadonlyMap<string, Purpose> {
  const pairs = given.length > 0 ? given : [`${from}=card-support`]
  const purposes = new Map<string, Purpose>()
  const known = [...Object.keys(LINES), AGENTS]
  for (const pair of pairs) {
    const [, number, purpose] = /^(\+[1-9]\d{6,14})=(.+)$/.exec(pair) ?? []
    if (number === undefined || purpose === undefined)
      throw new WrongInput(`--number got "${pair}", expected a number and a line: +12025550100=card-support`)
    if (!known.includes(purpose)) {
      const guess = nearest(purpose, known)
      throw new WrongInput(
        `--number ${pair}: there is no line "${purpose}"; ${guess ? `did you mean ${guess}?` : `there is: ${known.join(', ')}`}`,
      )
    }
    if (purposes.has(number))
      throw new WrongInput(`--number names ${number} twice; a number is for one line.`)
    purposes.set(number, purpose)
  }
  return purposes
}

function areaCode(text: string): string {
  if (/^[2-9]\d\d$/.test(text)) return text
  throw new WrongInput(`--buy got "${text}", expected an area code of three digits, such as 202`)
}

/** @throws WrongInput where nobody can be asked */
async function agrees(question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true
  if (!process.stdin.isTTY)
    throw new WrongInput(
      `nobody can be asked here: ${question} Say --yes to agree, or --dry-run to look only.`,
    )
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} (y/N) `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}
