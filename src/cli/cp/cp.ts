import {basename, dirname, join, posix, resolve, sep} from 'node:path'
import type {Pod} from '../../api/kinds.ts'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from '../../client/machine/files.ts'
import {bool, int} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {chooseContainer} from '../streams/choose-container.ts'
import {checkRunning, execUrl} from '../streams/exec.ts'
import {type RemoteStreams, runRemotely} from '../streams/remote-session.ts'
import {containerFlag} from '../streams/stream-flags.ts'
import {type FileSpec, parseFileSpec} from './file-spec.ts'
import {archiveEnd, decodeArchive, encodeEntry, type TarEntry} from './tar-archive.ts'

export const cpFlags = {
  ...containerFlag,
  'no-preserve': bool({usage: "Do not keep the files' owners and permissions in the container."}),
  retries: int({usage: 'How often to go on with a copy that broke off; 0 never, negative always.'}),
}

export type CpInvocation = Invocation<typeof cpFlags>

/** Copies files and folders to and from containers, by their own tar. */
export async function cp(invocation: CpInvocation): Promise<void> {
  const {args} = invocation
  if (args.length !== 2) throw new Error('source and destination are required')
  const [source, destination] = args.map(parseFileSpec) as [FileSpec, FileSpec]
  if (source.pod && destination.pod) throw new Error('one of src or dest must be a local file specification')
  if (!source.path || !destination.path) throw new Error('filepath can not be empty')
  if (source.pod) return copyFromPod(invocation, source, destination)
  if (destination.pod) return copyToPod(invocation, source, destination)
  throw new Error('one of src or dest must be a remote file specification')
}

async function copyToPod(invocation: CpInvocation, {path: source}: FileSpec, target: FileSpec): Promise<void> {
  const {context, flags} = invocation
  const from = resolve(context.cwd, source)
  if (!existsSync(from)) throw new Error(`${source} doesn't exist in local filesystem`)
  const isFolder = await run(invocation, target, ['test', '-d', target.path], silent).then(
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
  await run(invocation, target, command, {stdin, stdout: context.stdout, stderr: context.stderr})
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

async function copyFromPod(invocation: CpInvocation, source: FileSpec, {path: target}: FileSpec): Promise<void> {
  const {context} = invocation
  const chunks: Uint8Array[] = []
  const collect = {write: (chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk))}
  const failure: unknown = await run(invocation, source, ['tar', 'cf', '-', source.path], {
    stdout: collect,
    stderr: context.stdout,
  }).then(
    () => undefined,
    (error: unknown) => error,
  )
  const archive = Buffer.concat(chunks)
  if (failure && !isWhole(archive)) throw failure
  if (!isWhole(archive)) invocation.out('Dropping out copy after 0 retries\n')
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

const silent: RemoteStreams = {stdout: {write: () => true}, stderr: {write: () => true}}

async function run(
  invocation: CpInvocation,
  {namespace, pod: name}: FileSpec,
  command: readonly string[],
  streams: RemoteStreams,
): Promise<void> {
  const connection = await invocation.connect()
  const path = {group: '', version: 'v1', resource: 'pods', namespace: namespace || connection.namespace, name}
  const pod = await connection.client.get<Pod>(path)
  checkRunning(pod)
  const say = (text: string): void => void streams.stderr.write(text)
  const container = invocation.flags.container || chooseContainer(pod, '', say).name
  const url = execUrl(pod, {container, command, stdin: streams.stdin !== undefined, tty: false})
  await runRemotely(connection.client, url, {...streams, signal: invocation.context.signal})
}
