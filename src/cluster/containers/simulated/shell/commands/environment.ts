import type {ResolvedCommandContext} from 'just-bash'
import {quote} from '../quote.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

type Outcome = ReturnType<Run>

/** Variables of the interpreter that it exports although no shell does. */
const interpreters = new Set([
  'IFS',
  'OSTYPE',
  'MACHTYPE',
  'HOSTTYPE',
  'OLDPWD',
  'OPTIND',
  'SHELLOPTS',
  'BASHOPTS',
  '?',
])

/** env and printenv, which show what a process is given: the container's variables in their order, then the shell's. */
export function environmentCommands({given, isScript, shell, host}: ShellParts): Record<string, Run> {
  const variables = (context: ResolvedCommandContext): Map<string, string> => {
    const exported = new Map(Object.entries(context.exportedEnv ?? Object.fromEntries(context.env)))
    const first = given.filter(name => exported.has(name)).map((name): [string, string] => [name, exported.get(name)!])
    const own = [...exported].filter(([name]) => !given.includes(name) && isShown(name))
    const hasLevel = isScript && !(host.family === 'debian' && shell === 'sh')
    return new Map([...first, ...own, ...(hasLevel ? [['SHLVL', '1'] as [string, string]] : [])])
  }
  const isShown = (name: string): boolean =>
    !interpreters.has(name) && !name.startsWith('__') && (isScript || name !== 'PWD')
  const all = (context: ResolvedCommandContext) =>
    ok([...variables(context)].map(([name, value]) => `${name}=${value}\n`).join(''))

  return {
    env: (args, context) => {
      if (args.length === 0) return all(context)
      const at = args.findIndex(arg => !/^[A-Za-z_]\w*=/.test(arg))
      const {origCommand, exec, cwd} = context as ResolvedCommandContext & {origCommand?: (words: string[]) => Outcome}
      if (at < 0 || args[at]!.startsWith('-')) return origCommand!(args)
      const assignments = args.slice(0, at).map(each => {
        const [name = '', value = ''] = each.split(/=(.*)/s)
        return `${name}=${quote(value)}`
      })
      return exec!([...assignments, ...args.slice(at).map(quote)].join(' '), {cwd})
    },
    printenv: (args, context) => {
      const names = args.filter(arg => !arg.startsWith('-'))
      if (names.length === 0) return all(context)
      const found = variables(context)
      const lines = names.flatMap(name => (found.has(name) ? [`${found.get(name)}\n`] : []))
      return lines.length === names.length ? ok(lines.join('')) : {...failed('', 1), stdout: lines.join('')}
    },
  }
}
