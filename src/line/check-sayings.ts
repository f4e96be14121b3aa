import { nearest } from './nearest.ts'
import { type Problems, shown } from './problems.ts'
import { clockMinutes, isRealDate } from './zone.ts'

const PHRASES_MAX = 200
const PHRASE_MAX = 100
const NOTICES_MAX = 20
/** The bits of a call's column of matters. */
const MATTERS_MAX = 31

/** Words that mean an intent, in each language in which they are given. */
export function checkPhrases(
  problems: Problems,
  value: unknown,
  intents: readonly string[],
  languages: readonly string[] | undefined,
): void {
  for (const [intent, byLanguage] of Object.entries(problems.object('phrases', value) ?? {})) {
    const where = `phrases.${intent}`
    if (!intents.includes(intent)) {
      problems.note(`${where} is for no intent of the line; it has: ${intents.join(', ')}.`)
      continue
    }
    for (const [language, phrases] of Object.entries(problems.object(where, byLanguage) ?? {})) {
      const at = `${where}.${language}`
      if (languages?.includes(language) === false)
        problems.note(
          `${at} is in a language that the line does not speak; it speaks: ${languages.join(', ')}.`,
        )
      const list = problems.list(at, phrases, { min: 1, max: PHRASES_MAX, of: 'phrases' })
      for (const [index, phrase] of (list ?? []).entries()) {
        const text = problems.text(`${at}[${index}]`, phrase, { max: PHRASE_MAX })
        if (text !== undefined && !/[\p{L}\p{N}]/u.test(text))
          problems.add(`${at}[${index}]`, phrase, 'a word at least')
      }
    }
  }
}

/** What everybody is told while it is so. */
export function checkNotices(problems: Problems, value: unknown, prompts: unknown): void {
  const notices = problems.list('notices', value, { min: 0, max: NOTICES_MAX, of: 'notices' })
  for (const [index, item] of (notices ?? []).entries()) {
    const where = `notices[${index}]`
    const notice = problems.fields(where, item, ['prompt', 'from', 'until'])
    if (!notice) continue
    checkPromptName(problems, `${where}.prompt`, notice.prompt, prompts)
    const from = checkMoment(problems, `${where}.from`, notice.from)
    const until = checkMoment(problems, `${where}.until`, notice.until)
    if (from !== undefined && until !== undefined && until <= from)
      problems.note(
        `${where}.until is ${shown(until)}; expected later than ${where}.from, which is ${shown(from)}.`,
      )
  }
}

/** What may be pending for one caller. */
export function checkMatters(problems: Problems, value: unknown, prompts: unknown): void {
  const matters = problems.list('matters', value, { min: 0, max: MATTERS_MAX, of: 'matters' })
  problems.unique(
    (matters ?? []).map((item, index) => {
      const at = `matters[${index}]`
      const where = `${at}.name`
      const matter = problems.fields(at, item, ['name', 'prompt'])
      if (!matter) return { where, name: undefined }
      checkPromptName(problems, `${at}.prompt`, matter.prompt, prompts)
      return { where, name: problems.name(where, matter.name) }
    }),
  )
}

function checkPromptName(problems: Problems, where: string, name: unknown, prompts: unknown): void {
  const known = typeof prompts === 'object' && prompts !== null ? Object.keys(prompts) : []
  if (typeof name === 'string' && known.includes(name)) return
  const guess = typeof name === 'string' ? nearest(name, known) : undefined
  problems.add(where, name, `the name of a prompt${guess ? `, such as "${guess}"` : ''}`)
}

function checkMoment(problems: Problems, where: string, value: unknown): string | undefined {
  if (value === undefined) return undefined
  const [date = '', clock = ''] = typeof value === 'string' ? value.split('T') : []
  if (typeof value === 'string' && isRealDate(date) && clockMinutes(clock) !== undefined) return value
  return problems.add(where, value, 'a moment on the line\'s clock, such as "2026-12-24T14:00"')
}
