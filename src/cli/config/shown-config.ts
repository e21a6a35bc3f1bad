import type {JsonObject} from '../../api/object.ts'
import type {Kubeconfig, KubeconfigUser} from '../../client/kubeconfig/kubeconfig.ts'

/** The config in the order of its Go structs, as JSON shows it; empty lists are null. */
export function shownConfig(config: Kubeconfig): object {
  const ordered = (entry: object, keys: readonly string[]) =>
    Object.fromEntries(
      keys.flatMap(key =>
        key in entry ? [[key, key === 'extensions' ? named(entry) : entry[key as keyof typeof entry]]] : [],
      ),
    )
  const list = <Entry extends {name: string}, Shown>(entries: readonly Entry[], show: (entry: Entry) => Shown) =>
    entries.length > 0 ? entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(show) : null
  return {
    kind: 'Config',
    apiVersion: 'v1',
    ...shownPreferences(config.preferences ?? {}),
    clusters: list(config.clusters, ({name, cluster}) => ({
      name,
      cluster: {server: '', ...ordered(cluster, clusterKeys)},
    })),
    users: list(config.users, ({name, user}) => ({
      name,
      user: ordered(shownUser(user), userKeys),
    })),
    contexts: list(config.contexts, ({name, context}) => ({
      name,
      context: {cluster: '', user: '', ...ordered(context, ['cluster', 'user', 'namespace', 'extensions'])},
    })),
    'current-context': config['current-context'] ?? '',
    ...(named(config).length > 0 && {extensions: named(config)}),
  }
}

const clusterKeys = [
  'server',
  'tls-server-name',
  'insecure-skip-tls-verify',
  'certificate-authority',
  'certificate-authority-data',
  'proxy-url',
  'disable-compression',
  'extensions',
]
const userKeys = [
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'token',
  'tokenFile',
  'as',
  'as-uid',
  'as-groups',
  'as-user-extra',
  'username',
  'password',
  'auth-provider',
  'exec',
  'extensions',
]

const execKeys = ['command', 'args', 'env', 'apiVersion', 'installHint', 'provideClusterInfo', 'interactiveMode']

/** Go writes all of a plugin, and a provider's configuration, whether or not there is any. */
function shownUser(user: KubeconfigUser): object {
  const {exec} = user
  const provider = user['auth-provider']
  const always = {args: null, env: null, provideClusterInfo: false}
  const old = /^client\.authentication\.k8s\.io\/v1(alpha|beta)1$/.test(exec?.apiVersion ?? '')
  const plugin = {...always, ...exec, ...(old && !exec?.interactiveMode && {interactiveMode: 'IfAvailable'})}
  return {
    ...user,
    ...(exec && {
      exec: Object.fromEntries(
        execKeys.flatMap(key =>
          key in plugin && (key === 'command' || plugin[key as never] !== '') ? [[key, plugin[key as never]]] : [],
        ),
      ),
    }),
    ...(provider && {'auth-provider': {name: provider.name, config: provider.config ?? null}}),
  }
}

/** Preferences that are none are not shown. */
function shownPreferences(preferences: JsonObject): {preferences?: object} {
  const extensions = named(preferences)
  const shown = {...(preferences['colors'] === true && {colors: true}), ...(extensions.length > 0 && {extensions})}
  return Object.keys(shown).length > 0 ? {preferences: shown} : {}
}

/** Extensions name themselves first, and are in the order of their names; the last of a name counts, others being without a value. */
function named(entry: object): {name: string; extension: unknown}[] {
  const given = (entry as {extensions?: ({name?: string; extension?: unknown} | null)[] | null}).extensions ?? []
  const byName = new Map<string, unknown>()
  for (const one of given) byName.set(one?.name ?? '', one?.extension ?? null)
  return [...byName].map(([name, extension]) => ({name, extension})).sort((a, b) => (a.name < b.name ? -1 : 1))
}
