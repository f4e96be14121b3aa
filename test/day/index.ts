import { playDay } from './script.ts'

// `npm run day`: a day of two support lines by a script, over HTTP in virtual time, with every feature in it. Prints a
// transcript of each call; the last line counts.

const startedMs = performance.now()
const { transcripts, faults, features, calls, lost, replayed } = await playDay()
for (const transcript of transcripts) console.log(`${transcript}\n`)
for (const fault of faults) console.log(`FAULT  ${fault}`)
const count = (number: number) => number.toLocaleString('en-US')
const sameness = replayed.differingFacts === 0 ? 'the same to the byte' : `${replayed.differingFacts} differ`
console.log(
  `replayed ${count(replayed.facts)} facts and ${count(replayed.directives)} directives: ${sameness}`,
)
console.log(`the day took ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`)
console.log(`${features.length} features, ${calls} calls, ${lost} lost`)
process.exitCode = faults.length === 0 && lost === 0 ? 0 : 1
