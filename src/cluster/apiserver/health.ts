import type {ApiResponse} from '../../client/transport.ts'

/** What the health endpoints ask; each rejects or answers false when something is wrong. */
export interface HealthProbes {
  /** The store answers. */
  etcd(): Promise<unknown>
  /** Whoever keeps encryption keys for us does; absent where nobody has to. */
  keys?(): Promise<unknown>
  /** False once the server is going down. */
  serving(): boolean
}

const startHooks = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'start-cluster-authentication-info-controller',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'bootstrap-controller',
  'start-kubernetes-service-cidr-controller',
  'aggregator-reload-proxy-client-cert',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
].map(name => `poststarthook/${name}`)

const openapiHooks = ['apiservice-openapi-controller', 'apiservice-openapiv3-controller'].map(
  name => `poststarthook/${name}`,
)

const common = [...startHooks, 'autoregister-completion', ...openapiHooks]

const checks: Record<string, string[]> = {
  healthz: ['ping', 'log', 'etcd', ...common],
  livez: ['ping', 'log', 'etcd', ...common],
  readyz: ['ping', 'log', 'etcd', 'etcd-readiness', 'informer-sync', ...common, 'shutdown'],
}

const checksOf = (name: string, {keys}: HealthProbes): string[] | undefined =>
  keys
    ? checks[name]?.flatMap(check => (check === beforeKeys[name] ? [check, 'kms-providers'] : [check]))
    : checks[name]

/** After which check that of the keys stands; a server that lives does so without them. */
const beforeKeys: Record<string, string> = {healthz: 'etcd', readyz: 'etcd-readiness'}

/** The paths under which every single check can be asked for. */
export const healthPaths = (probes: HealthProbes): string[] =>
  Object.keys(checks).flatMap(name => [`/${name}`, ...checksOf(name, probes)!.map(check => `/${name}/${check}`)])

/** `/healthz`, `/livez`, `/readyz` and their parts; undefined for any other path. */
export async function healthAnswer(
  path: string,
  query: URLSearchParams,
  probes: HealthProbes,
): Promise<ApiResponse | undefined> {
  const [, name = '', check] = /^\/(healthz|livez|readyz)(?:\/(.+))?$/.exec(path) ?? []
  const list = checksOf(name, probes)
  if (!list) return undefined
  if (check !== undefined) return list.includes(check) ? one(check, probes) : undefined
  return all(name, list, query, probes)
}

/** How each check of each endpoint stands now, by name. */
export async function healthStates(probes: HealthProbes): Promise<{name: string; type: string; healthy: boolean}[]> {
  const all = Object.keys(checks).flatMap(type => checksOf(type, probes)!.map(name => ({name, type})))
  const states = await Promise.all(
    all.map(async ({name, type}) => ({name, type, healthy: (await run(name, probes)) === undefined})),
  )
  return states.sort((a, b) => (`${a.name} ${a.type}` < `${b.name} ${b.type}` ? -1 : 1))
}

async function one(check: string, probes: HealthProbes): Promise<ApiResponse> {
  const complaint = await run(check, probes)
  return complaint === undefined ? healthy : text(500, `internal server error: ${complaint}\n`)
}

async function all(name: string, list: string[], query: URLSearchParams, probes: HealthProbes): Promise<ApiResponse> {
  const excluded = new Set(query.getAll('exclude'))
  const lines: string[] = []
  const failed: string[] = []
  for (const check of list) {
    if (excluded.delete(check)) {
      lines.push(`[+]${check} excluded: ok\n`)
      continue
    }
    const complaint = await run(check, probes)
    if (complaint === undefined) lines.push(`[+]${check} ok\n`)
    else {
      failed.push(check)
      lines.push(`[-]${check} failed: reason withheld\n`)
    }
  }
  if (excluded.size > 0) {
    const words = [...excluded].map(word => JSON.stringify(word)).join(',')
    lines.push(`warn: some health checks cannot be excluded: no matches for ${words}\n`)
  }
  if (failed.length > 0) return text(500, `${lines.join('')}${name} check failed\n`)
  return text(200, query.has('verbose') ? `${lines.join('')}${name} check passed\n` : 'ok')
}

async function run(check: string, probes: HealthProbes): Promise<string | undefined> {
  if (check === 'shutdown') return probes.serving() ? undefined : 'process is shutting down'
  if (check !== 'etcd' && check !== 'etcd-readiness' && check !== 'kms-providers') return undefined
  try {
    await (check === 'kms-providers' ? probes.keys!() : probes.etcd())
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** A check that is asked by itself leaves its type to be guessed. */
const healthy: ApiResponse = {
  status: 200,
  headers: {'content-type': 'text/plain; charset=utf-8'},
  body: {type: 'text', text: 'ok'},
}

const text = (status: number, body: string): ApiResponse => ({
  status,
  headers: {'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff'},
  body: {type: 'text', text: body},
})
