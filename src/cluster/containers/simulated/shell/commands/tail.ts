import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {reasonOf} from '../../files/file-errors.ts'
import {internal} from '../script-transform.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'
import {tailFrom} from './tail-from.ts'

/** tail, which with -f or -F goes on as the file grows; in a pipe, what comes after it is run for each growth. */
export function tailCommand({host, spawn}: ShellParts): Record<string, Run> {
  const follow = async (
    args: string[],
    context: ResolvedCommandContext,
    put: (data: Uint8Array) => unknown,
  ): Promise<ExecResult> => {
    const name = args.filter(arg => !arg.startsWith('-')).at(-1) ?? ''
    const path = host.files.resolvePath(context.cwd, name)
    if (!args.some(arg => /^-[a-zA-Z]*F$|^--retry$/.test(arg))) {
      try {
        host.files.readBytes(path)
      } catch (error) {
        return failed(`tail: can't open '${name}': ${reasonOf(error)}\ntail: no files\n`)
      }
    }
    await put(Buffer.from(lastLines(textNow(path), args)))
    try {
      await host.idle(follows(path, put, context.signal), context.signal)
    } catch (error) {
      if (host.signal.aborted) throw error
      return failed('', 143)
    }
    return ok()
  }

  return {
    tail: async (args, context) => {
      if (args.some(isFollow)) return follow(args, context, host.stdout)
      return (await tailFrom(host.files, args, context)) ?? context.origCommand!(args)
    },
    [internal.follow]: async ([rest = '', ...args], context) => {
      let partial = ''
      let last: Promise<unknown> = Promise.resolve()
      const pipe = (data: Uint8Array): Promise<unknown> => {
        const text = partial + Buffer.from(data).toString()
        const end = text.lastIndexOf('\n') + 1
        partial = text.slice(end)
        const env = Object.fromEntries(context.env)
        const lines = Buffer.from(text.slice(0, end))
        if (end > 0) {
          const before = last
          last = host.work(() => before.then(() => spawn(rest, env, context.cwd, {stdin: lines})))
        }
        return last
      }
      return follow(args, context, pipe)
    },
  }

  async function follows(
    path: string,
    put: (data: Uint8Array) => unknown,
    ends: AbortSignal = host.signal,
  ): Promise<void> {
    let seen = textNow(path).length
    await new Promise<void>((_, reject) => {
      const off = host.files.watch(path, () => {
        const bytes = textNow(path)
        if (bytes.length > seen) void put(bytes.subarray(seen))
        seen = bytes.length
      })
      for (const signal of new Set([host.signal, ends]))
        signal.addEventListener('abort', () => {
          off()
          reject(signal.reason)
        })
    })
  }

  function textNow(path: string): Uint8Array {
    try {
      return host.files.readBytes(path)
    } catch {
      return new Uint8Array()
    }
  }
}

const isFollow = (arg: string): boolean => /^-[a-zA-Z]*[fF]$/.test(arg) || arg === '--follow'

/** What tail begins with: the last ten lines, or as many as `-n 3`, `-n3`, `-3` say; from the third one with `-n +3`. */
function lastLines(bytes: Uint8Array, args: string[]): string {
  const lines = Buffer.from(bytes)
    .toString()
    .split(/(?<=\n)/)
  const at = args.findIndex(arg => /^-\w*n$/.test(arg))
  const count =
    at >= 0 ? (args[at + 1] ?? '10') : (args.map(arg => /^-(?:\w*n)?(\+?\d+)$/.exec(arg)?.[1]).find(Boolean) ?? '10')
  if (count.startsWith('+')) return lines.slice(Math.max(Number(count) - 1, 0)).join('')
  return Number(count) > 0 ? lines.slice(-Number(count)).join('') : ''
}
