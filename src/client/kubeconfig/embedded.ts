import type {ConnectionOptions} from '../connection.ts'
import type {Kubeconfig, KubeconfigCluster, KubeconfigUser} from './kubeconfig.ts'

/** What marks a kubeconfig's entries as the embedded cluster's own; its `name` says which cluster. */
export const embeddedExtension = 'kctl.dev/cluster'

/** The name of the embedded cluster that a kubeconfig's cluster or user belongs to. */
export function embeddedName({extensions}: KubeconfigCluster | KubeconfigUser): string | undefined {
  if (!Array.isArray(extensions)) return undefined
  const found = extensions.find(entry => entry?.name === embeddedExtension)
  return typeof found?.extension?.name === 'string' ? found.extension.name : undefined
}

/** The context of an embedded cluster: `kctl`, or `kctl-NAME` for any but the default one. */
export const embeddedContext = (name: string): string => (name === 'default' ? 'kctl' : `kctl-${name}`)

/** The entries of one kubeconfig on top of another's. */
export function withEntries(config: Kubeconfig, entries: Kubeconfig): Kubeconfig {
  const merged = <T extends {name: string}>(old: T[], fresh: T[]): T[] => [
    ...old.filter(({name}) => !fresh.some(entry => entry.name === name)),
    ...fresh,
  ]
  return {
    ...config,
    clusters: merged(config.clusters, entries.clusters),
    users: merged(config.users, entries.users),
    contexts: merged(config.contexts, entries.contexts),
  }
}

/** Which embedded cluster a command means by its environment and flags alone, before any file is read. */
export const wantedCluster = ({env}: Pick<ConnectionOptions, 'env'>): string => env['KCTL_CLUSTER'] || 'default'
