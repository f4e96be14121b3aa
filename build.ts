import { execFileSync } from 'node:child_process'
import { cpSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'

// What `npm run build` does, and so `npm pack`: all that runs goes into dist/ as JavaScript with its types, because
// Node strips none below node_modules. Files lie to each other as in the sources, and so find each other.

const root = import.meta.dirname
const dist = join(root, 'dist')
/** What is read as it stands: pages' styles, scenarios, recorded prompts. */
const STATIC = '{src,flows,sim}/**/*.{css,svg,yaml,schema.json,mp3,wav}'

rmSync(dist, { recursive: true, force: true })
for (const project of ['tsconfig.build.json', 'src/web/pages/tsconfig.build.json'])
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', project], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  })
for (const path of globSync(STATIC, { cwd: root })) cpSync(join(root, path), join(dist, path))
