import type { Command } from 'commander'
import { MOST_DAYS } from '../../../sim/simulate/draw.ts'
import { MEASURES } from '../../../sim/simulate/measures.ts'
import type { ReachedPrecision, WantedPrecision } from '../../../sim/simulate/precision.ts'
import { WrongInput } from '../../base/wrong-input.ts'
import { nearest } from '../../line/nearest.ts'
import { parseWhole } from '../options.ts'

export interface PrecisionOptions {
  readonly precision?: readonly WantedPrecision[]
  readonly mostReplications?: number
}

/** Adds the options by which a run goes on until its intervals are narrow enough. */
export function precisionOptions(command: Command): Command {
  return command
    .option(
      '--precision <measure=halfwidth>',
      'simulate days until the interval of a measure is so narrow, e.g. serviceLevel=0.005 or waitSeconds=2%; ' +
        'may be given again',
      (text, before: readonly WantedPrecision[] = []) => [...before, parsePrecision(text)],
    )
    .option('--most-replications <n>', `days at most with --precision (${MOST_DAYS})`, text =>
      parseWhole(text, '--most-replications'),
    )
}

/** Reads a wanted precision such as `serviceLevel=0.005` or `waitSeconds=2%`. @throws WrongInput for any other text */
export function parsePrecision(text: string): WantedPrecision {
  const [name = '', width = ''] = text.split('=')
  const parts = /^(\d*\.?\d+(?:e-?\d+)?)\s*(%?)$/.exec(width.trim())
  const number = Number(parts?.[1])
  if (!parts || !(number > 0) || number === Infinity)
    throw new WrongInput(
      `--precision got "${text}", expected a measure and half the width of its interval, above 0: ` +
        'serviceLevel=0.005, or waitSeconds=2% for a share of its mean',
    )
  const measure = MEASURES.find(each => each === name)
  if (!measure) throw new WrongInput(unknownMeasure(name))
  const isShareOfMean = parts[2] === '%'
  return { measure, halfWidth: isShareOfMean ? number / 100 : number, isShareOfMean }
}

function unknownMeasure(name: string): string {
  const near = nearest(name, MEASURES)
  const meant = near ? `; did you mean ${near}?` : ''
  return `--precision got the measure "${name}", expected one of ${MEASURES.join(', ')}${meant}`
}

/** What came of it, for a person to read. */
export function precisionText(precision: readonly ReachedPrecision[], days: number): string[] {
  return precision.map(({ measure, halfWidth, isShareOfMean, reached, isReached }) => {
    const width = (value: number): string => (isShareOfMean ? `${shortly(100 * value)} %` : shortly(value))
    if (reached === null) return `${measure} is not defined in any of the ${days} days.`
    const said = `${measure} is known to ±${width(reached)} after ${days} days`
    return isReached
      ? `${said}.`
      : `${said}, not to ±${width(halfWidth)}: allow more with --most-replications.`
  })
}

function shortly(value: number): string {
  return String(Number(value.toPrecision(2)))
}
