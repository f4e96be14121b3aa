import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { storeContract } from '../contract/store.ts'
import { storeModel } from '../contract/store-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdline-store-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

storeContract('embedded, in memory', () => openSqliteStore({ memory: true }))
storeContract('embedded, in a file', () => openSqliteStore({ folder, fileName: `${files++}.sqlite` }))
storeModel('embedded', () => openSqliteStore({ memory: true }))
