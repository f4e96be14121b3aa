import type { NumberUrls, OwnedNumber } from '../../carrier/twilio/account.ts'

/** What a number of Twilio's is for: a line by its name, or `agents`, where agents sign in. */
export type Purpose = string

/** The number at which agents sign in by phone. */
export const AGENTS = 'agents'

/** One setting of a number that is to be another. */
export interface Change {
  readonly setting: keyof NumberUrls
  readonly from: string
  readonly to: string
}

/** What a number must ask for its purpose; texts only of one that takes them. */
export function wantedUrls(
  publicUrl: string,
  purpose: Purpose,
  { takesTexts }: Pick<OwnedNumber, 'takesTexts'>,
): Partial<NumberUrls> {
  const isLine = purpose !== AGENTS
  const base = isLine ? `${publicUrl}/voice/${purpose}` : `${publicUrl}/agents`
  return {
    voiceUrl: base,
    voiceMethod: 'POST',
    // Agents who cannot be answered ring again; callers are told so.
    ...(isLine && { voiceFallbackUrl: `${base}/fallback`, voiceFallbackMethod: 'POST' }),
    statusCallback: `${base}/status`,
    statusCallbackMethod: 'POST',
    ...(isLine &&
      takesTexts && { smsUrl: `${publicUrl}/sms/${purpose}`, smsMethod: 'POST', smsApplicationSid: '' }),
    voiceApplicationSid: '',
    trunkSid: '',
  }
}

/** What is to be changed for a number to be so; nothing where it is so already. */
export function changesTo({ urls }: OwnedNumber, wanted: Partial<NumberUrls>): Change[] {
  const settings = Object.entries(wanted) as [keyof NumberUrls, string][]
  return settings.flatMap(([setting, to]) => {
    const from = urls[setting]
    return from === to ? [] : [{ setting, from, to }]
  })
}

/** For whoever decides: what was, and what is to be. */
export function changesText(number: string, purpose: Purpose, changes: readonly Change[]): string {
  const what = purpose === AGENTS ? 'where agents sign in' : `line ${purpose}`
  if (changes.length === 0) return `${number}, ${what}: all as it must be.`
  const rows = changes.map(({ setting, from, to }) => {
    const shown = (value: string) => (value === '' ? 'nothing' : value)
    return `  ${setting}\n    - ${shown(from)}\n    + ${shown(to)}`
  })
  return [`${number}, ${what}:`, ...rows].join('\n')
}
