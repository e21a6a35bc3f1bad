import type {ResolvedCommandContext} from 'just-bash'
import {endingYes} from '../piped-yes.ts'
import {blockSize} from './block-size.ts'
import {endless} from './dd.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** As much as is put into a pipe where nobody bounds the container's memory; bytes. */
const enough = 64 * 1024 ** 2
/** What a program exits with whose reader is gone. */
const sigpipe = 141

/** What reads files that never end: those who keep what they read use up all memory there is, the others a processor. */
export function memoryEaters({host}: ShellParts, commands: Record<string, Run>): Record<string, Run> {
  const {memory} = host
  const keeping = (name: string): Run => {
    const otherwise: Run = commands[name] ?? ((args, context) => context.origCommand!(args))
    return async (args, context) => {
      if (args.some(arg => endless.test(arg))) await memory.hold(Number.POSITIVE_INFINITY)
      await memory.hold(String(context.stdin).length)
      return otherwise(args, context)
    }
  }
  const streaming =
    (name: string): Run =>
    async (args, context) => {
      if (args.some(arg => endless.test(arg))) await host.spin()
      return commands[name] ? commands[name](args, context) : context.origCommand!(args)
    }

  return {
    ...Object.fromEntries(['tail', 'tac', 'sort', 'sed', 'awk', 'grep', 'rev'].map(name => [name, keeping(name)])),
    ...Object.fromEntries(['cat', 'wc', 'md5sum', 'sha1sum', 'sha256sum', 'gzip'].map(name => [name, streaming(name)])),
    head: async (args, context) => {
      const file = args.find(arg => endless.test(arg))
      return file ? zeros(args, context) : context.origCommand!(args)
    },
    yes: async () => {
      await host.spin()
      return failed('')
    },
    [endingYes]: ([size = '', ...words]) => {
      const line = `${words.join(' ') || 'y'}\n`
      const bytes = Math.min(blockSize(size) || 0, limit())
      return {stdout: line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes), stderr: '', exitCode: sigpipe}
    },
  }

  /** What may be written into a pipe at once: enough to use up the container's memory, or this machine's in no case. */
  function limit(): number {
    return Math.min(Math.max(enough, (memory.limit ?? 0) + 1), 4 * enough)
  }

  /** `head -c 200M /dev/zero` */
  async function zeros(args: string[], _context: ResolvedCommandContext) {
    const at = args.findIndex(arg => arg === '-c' || arg === '--bytes')
    const text = at >= 0 ? args[at + 1] : args.find(arg => /^(-c.|--bytes=)/.test(arg))?.replace(/^(-c|--bytes=)/, '')
    if (text === undefined) await memory.hold(Number.POSITIVE_INFINITY)
    const size = blockSize(text ?? '0')
    if (Number.isNaN(size)) return failed(`head: invalid number '${text}'\n`)
    const stdout = '\0'.repeat(Math.min(size, limit()))
    return {stdout, stderr: '', exitCode: 0, stdoutKind: 'bytes' as const}
  }
}
