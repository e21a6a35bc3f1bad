import {reasonOf} from '../../files/file-errors.ts'
import type {Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** rm: the interpreter's own looks where links lead, and it is the links that are meant. */
export function rmCommand({host: {files}}: ShellParts): Record<string, Run> {
  const isLink = (path: string): boolean => {
    try {
      return files.details(path, false).type === 'symlink'
    } catch {
      return false
    }
  }
  return {
    rm: async (args, {cwd, origCommand}) => {
      const end = args.indexOf('--')
      const isOperand = (arg: string, at: number): boolean => (end >= 0 && at > end) || !arg.startsWith('-')
      const links = args.filter((arg, at) => isOperand(arg, at) && isLink(files.resolvePath(cwd, arg)))
      if (links.length === 0) return origCommand!(args)
      const failures: string[] = []
      for (const link of links)
        await files
          .rm(files.resolvePath(cwd, link))
          .catch((error: Error) => failures.push(`rm: cannot remove '${link}': ${reasonOf(error)}\n`))
      const rest = args.filter((arg, at) => !(isOperand(arg, at) && links.includes(arg)))
      const result = rest.some((arg, at) => isOperand(arg, at) && arg !== '--')
        ? await origCommand!(rest)
        : {stdout: '', stderr: '', exitCode: 0}
      return failures.length > 0 ? {...result, stderr: failures.join('') + result.stderr, exitCode: 1} : result
    },
  }
}
