import type { Directive } from '../../call/journal.ts'
import type { Difference, Replayed } from '../../runtime/replay.ts'
import type { Happening } from '../../runtime/transcript.ts'
import { did, met } from '../../runtime/transcript.ts'
import { count } from './numbers.ts'

/** One JSON object for programs. */
export function replayedJson(
  journal: string,
  { elapsedMs, ...replayed }: Replayed,
  cutInLine: number | undefined,
): string {
  const elapsedSeconds = elapsedMs / 1_000
  const factsPerSecond = Math.round(replayed.facts / elapsedSeconds)
  return JSON.stringify({ journal, ...replayed, elapsedSeconds, factsPerSecond, cutInLine })
}

/** What was found, for people. */
export function replayedText(path: string, replayed: Replayed, cutInLine: number | undefined): string {
  const { facts, calls, directives, skipped, elapsedMs, first } = replayed
  const seconds = elapsedMs / 1_000
  const quarantine = skipped > 0 ? `, ${count(skipped)} in quarantine` : ''
  const head =
    `${path}: ${count(facts)} facts of ${count(calls)} calls${quarantine} ` +
    `in ${seconds.toFixed(1)} s (${count(Math.round(facts / seconds))} a second)`
  const found = first
    ? differenceText(first, replayed)
    : [`All the same: every one of ${count(directives)} directives is as it was recorded.`]
  return [head, ...cutText(cutInLine), ...found].join('\n')
}

/** That a file ends in the middle of a line. */
export function cutText(cutInLine: number | undefined): string[] {
  if (cutInLine === undefined) return []
  return [`The file ends in the middle of line ${cutInLine}; what stands before it was taken.`]
}

function differenceText(first: Difference, { differingFacts, differingCalls }: Replayed): string[] {
  const { seq, atMs, fact, call, recorded, now, error, before } = first
  const about = call > 0 ? ` of call ${call}` : ''
  return [
    '',
    `Fact ${seq}${about} leads to something else (${fact.kind}, ${new Date(atMs).toISOString()}):`,
    ...[...before, ...did(fact, call)].map(row),
    `  recorded  ${directivesText(recorded, call)}`,
    `  now       ${now ? directivesText(now, call) : `cannot be stepped: ${error}`}`,
    '',
    now
      ? `In all, facts that lead to something else: ${count(differingFacts)}; calls that meet with it: ${count(differingCalls)}.`
      : 'The replay ends here.',
  ]
}

function row({ did: verb, what }: Happening): string {
  return `  ${verb.padEnd(9)} ${what}`.trimEnd()
}

/** Directives as a caller meets with them; those that only others notice as they stand in the journal. */
function directivesText(directives: readonly Directive[], call: number): string {
  const texts = directives.flatMap(directive => {
    const own = met(directive, call).map(({ did: verb, what }) => `${verb} ${what}`.trim())
    return own.length > 0 ? own : [JSON.stringify(directive)]
  })
  return texts.join('; ') || 'nothing'
}
