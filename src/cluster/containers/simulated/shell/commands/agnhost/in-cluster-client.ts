import {createHash} from 'node:crypto'
import {klogLine} from '../../../programs/agnhost/klog-line.ts'
import type {Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {flagsOf} from './flags.ts'
import {apiServerUrl, askInCluster} from './in-cluster.ts'

/** `agnhost inclusterclient`: asks the API server for its health again and again, and tells by which token, as a hash. */
export const inClusterClient =
  ({host}: ShellParts): Run =>
  async (args, context) => {
    const interval = Number(flagsOf(args)['poll-interval'] ?? 30) * 1000
    const say = (text: string): void => host.stderr(Buffer.from(klogLine(host.now(), 'main.go:54', text)))
    const url = `${apiServerUrl(Object.fromEntries(context.env))}/healthz`
    say('started')
    for (;;) {
      await host.sleep(interval, context.signal)
      say('calling /healthz')
      try {
        const token = Buffer.from(host.files.readBytes('/var/run/secrets/kubernetes.io/serviceaccount/token'))
        say(`authz_header=${createHash('sha256').update(`salt|Bearer ${token}`).digest('base64url')}`)
        await askInCluster(host, url)
      } catch (error) {
        say('status=failed')
        say(`error checking /healthz: ${(error as Error).message}`)
      }
    }
  }
