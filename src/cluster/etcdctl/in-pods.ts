import type {EtcdClient} from '../containers/etcd-client.ts'
import type {Store} from '../etcd/store.ts'
import {containerFiles} from './container-files.ts'
import {runEtcdutl} from './etcdutl.ts'
import {exitCodes, Failure} from './failure.ts'
import {defaultEndpoint} from './global-flags.ts'
import {type EtcdctlContext, runEtcdctl} from './run.ts'
import {connectSecurely, type EtcdServer} from './secure-connection.ts'

/** etcdctl and etcdutl for containers and nodes: on the cluster's own store, reached as etcd's server is, with files of the container. */
export const etcdInPods =
  (store: Store, server: EtcdServer): EtcdClient =>
  (program, argv, host) => {
    const context: EtcdctlContext = {
      openStore: async () => keptOpen(store),
      restoreCluster: async () => {
        throw new Failure(
          exitCodes.error,
          'a cluster cannot be restored from within: give --data-dir, or use kctl etcdctl snapshot restore',
        )
      },
      stdin: (async function* () {
        yield host.stdin
      })(),
      stdout: host.stdout,
      stderr: host.stderr,
      env: host.env,
      signal: host.signal,
      endpoint: defaultEndpoint,
      files: containerFiles(host.files, host.cwd),
      connect: flags => connectSecurely(flags, host, server),
    }
    return program === 'etcdutl' ? runEtcdutl(argv, context) : runEtcdctl(argv, context)
  }

/** The store for who closes what he has opened. */
const keptOpen = (store: Store): Store =>
  new Proxy(store, {
    get(target, name) {
      if (name === 'close') return async () => {}
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
