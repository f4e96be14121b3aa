import { parentPort, workerData } from 'node:worker_threads'
import { lineFromText } from '../../src/call/define-line.ts'
import { takeExplored } from '../../src/call/explored.ts'
import type { Job, Span } from './job.ts'
import { simulator } from './job.ts'

// A thread that simulates the spans it is sent.
const job = workerData as Job
if (job.explored !== undefined) takeExplored(lineFromText(job.line), job.explored)
const run = simulator(job)
parentPort!.on('message', (span: Span) => parentPort!.postMessage(run(span)))
