import type {ExecResult} from 'just-bash'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

type Original = (words: string[]) => Promise<ExecResult>

/** An archive of nothing: two records of zeros, filled up to a block. */
const empty = '\0'.repeat(10240)

/** tar makes the names of an archive's members relative, and archives what there is where something is not. */
export function tarCommand({host}: ShellParts): Record<string, Run> {
  const busybox = host.family !== 'debian'
  return {
    tar: async (args, context) => {
      const run = (context as {origCommand?: Original}).origCommand
      if (!run) return failed('tar: not found\n')
      const {options, paths, toStdout} = creation(args)
      if (paths.length === 0) return run(args)
      const directory = options.includes('-C') ? options[options.indexOf('-C') + 1]! : context.cwd
      const found: string[] = []
      const absent: string[] = []
      for (const path of paths) {
        const full = context.fs.resolvePath(context.fs.resolvePath(context.cwd, directory), path)
        ;((await context.fs.exists(full)) ? found : absent).push(path)
      }
      const rooted = found.length > 0 && found.every(path => path.startsWith('/'))
      const relative = rooted ? ['-C', '/', ...found.map(path => path.replace(/^\/+/, '') || '.')] : found
      const made = await (found.length > 0
        ? run([...options, ...relative])
        : toStdout
          ? {stdout: empty, stderr: '', exitCode: 0}
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
