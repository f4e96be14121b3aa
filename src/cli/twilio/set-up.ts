import { WrongInput } from '../../base/wrong-input.ts'
import type { Account, OwnedNumber } from '../../carrier/twilio/account.ts'
import { AccountRefused } from '../../carrier/twilio/account.ts'
import { checkPublicUrl } from './outside.ts'
import type { Change, Purpose } from './wanted.ts'
import { changesText, changesTo, wantedUrls } from './wanted.ts'

export interface SetUp {
  readonly account: Account
  readonly publicUrl: string
  readonly authToken: string
  /** By number. */
  readonly purposes: ReadonlyMap<string, Purpose>
  /** Nothing is changed. */
  readonly isDry: boolean
  /** Where a number may be bought, if there is none. */
  readonly areaCode?: string
  readonly fetch: typeof globalThis.fetch
  readonly print: (text: string) => void
  /** Asks whoever decides. */
  readonly agrees: (question: string) => Promise<boolean>
}

interface ToPoint {
  readonly owned: OwnedNumber
  readonly purpose: Purpose
  readonly changes: readonly Change[]
}

/**
 * Brings an account to where its numbers ask the lines that they are for. Gives false where something is not as it
 * must be, or was not agreed to.
 * @throws WrongInput for settings of no account, or numbers that it does not have
 */
export async function setUp(options: SetUp): Promise<boolean> {
  const { account, publicUrl, authToken, fetch, print } = options
  await checkAccount(account)
  print('The account is active.')
  const owned = await numbersOf(options)
  if (!owned) return false
  const findings = await checkPublicUrl({ publicUrl, authToken, fetch })
  for (const { isFine, says } of findings) print(`${isFine ? 'fine' : 'NOT FINE'}: ${says}`)
  const toPoint = planOf(options, owned)
  const limits = toPoint.flatMap(limitsOf)
  for (const limit of limits) print(`NOT FINE: ${limit}`)
  for (const { owned, purpose, changes } of toPoint) print(changesText(owned.number, purpose, changes))
  const isPointed = await point(options, toPoint)
  return isPointed && limits.length === 0 && findings.every(({ isFine }) => isFine)
}

async function checkAccount(account: Account): Promise<void> {
  let status: string
  try {
    status = await account.status()
  } catch (error) {
    if (!(error instanceof AccountRefused)) throw error
    throw new WrongInput(
      'Twilio does not know TWILIO_ACCOUNT_SID with this TWILIO_AUTH_TOKEN; copy both from the front page of its console.',
      { cause: error },
    )
  }
  if (status !== 'active')
    throw new WrongInput(`the account is ${status}; see to it in the Twilio console before it takes calls.`)
}

/** The numbers of the account; undefined where there is none, and none was bought. */
async function numbersOf({
  account,
  areaCode,
  isDry,
  print,
  agrees,
}: SetUp): Promise<readonly OwnedNumber[] | undefined> {
  const owned = await account.numbers()
  if (owned.length > 0) return owned
  print('NOT FINE: the account has no number.')
  if (areaCode === undefined) {
    print('Buy one in the Twilio console, or here: --buy <area code> offers one.')
    return undefined
  }
  const [number] = await account.offered(areaCode)
  if (number === undefined) {
    print(`Twilio offers no number of the area ${areaCode} just now; try another.`)
    return undefined
  }
  if (isDry) {
    print(`${number} could be bought.`)
    return undefined
  }
  const question = `Buy ${number}? Twilio charges the account for it each month, by its list of prices.`
  if (!(await agrees(question))) return undefined
  await account.buy(number)
  print(`${number} is bought; set TWILIO_FROM=${number}, and run this again with --number ${number}=<line>.`)
  return undefined
}

function planOf({ publicUrl, purposes }: SetUp, owned: readonly OwnedNumber[]): ToPoint[] {
  return [...purposes].map(([number, purpose]) => {
    const found = owned.find(one => one.number === number)
    if (!found)
      throw new WrongInput(
        `the account does not have ${number}; it has: ${owned.map(one => one.number).join(', ')}.`,
      )
    return { owned: found, purpose, changes: changesTo(found, wantedUrls(publicUrl, purpose, found)) }
  })
}

/** What a number cannot do. */
function limitsOf({ owned: { number, takesCalls, takesTexts } }: ToPoint): string[] {
  return [
    ...(takesCalls ? [] : [`${number} takes no calls; a line needs one that does.`]),
    ...(takesTexts ? [] : [`${number} takes no texts: callers who want one are not texted.`]),
  ]
}

/** Changes what was agreed to; gives false where something was not. */
async function point({ account, isDry, print, agrees }: SetUp, all: readonly ToPoint[]): Promise<boolean> {
  const toChange = all.filter(({ changes }) => changes.length > 0)
  if (toChange.length === 0) return true
  if (isDry) {
    print('Nothing was changed: this was a dry run.')
    return true
  }
  const numbers = toChange.map(({ owned }) => owned.number).join(', ')
  if (!(await agrees(`Change ${numbers} so?`))) {
    print('Nothing was changed.')
    return false
  }
  for (const { owned, changes } of toChange) {
    await account.point(owned.sid, Object.fromEntries(changes.map(({ setting, to }) => [setting, to])))
    print(`${owned.number} is changed.`)
  }
  return true
}
