import type {ContainerFileSystem} from '../files/container-file-system.ts'

/** Where unit files are looked for; the first that is found counts, drop-ins count from everywhere (systemd.unit(5)). */
const folders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]

/** A service's unit file and its drop-ins on a disk, by path, the unit first; empty: there is no such service. */
export async function unitFilesOn(files: ContainerFileSystem, service: string): Promise<Record<string, string>> {
  const name = `${service}.service`
  const found: [path: string, text: string][] = []
  for (const folder of folders) {
    const path = `${folder}/${name}`
    if (found.length === 0 && (await isFile(files, path))) found.push([path, await files.readFile(path)])
  }
  if (found.length === 0) return {}
  const dropIns = new Map<string, string>()
  for (const folder of folders) {
    const place = `${folder}/${name}.d`
    for (const file of (await files.exists(place)) ? await files.readdir(place) : [])
      if (file.endsWith('.conf') && !dropIns.has(file)) dropIns.set(file, `${place}/${file}`)
  }
  for (const [, path] of [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)))
    found.push([path, await files.readFile(path)])
  return Object.fromEntries(found)
}

const isFile = async (files: ContainerFileSystem, path: string): Promise<boolean> =>
  (await files.exists(path)) && (await files.stat(path)).isFile

/** The services that a node has unit files for. */
export async function servicesOn(files: ContainerFileSystem): Promise<string[]> {
  const names = new Set<string>()
  for (const folder of folders)
    for (const file of (await files.exists(folder)) ? await files.readdir(folder) : [])
      if (file.endsWith('.service')) names.add(file.slice(0, -'.service'.length))
  return [...names].sort()
}
