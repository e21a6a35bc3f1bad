import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {ClientFiles} from '../containers/etcd-client.ts'
import type {SnapshotFiles} from './snapshot-files.ts'

/** The files of a container; what works on files of this machine is given copies that are thrown away. */
export function containerFiles(files: ClientFiles, cwd: string): SnapshotFiles {
  const full = (path: string): string => files.resolvePath(cwd, path)
  return {
    async write(path, chunks) {
      const all: Uint8Array[] = []
      for await (const chunk of chunks) all.push(chunk)
      await files.writeFile(full(path), Buffer.concat(all))
      await files.chmod(full(path), 0o600)
    },
    withFile: (path, use) =>
      inTemporaryFolder(folder => {
        const file = join(folder, 'snapshot.db')
        writeFileSync(file, files.readBytes(full(path)))
        return use(file)
      }),
    async isVacant(path) {
      if (!(await files.exists(full(path)))) return true
      return (await files.stat(full(path))).isDirectory && (await files.readdir(full(path))).length === 0
    },
    withFolder: (path, use) =>
      inTemporaryFolder(async folder => {
        use(folder)
        await copy(folder, full(path), files)
      }),
  }
}

async function inTemporaryFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-etcd-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

async function copy(from: string, to: string, files: ClientFiles): Promise<void> {
  await files.mkdir(to, {recursive: true})
  await files.chmod(to, 0o700)
  for (const entry of readdirSync(from, {withFileTypes: true})) {
    const [source, target] = [join(from, entry.name), `${to}/${entry.name}`]
    if (entry.isDirectory()) {
      await copy(source, target, files)
      continue
    }
    const bytes = readFileSync(source)
    let end = bytes.length
    while (end > 0 && bytes[end - 1] === 0) end -= 1
    // A log is made as long as it may become, with nothing in it.
    files.writeWithZeros(target, bytes.subarray(0, end), bytes.length - end)
    await files.chmod(target, 0o600)
  }
}
