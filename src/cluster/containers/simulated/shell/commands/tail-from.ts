import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {reasonOf} from '../../files/file-errors.ts'
import {binary} from './binary-output.ts'
import {blockSize} from './block-size.ts'
import {failed} from './result.ts'

/** `tail -c +5`: all from the fifth byte on, which the interpreter's own does not do; undefined for everything else. */
export async function tailFrom(
  files: ContainerFileSystem,
  args: readonly string[],
  {cwd, stdin}: ResolvedCommandContext,
): Promise<ExecResult | undefined> {
  const {first, names} = read(args)
  if (first === undefined || names.length > 1) return undefined
  const [name = '-'] = names
  try {
    const bytes = name === '-' ? Buffer.from(String(stdin), 'latin1') : files.readBytes(files.resolvePath(cwd, name))
    return binary(bytes.subarray(Math.max(first - 1, 0)))
  } catch (error) {
    return failed(`tail: can't open '${name}': ${reasonOf(error)}\ntail: no files\n`)
  }
}

function read(args: readonly string[]): {first?: number; names: string[]} {
  const names: string[] = []
  let count = ''
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const glued = /^(?:-c|--bytes=)(.+)$/.exec(arg)?.[1]
    if (arg === '-c' || arg === '--bytes') count = waiting.shift() ?? ''
    else if (glued !== undefined) count = glued
    else if (arg === '-q') continue
    else if (arg.startsWith('-') && arg !== '-') return {names}
    else names.push(arg)
  }
  const first = count.startsWith('+') ? blockSize(count.slice(1)) : Number.NaN
  return Number.isNaN(first) ? {names} : {first, names}
}
