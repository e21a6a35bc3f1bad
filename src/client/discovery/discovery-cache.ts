import {mkdir, readFile, rename, stat, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import type {ServedGroup} from '../discovery.ts'

export interface DiscoveryCache {
  /** What was last written, unless it is too old. */
  read(): Promise<ServedGroup[] | undefined>
  write(groups: ServedGroup[]): Promise<void>
}

const maximumAge = 6 * 60 * 60 * 1000

/** Discovery kept in a file of its own for each server. A cache that cannot be read or written is no cache, and no error. */
export function fileDiscoveryCache(folder: string, host: string, now: () => number = Date.now): DiscoveryCache {
  const file = join(folder, 'discovery', folderName(host), 'kctl.json')
  return {
    async read() {
      try {
        const {mtimeMs} = await stat(file)
        if (now() - mtimeMs > maximumAge) return undefined
        return JSON.parse(await readFile(file, 'utf8')) as ServedGroup[]
      } catch {
        return undefined
      }
    },
    async write(groups) {
      try {
        await makeFolder(dirname(file))
        const draft = `${file}.${process.pid}`
        await writeFile(draft, JSON.stringify(groups), {mode: 0o660})
        await rename(draft, file)
      } catch {
        // Without a cache the next command asks the server again.
      }
    },
  }
}

/** The folder with those above it. Node's own way never ends where a file system takes no folders, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  const make = () => mkdir(folder, {mode: 0o750})
  try {
    await make()
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeFolder(dirname(folder))
    await make()
  }
}

/** As kubectl names it: the address without its scheme, anything unusual as an underscore. */
const folderName = (host: string): string => host.replace(/^[a-z]+:\/\//, '').replace(/[^\w.-]/g, '_')
