import {dirname, join, posix, resolve, sep} from 'node:path'
import {mkdirSync, writeFileSync} from '../../client/machine/files.ts'
import type {CpInvocation} from './cp.ts'
import type {FileSpec} from './file-spec.ts'
import {runInPod} from './run-in-pod.ts'
import {decodeArchive, type TarEntry} from './tar-archive.ts'

/** Writes what the container's tar sends of a file or a folder. */
export async function copyFromPod(invocation: CpInvocation, source: FileSpec, {path: target}: FileSpec): Promise<void> {
  const {context} = invocation
  const archive = await archiveFrom(invocation, source)
  const prefix = withoutShortcuts(posix.normalize(source.path.replace(/^\/+/, '').replace(/\/+$/, '')))
  let warned = false
  for (const entry of decodeArchive(archive)) {
    if (!entry.name.startsWith(prefix)) throw new Error('tar contents corrupted')
    const shown = join(target, entry.name.slice(prefix.length))
    const path = resolve(context.cwd, shown)
    const root = resolve(context.cwd, target)
    if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep)) {
      invocation.err(`warning: file ${JSON.stringify(shown)} is outside target destination, skipping\n`)
      continue
    }
    if (entry.type === 'symlink') {
      invocation.err(linkWarning(invocation, {shown, entry, source, first: !warned}))
      warned = true
      continue
    }
    mkdirSync(entry.type === 'directory' ? path : dirname(path), {recursive: true, mode: 0o755})
    if (entry.type === 'file') writeFileSync(path, entry.content ?? '')
  }
}

/** What the container's tar makes of the source; with --retries it is asked for the rest of an archive that breaks off. */
async function archiveFrom(invocation: CpInvocation, source: FileSpec): Promise<Buffer> {
  const {context, flags} = invocation
  const chunks: Uint8Array[] = []
  let size = 0
  const stdout = {
    write(chunk: string | Uint8Array) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      return chunks.push(bytes)
    },
  }
  for (let retries = 0; ; retries += 1) {
    const from = retries === 0 ? 0 : size + 1
    const command =
      flags.retries === 0 ? ['tar', 'cf', '-', source.path] : ['sh', '-c', `tar cf - ${source.path} | tail -c+${from}`]
    const failure: unknown = await runInPod(invocation, source, command, {stdout, stderr: context.stdout}).then(
      () => undefined,
      (error: unknown) => error,
    )
    const archive = Buffer.concat(chunks)
    if (isWhole(archive)) return archive
    if (failure) throw failure
    if (flags.retries >= 0 && retries >= flags.retries) {
      invocation.out(`Dropping out copy after ${retries} retries\n`)
      return archive
    }
    invocation.out(`Resuming copy at ${size} bytes, retry ${retries + 1}/${flags.retries}\n`)
  }
}

/** Whether the archive came to its end, whatever its program says afterwards. */
const isWhole = (archive: Buffer): boolean =>
  archive.length >= 1024 && archive.subarray(-1024).every(byte => byte === 0)

/** Takes away what would lead above the root. */
const withoutShortcuts = (path: string): string => {
  const plain = path.replace(/^(\.\.\/)+/, '')
  return plain === '.' || plain === '..' ? '' : plain
}

function linkWarning(
  {context}: CpInvocation,
  {shown, entry, source, first}: {shown: string; entry: TarEntry; source: FileSpec; first: boolean},
): string {
  const what = `warning: skipping symlink: ${JSON.stringify(shown)} -> ${JSON.stringify(entry.linkTarget ?? '')}`
  if (!first) return `${what}\n`
  const {namespace, pod, path} = source
  const pipe = `${context.program} exec -n ${JSON.stringify(namespace)} ${JSON.stringify(pod)} -- tar cf - ${JSON.stringify(path)} | tar xf -`
  return `${what} (consider using "${pipe}")\n`
}
