import { nearest } from './nearest.ts'
import type { Fields, Problems } from './problems.ts'
import { shown } from './problems.ts'
import { PLACEHOLDERS } from './speech.ts'

const PROMPTS_MAX = 1_000
/** Twilio refuses a longer `<Say>`. */
const TEXT_MAX = 4_096
const PATH_MAX = 500
const AUDIO_SECONDS_MAX = 600
const MUSIC_SECONDS_MAX = 15
const MUSIC_PIECES_MAX = 1_000

/** Every prompt says something in every language, with the same values in each. */
export function checkPrompts(
  problems: Problems,
  prompts: unknown,
  languages: readonly string[] | undefined,
): void {
  const byName = problems.object('prompts', prompts)
  const entries = Object.entries(byName ?? {})
  if (entries.length > PROMPTS_MAX) {
    problems.note(`prompts has ${entries.length} prompts; expected at most ${PROMPTS_MAX}.`)
    return
  }
  for (const [name, value] of entries) {
    problems.name(`the prompt name ${shown(name)}`, name)
    const where = `prompts.${name}`
    const prompt = problems.fields(where, value, ['text', 'audio'])
    if (!prompt) continue
    const spoken = checkTexts(problems, `${where}.text`, prompt.text, languages)
    if (prompt.audio !== undefined) checkAudio(problems, `${where}.audio`, prompt.audio, languages, spoken)
  }
}

/** Pieces of hold music: a caller is connected at most one piece late. */
export function checkMusic(problems: Problems, music: unknown): void {
  const pieces = problems.list('music', music, { min: 1, max: MUSIC_PIECES_MAX, of: 'pieces' })
  for (const [index, value] of (pieces ?? []).entries()) {
    const where = `music[${index}]`
    const piece = problems.fields(where, value, ['path', 'seconds'])
    if (!piece) continue
    // An empty path is a silence.
    if (piece.path !== '') problems.text(`${where}.path`, piece.path, { max: PATH_MAX })
    problems.number(`${where}.seconds`, piece.seconds, { min: 0, above: true, max: MUSIC_SECONDS_MAX })
  }
}

/** Returns the placeholders of the first language, in order of the alphabet. */
const MOMENTS = ['opening', 'promised', 'quieter']

function checkTexts(
  problems: Problems,
  where: string,
  value: unknown,
  languages: readonly string[] | undefined,
): string[] {
  const texts = byLanguage(problems, where, value, languages)
  let first: { language: string; names: string[] } | undefined
  for (const language of texts ? (languages ?? Object.keys(texts)) : []) {
    const text = problems.text(`${where}.${language}`, texts?.[language], { max: TEXT_MAX })
    if (text === undefined) continue
    const names = placeholders(problems, `${where}.${language}`, text)
    if (!names) continue
    const moments = names.filter(name => MOMENTS.includes(name))
    if (moments.length > 1)
      problems.note(
        `${where}.${language} speaks ${moments.map(name => `{${name}}`).join(' and ')}; expected one moment in a prompt.`,
      )
    if (!first) first = { language, names }
    else if (names.join() !== first.names.join()) {
      problems.note(
        `${where}.${language} speaks ${braced(names)}; expected ${braced(first.names)}, as in ${first.language}.`,
      )
    }
  }
  return first?.names ?? []
}

/** The names in braces, sorted, each once; undefined where one is unknown or a brace stands alone. */
function placeholders(problems: Problems, where: string, text: string): string[] | undefined {
  const known: readonly string[] = PLACEHOLDERS
  const names = new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(match => match[1] ?? ''))
  let fine = true
  for (const name of names) {
    if (known.includes(name)) continue
    const guess = nearest(name, known)
    problems.note(
      `${where} holds ${shown(`{${name}}`)}; ${guess ? `did you mean {${guess}}?` : `known are: ${braced(known)}.`}`,
    )
    fine = false
  }
  if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))) {
    problems.note(`${where} has a brace without its partner; braces stand only around: ${known.join(', ')}.`)
    fine = false
  }
  return fine ? [...names].sort() : undefined
}

function checkAudio(
  problems: Problems,
  where: string,
  value: unknown,
  languages: readonly string[] | undefined,
  spoken: readonly string[],
): void {
  const recordings = byLanguage(problems, where, value, languages)
  for (const [language, item] of Object.entries(recordings ?? {})) {
    const recording = problems.fields(`${where}.${language}`, item, ['path', 'seconds'])
    if (!recording) continue
    problems.text(`${where}.${language}.path`, recording.path, { max: PATH_MAX })
    problems.number(`${where}.${language}.seconds`, recording.seconds, {
      min: 0,
      above: true,
      max: AUDIO_SECONDS_MAX,
    })
  }
  if (recordings && spoken.length > 0) {
    problems.note(
      `${where} is a recording, which cannot speak ${braced(spoken)}; expected no audio, or a text without values.`,
    )
  }
}

function byLanguage(
  problems: Problems,
  where: string,
  value: unknown,
  languages: readonly string[] | undefined,
): Fields | undefined {
  const object = problems.object(where, value)
  for (const language of Object.keys(object ?? {})) {
    if (languages?.includes(language) === false) {
      problems.note(`${where} has the language ${shown(language)}; the line speaks: ${languages.join(', ')}.`)
    }
  }
  return object
}

function braced(names: readonly string[]): string {
  return names.length === 0 ? 'no values' : names.map(name => `{${name}}`).join(', ')
}
