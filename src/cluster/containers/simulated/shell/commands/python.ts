import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {reasonOf} from '../../files/file-errors.ts'
import {pythonProgram} from '../python-program.ts'
import {runPython} from '../run-python.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

const version = 'Python 3.13.2'
/** Options of the interpreter that change nothing here. */
const silent = /^-[bBdEiIOPqsSuvx]+$/

interface Invocation {
  source: string
  /** As tracebacks call it. */
  file: string
  /** sys.argv */
  argv: string[]
  /** Whether the source was the input, of which nothing is left then. */
  isInput?: boolean
}

/**
 * python: CPython itself, with its standard library, on the container's files and the cluster's time (docs/decisions/0061). It has no sockets, threads or
 * child processes.
 */
export function pythonCommand({host, isScript}: ShellParts): Run {
  return async (args, context) => {
    if (args.some(arg => arg === '-V' || arg === '--version')) return ok(`${version}\n`)
    const found = invocationOf(args, context)
    if ('exitCode' in found) return found
    const program = pythonProgram({...found, streams: !isScript, hostname: host.hostname})
    const stdin = found.isInput ? '' : String(context.stdin)
    return runPython(program, {host, context, stdin})
  }

  function invocationOf(args: string[], {cwd, stdin}: ResolvedCommandContext): Invocation | ExecResult {
    let at = 0
    while (silent.test(args[at] ?? '') || args[at] === '-W' || args[at] === '-X')
      at += args[at] === '-W' || args[at] === '-X' ? 2 : 1
    const [first, second, ...rest] = args.slice(at)
    if (first === '-c')
      return second === undefined
        ? failed('Argument expected for the -c option\n', 2)
        : {source: second, file: '<string>', argv: ['-c', ...rest]}
    if (first === '-m') {
      const module = JSON.stringify(second ?? '')
      const source = `import runpy, sys\nrunpy.run_module(${module}, run_name='__main__', alter_sys=True)`
      return {source, file: '<module>', argv: [second ?? '', ...rest]}
    }
    if (first === undefined || first === '-')
      return {source: String(stdin), file: '<stdin>', argv: ['-', ...args.slice(at + 1)], isInput: true}
    const path = host.files.resolvePath(cwd, first)
    try {
      const source = Buffer.from(host.files.readBytes(path)).toString()
      return {source, file: path, argv: args.slice(at)}
    } catch (error) {
      const number = /Permission/.test(reasonOf(error)) ? 13 : 2
      return failed(`python: can't open file '${path}': [Errno ${number}] ${reasonOf(error)}\n`, 2)
    }
  }
}
