import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ringByPhone } from '../../src/cli/rung/load.ts'
import { isFine, loadText } from '../../src/cli/rung/load-text.ts'
import { READY_SCENARIOS, readScenario } from '../../src/cli/scenarios.ts'

// `npm run bench:morning [-- --quick]`: a holiday's morning of 1,000 calls (200 with --quick) over HTTP, in virtual
// time, as `holdline demo --load` rings them: simulated callers with phones, the carrier on this machine, signed
// webhooks, the line as it is served, and REST by Twilio's own client. The journal is kept in memory: how fast the disk
// is, other benchmarks tell. Ends with 1 where a call is lost, or goes otherwise than in the simulator; its last line
// is the count of calls that were served to their end.

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const { scenario, line } = await readScenario(join(READY_SCENARIOS, 'holiday-peak.yaml'), { set: [] })
const load = await ringByPhone({ scenario, line, calls: values.quick ? 200 : 1_000, programVersion: 'bench' })
console.log(loadText(load))
console.log(load.calls - load.lost)
process.exitCode = isFine(load) ? 0 : 1
