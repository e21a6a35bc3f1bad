import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** etcdctl and etcdutl: on the cluster's own store. */
export function etcdTools({host}: ShellParts): Record<string, Run> {
  const run =
    (program: 'etcdctl' | 'etcdutl'): Run =>
    async (args, context) => {
      const client = host.network.ownPrograms?.etcdClient
      if (!client) return failed(`${program}: there is no etcd\n`)
      const out: string[] = []
      const err: string[] = []
      const exitCode = await client(program, args, {
        files: host.files,
        cwd: context.cwd,
        env: Object.fromEntries(context.env),
        stdin: String(context.stdin),
        stdout: {write: text => out.push(text)},
        stderr: {write: text => err.push(text)},
        signal: host.signal,
        ip: host.peer.ip,
        now: () => host.now(),
        sleep: milliseconds => host.sleep(milliseconds, context.signal),
      })
      return {stdout: out.join(''), stderr: err.join(''), exitCode}
    }
  return {etcdctl: run('etcdctl'), etcdutl: run('etcdutl')}
}
