import type {ResolvedCommandContext} from 'just-bash'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

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

/** What a process is given: the container's variables in their order, then the shell's. */
export function processEnvironment(
  {given, isScript}: ShellParts,
  {exportedEnv, env}: ResolvedCommandContext,
): Map<string, string> {
  const exported = new Map(Object.entries(exportedEnv ?? Object.fromEntries(env)))
  const first = given.filter(name => exported.has(name)).map((name): [string, string] => [name, exported.get(name)!])
  const isShown = (name: string): boolean =>
    !interpreters.has(name) && !name.startsWith('__') && (isScript || name !== 'PWD')
  const own = [...exported].filter(([name]) => !given.includes(name) && isShown(name))
  return new Map([...first, ...own])
}

/** printenv */
export function environmentCommands(parts: ShellParts): Record<string, Run> {
  return {
    printenv: (args, context) => {
      const found = processEnvironment(parts, context)
      const names = args.filter(arg => !arg.startsWith('-'))
      if (names.length === 0) return ok([...found].map(([name, value]) => `${name}=${value}\n`).join(''))
      const lines = names.flatMap(name => (found.has(name) ? [`${found.get(name)}\n`] : []))
      return lines.length === names.length ? ok(lines.join('')) : {...failed('', 1), stdout: lines.join('')}
    },
  }
}
