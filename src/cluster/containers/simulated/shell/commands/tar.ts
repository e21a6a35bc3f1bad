import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'
import {tarArchive} from './tar-archive.ts'
import {unpackTar} from './unpack-tar.ts'

type Original = (words: string[]) => Promise<ExecResult>

/** An archive of nothing: two records of zeros, filled up to a block. */
const empty = '\0'.repeat(10240)

/** tar makes the names of an archive's members relative, and archives what there is where something is not. */
export function tarCommand({host}: ShellParts): Record<string, Run> {
  const busybox = host.family !== 'debian'

  /** What is to be unpacked somewhere that is not there. */
  const absentFolder = async (args: string[], context: ResolvedCommandContext): Promise<ExecResult | undefined> => {
    const folder = args[args.indexOf('-C') + 1]
    if (!args.includes('-C') || folder === undefined) return undefined
    if (await context.fs.exists(context.fs.resolvePath(context.cwd, folder))) return undefined
    return busybox
      ? failed(`tar: can't change directory to '${folder}': No such file or directory\n`)
      : failed(
          `tar: ${folder}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n`,
          2,
        )
  }

  /** A plain archive; undefined for what is none. */
  const unpack = async (args: string[], context: ResolvedCommandContext): Promise<ExecResult | undefined> => {
    const asked = extraction(args)
    if (!asked) return undefined
    const {file, folder, members, flags} = asked
    const archive =
      file === '-'
        ? Buffer.from(String(context.stdin), 'latin1')
        : Buffer.from(
            await context.fs.readFileBuffer(context.fs.resolvePath(context.cwd, file)).catch(() => Buffer.alloc(0)),
          )
    if (archive.toString('latin1', 257, 262) !== 'ustar') return undefined
    const told: string[] = []
    const problems = await unpackTar(host.files, archive, {
      folder: context.fs.resolvePath(context.cwd, folder),
      members,
      keepsTimes: !flags.has('m'),
      keepsOwners: host.uid === 0 && !flags.has('o'),
      tell: name => void told.push(`${name}\n`),
    })
    const stderr = problems.map(problem => `tar: ${problem}\n`).join('')
    return {stdout: flags.has('v') ? told.join('') : '', stderr, exitCode: problems.length > 0 ? (busybox ? 1 : 2) : 0}
  }

  return {
    tar: async (args, context) => {
      const run = (context as {origCommand?: Original}).origCommand
      if (!run) return failed('tar: not found\n')
      const {options, paths, toStdout} = creation(args)
      if (paths.length === 0) return (await absentFolder(args, context)) ?? (await unpack(args, context)) ?? run(args)
      const directory = options.includes('-C') ? options[options.indexOf('-C') + 1]! : context.cwd
      const found: string[] = []
      const absent: string[] = []
      for (const path of paths) {
        const full = context.fs.resolvePath(context.fs.resolvePath(context.cwd, directory), path)
        ;((await context.fs.exists(full)) ? found : absent).push(path)
      }
      const rooted = found.length > 0 && found.every(path => path.startsWith('/'))
      const relative = rooted ? ['-C', '/', ...found.map(path => path.replace(/^\/+/, '') || '.')] : found
      const plain = toStdout && !/^-[a-zA-Z]*[zjJTXhv]|^--/m.test(options.join('\n'))
      const archive = async (): Promise<ExecResult> => {
        const folder = rooted ? '/' : context.fs.resolvePath(context.cwd, directory)
        const bytes = await tarArchive(host.files, folder, rooted ? relative.slice(2) : found)
        return {stdout: bytes.toString('latin1'), stderr: '', exitCode: 0, stdoutKind: 'bytes'}
      }
      const made = await (found.length > 0
        ? plain
          ? archive()
          : run([...options, ...relative])
        : toStdout
          ? {stdout: empty, stderr: '', exitCode: 0, stdoutKind: 'bytes' as const}
          : run([...options, '-T', '/dev/null']))
      const stripped = rooted
        ? busybox
          ? "tar: removing leading '/' from member names\n"
          : "tar: Removing leading `/' from member names\n"
        : ''
      const missing = absent.map(path => `tar: ${path}: ${busybox ? '' : 'Cannot stat: '}No such file or directory\n`)
      const end = busybox
        ? 'tar: error exit delayed from previous errors\n'
        : 'tar: Exiting with failure status due to previous errors\n'
      return absent.length === 0
        ? {...made, stderr: stripped + made.stderr}
        : {...made, stderr: `${stripped}${missing.join('')}${made.stderr}${end}`, exitCode: busybox ? 1 : 2}
    },
  }
}

/** What a command line that unpacks is about; undefined if it does not, or with more than is done here. */
function extraction(args: string[]): {file: string; folder: string; members: string[]; flags: Set<string>} | undefined {
  const [first = '', ...others] = args
  const words = first !== '' && !first.startsWith('-') ? [`-${first}`, ...others] : args
  const found = {file: '-', folder: '.', members: [] as string[], flags: new Set<string>()}
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!
    if (word === '--no-same-owner') found.flags.add('o')
    else if (/^--no-same-permissions$|^--(extract|get)$/.test(word)) found.flags.add('x')
    else if (word.startsWith('--')) return undefined
    else if (!word.startsWith('-') || word === '-') found.members.push(word)
    else
      for (const flag of word.slice(1)) {
        found.flags.add(flag)
        if (flag === 'f') found.file = words[++at] ?? '-'
        if (flag === 'C') found.folder = words[++at] ?? '.'
      }
  }
  const {flags} = found
  return flags.has('x') && [...flags].every(flag => 'xfCmovpk'.includes(flag)) ? found : undefined
}

/** The options and the members of a command line that makes an archive; no members if it makes none. */
function creation(args: string[]): {options: string[]; paths: string[]; toStdout: boolean} {
  const [first = '', ...others] = args
  const words = first !== '' && !first.startsWith('-') ? [`-${first}`, ...others] : args
  if (!words.some(word => /^-[a-zA-Z]*c/.test(word) || word === '--create'))
    return {options: args, paths: [], toStdout: false}
  const options: string[] = []
  const paths: string[] = []
  let file: string | undefined
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!
    if (!word.startsWith('-') || word === '-') {
      paths.push(word)
      continue
    }
    options.push(word)
    if (!/^-[a-zA-Z]*[fCTX]$|^--(file|directory|exclude)$/.test(word)) continue
    index += 1
    options.push(words[index] ?? '')
    if (/^-[a-zA-Z]*f$|^--file$/.test(word)) file = words[index]
  }
  return {options, paths, toStdout: file === undefined || file === '-'}
}
