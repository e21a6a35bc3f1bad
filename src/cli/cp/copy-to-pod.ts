import {basename, join, posix, resolve} from 'node:path'
import {existsSync, lstatSync, readdirSync, readFileSync, readlinkSync} from '../../client/machine/files.ts'
import type {RemoteStreams} from '../streams/remote-session.ts'
import type {CpInvocation} from './cp.ts'
import type {FileSpec} from './file-spec.ts'
import {runInPod} from './run-in-pod.ts'
import {archiveEnd, encodeEntry, type TarEntry} from './tar-archive.ts'

/** Sends a file or a folder to the container's tar, into the folder that the target is or beside it. */
export async function copyToPod(invocation: CpInvocation, {path: source}: FileSpec, target: FileSpec): Promise<void> {
  const {context, flags} = invocation
  const from = resolve(context.cwd, source)
  if (!existsSync(from)) throw new Error(`${source} doesn't exist in local filesystem`)
  const isFolder = await runInPod(invocation, target, ['test', '-d', target.path], silent).then(
    () => true,
    () => false,
  )
  const path = posix.normalize(isFolder ? posix.join(target.path, basename(from)) : target.path)
  const keep = flags['no-preserve'] ? ['--no-same-permissions', '--no-same-owner'] : []
  const command = ['tar', ...keep, '-xmf', '-', '-C', posix.dirname(path)]
  const stdin = (async function* () {
    for (const entry of localEntries(from, posix.basename(path))) yield encodeEntry(entry)
    yield archiveEnd()
  })()
  await runInPod(invocation, target, command, {stdin, stdout: context.stdout, stderr: context.stderr})
}

function* localEntries(path: string, name: string): Generator<TarEntry> {
  const stat = lstatSync(path)
  const about = {name, mode: stat.mode & 0o7777, modified: stat.mtimeMs / 1000}
  if (stat.isSymbolicLink()) yield {...about, type: 'symlink', linkTarget: readlinkSync(path)}
  else if (!stat.isDirectory()) yield {...about, type: 'file', content: readFileSync(path)}
  else {
    const names = readdirSync(path).sort()
    if (names.length === 0) yield {...about, type: 'directory'}
    for (const child of names) yield* localEntries(join(path, child), `${name}/${child}`)
  }
}

const silent: RemoteStreams = {stdout: {write: () => true}, stderr: {write: () => true}}
