import {reasonOf} from '../../files/file-errors.ts'
import {blockSize} from './block-size.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Makes files of a size: fallocate, truncate. */
export const allocateCommands = ({host: {files}}: ShellParts): Record<string, Run> => ({
  fallocate: (args, {cwd}) => {
    const {size, names} = sized(args, 'l', 'length')
    const name = names.at(-1)
    if (size === undefined) return failed('fallocate: no length argument specified\n')
    if (name === undefined) return failed('fallocate: no filename specified\n')
    const bytes = blockSize(size)
    if (!(bytes > 0)) return failed('fallocate: invalid length value specified\n')
    try {
      files.writeWithZeros(files.resolvePath(cwd, name), new Uint8Array(), bytes)
      return ok()
    } catch (error) {
      const what = /^ENOSPC/.test((error as Error).message) ? 'fallocate failed' : `cannot open ${name}`
      return failed(`fallocate: ${what}: ${reasonOf(error)}\n`)
    }
  },
  truncate: (args, {cwd}) => {
    const {size, names} = sized(args, 's', 'size')
    if (size === undefined || names.length === 0) return failed('truncate: you must specify a file and its size\n')
    const change = /^[+-]/.test(size) ? (size[0] === '-' ? -1 : 1) : 0
    const amount = blockSize(size.replace(/^[+-]/, ''))
    if (Number.isNaN(amount)) return failed(`truncate: Invalid number: '${size}'\n`)
    let problems = ''
    for (const name of names) {
      const path = files.resolvePath(cwd, name)
      try {
        const before = exists(path) ? files.readBytes(path) : new Uint8Array()
        const after = change === 0 ? amount : Math.max(before.length + change * amount, 0)
        files.writeWithZeros(path, before.subarray(0, after), Math.max(after - before.length, 0))
      } catch (error) {
        problems += `truncate: ${name}: ${reasonOf(error)}\n`
      }
    }
    return problems ? failed(problems) : ok()

    function exists(path: string): boolean {
      try {
        return files.details(path).type === 'file'
      } catch {
        return false
      }
    }
  },
})

/** An option with a size, and what else is named. */
function sized(args: string[], letter: string, word: string): {size?: string; names: string[]} {
  const at = args.findIndex(arg => arg === `-${letter}` || arg === `--${word}`)
  const joined = args.find(arg => arg.startsWith(`--${word}=`) || new RegExp(`^-${letter}.`).test(arg))
  const size = at >= 0 ? args[at + 1] : joined?.replace(new RegExp(`^(-${letter}|--${word}=)`), '')
  const names = args.filter((arg, index) => !arg.startsWith('-') && (at < 0 || index !== at + 1))
  return {names, ...(size !== undefined && {size})}
}
