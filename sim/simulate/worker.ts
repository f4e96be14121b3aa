import { parentPort, workerData } from 'node:worker_threads'
import type { Job, Span } from './job.ts'
import { simulator } from './job.ts'

// A thread that simulates the spans it is sent.
const run = simulator(workerData as Job)
parentPort!.on('message', (span: Span) => parentPort!.postMessage(run(span)))
