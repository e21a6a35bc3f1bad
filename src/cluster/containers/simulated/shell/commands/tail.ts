import type {ExecResult} from 'just-bash'
import type {Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** tail, which with -f or -F goes on as the file grows. */
export function tailCommand({host}: ShellParts): Record<string, Run> {
  return {
    tail: async (args, context): Promise<ExecResult> => {
      const original = (context as {origCommand?: (words: string[]) => Promise<ExecResult>}).origCommand!
      const follow = args.some(arg => /^-[a-zA-Z]*[fF]$/.test(arg) || arg === '--follow')
      if (!follow) return original(args)
      const path = host.files.resolvePath(context.cwd, args.filter(arg => !arg.startsWith('-')).at(-1) ?? '')
      const started = await original(
        args
          .map(arg => arg.replace(/^(-[a-zA-Z]*)[fF]$/, '$1'))
          .filter(arg => arg !== '-' && arg !== '--follow' && arg !== '--retry'),
      )
      if (started.exitCode !== 0 && !args.some(arg => /^-[a-zA-Z]*F$/.test(arg))) return started
      host.stdout(Buffer.from(started.stdout))
      await host.idle(follows(path))
      return {stdout: '', stderr: '', exitCode: 0}
    },
  }

  async function follows(path: string): Promise<void> {
    let seen = sizeNow(path)
    await new Promise<void>((_, reject) => {
      const off = host.files.watch(path, () => {
        const size = sizeNow(path)
        if (size > seen) host.stdout(host.files.readBytes(path).subarray(seen))
        seen = size
      })
      host.signal.addEventListener('abort', () => {
        off()
        reject(host.signal.reason)
      })
    })
  }

  function sizeNow(path: string): number {
    try {
      return host.files.readBytes(path).length
    } catch {
      return 0
    }
  }
}
