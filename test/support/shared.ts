import {existsSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

const repository = resolve(fileURLToPath(import.meta.url), '../../..')

/** The folder of recordings beside the repository; a newcomer's clone has none. */
export const shared = resolve(repository, '../shared')
export const hasRecordings = existsSync(join(shared, 'parity/run.mjs'))
export const kctl = join(repository, 'bin/kctl')
