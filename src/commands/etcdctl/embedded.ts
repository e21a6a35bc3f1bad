import type {CliContext} from '../../cli/cli-context.ts'
import {defaultEndpoint} from '../../cluster/etcdctl/global-flags.ts'
import {hostFiles} from '../../cluster/etcdctl/host-files.ts'
import {toOwnEndpoint} from '../../cluster/etcdctl/own-endpoint.ts'
import {runEtcdctl} from '../../cluster/etcdctl/run.ts'

/** Runs an etcdctl line on the embedded cluster that the environment names; resolves to the exit code. */
export function etcdctl(argv: string[], {stdin, stdout, stderr, env, signal, now}: CliContext): Promise<number> {
  const cluster = {home: env['KCTL_HOME'] || undefined, name: env['KCTL_CLUSTER'] || undefined}
  return runEtcdctl(argv, {
    openStore: async ({readOnly}) => (await import('../../cluster/index.ts')).openStore({...cluster, readOnly}),
    restoreCluster: async (snapshot, {skipHashCheck}) => {
      const {clusterHome, restoreCluster} = await import('../../cluster/index.ts')
      const home = clusterHome(cluster)
      await restoreCluster(home, {snapshot, skipHashCheck, now: now()})
      stderr.write(`restored ${snapshot} into cluster "${home.name}"\n`)
    },
    stdin,
    stdout,
    stderr,
    env,
    signal: signal ?? new AbortController().signal,
    endpoint: defaultEndpoint,
    files: hostFiles,
    connect: flags => toOwnEndpoint(flags, defaultEndpoint),
  })
}
