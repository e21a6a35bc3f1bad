import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** `hexdump -C` (and `hd`): bytes in sixteen columns, beside what they are in ASCII. Other forms are as `-C`. */
export const hexdumpCommand = ({host}: ShellParts): Record<string, Run> => {
  const dump: Run = (args, context) => {
    const names = args.filter(arg => !arg.startsWith('-'))
    const parts: Uint8Array[] = []
    for (const name of names) {
      try {
        parts.push(host.files.readBytes(host.files.resolvePath(context.cwd, name)))
      } catch {
        return failed(`hexdump: ${name}: No such file or directory\n`)
      }
    }
    const bytes = names.length > 0 ? Buffer.concat(parts) : Buffer.from(String(context.stdin), 'latin1')
    return {stdout: canonical(bytes), stderr: '', exitCode: 0}
  }
  return {hexdump: dump, hd: dump}
}

function canonical(bytes: Buffer): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)]
    const hex = Array.from({length: 16}, (_, index) => (index < row.length ? byte(row[index]!) : '  '))
    const columns = `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`
    const ascii = row.map(value => (value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.')).join('')
    lines.push(`${offset(at)}  ${columns}  |${ascii}|\n`)
  }
  return bytes.length > 0 ? `${lines.join('')}${offset(bytes.length)}\n` : ''
}

const byte = (value: number): string => value.toString(16).padStart(2, '0')
const offset = (value: number): string => value.toString(16).padStart(8, '0')
