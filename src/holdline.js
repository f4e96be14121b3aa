#!/usr/bin/env node
// Written in JavaScript that old versions of Node can read, so that Node 20 meets a sentence, not a syntax error.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const NEEDED_MAJOR = 24
const CANNOT_RUN = 2

if (majorOf(process.versions.node) >= NEEDED_MAJOR) await run()
else handOver()

async function run() {
  // Compiled sources are kept between runs: a command starts in about half the time.
  module.enableCompileCache()
  try {
    const { main } = await import(commandFile())
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    // Left to itself Node would end with 1, which is how a command says that the answer is no.
    console.error(error)
    process.exitCode = CANNOT_RUN
  }
}

/** A checkout runs its sources; what is published holds them as JavaScript only, as Node strips no types there. */
function commandFile() {
  return existsSync(new URL('./cli.ts', import.meta.url)) ? './cli.ts' : '../dist/src/cli.js'
}

/** A checkout on linux-x64 brings its own Node, which `node src/holdline.js` by hand passes over. */
function handOver() {
  const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  const found = spawnSync(own, ['--version'], { encoding: 'utf8' })
  if (found.status === 0 && majorOf(found.stdout) >= NEEDED_MAJOR) rerun(own)
  else refuse()
}

/** @param {string} node path of a Node that is new enough */
function rerun(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  // A terminal sends Ctrl-C to the whole group: passed on as well, the child would count two.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : CANNOT_RUN)
  })
}

function refuse() {
  console.error(
    `Holdline needs Node ${NEEDED_MAJOR} or later; found ${process.versions.node}; ` +
      `install Node ${NEEDED_MAJOR} from https://nodejs.org (in a checkout on 64-bit Linux \`npm ci\` brings it) and run this again.`,
  )
  process.exitCode = CANNOT_RUN
}

/** @param {string} version such as `v24.21.0` */
function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10)
}
