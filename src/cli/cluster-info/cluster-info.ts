import type {Service} from '../../api/kinds.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'

/** Says where the control plane and its services are. */
export async function clusterInfo(invocation: Invocation<FlagSet>): Promise<void> {
  const {discovery} = await invocation.connect()
  try {
    await discovery.resource('services')
    await showAddresses(invocation)
  } finally {
    invocation.out(
      `\nTo further debug and diagnose cluster problems, use '${invocation.context.program} cluster-info dump'.\n`,
    )
  }
}

async function showAddresses(invocation: Invocation<FlagSet>): Promise<void> {
  const {client, host} = await invocation.connect()
  const namespace = String(invocation.flags['namespace'] ?? '') || 'kube-system'
  const {items} = await client.list<Service>(
    {group: '', version: 'v1', resource: 'services', namespace},
    {labelSelector: 'kubernetes.io/cluster-service=true'},
  )
  const say = (name: string, address: string) => invocation.out(`${name} is running at ${address}\n`)
  say('Kubernetes control plane', host)
  for (const service of items)
    say(service.metadata.labels?.['kubernetes.io/name'] || service.metadata.name!, addressOf(service, host))
}

function addressOf({metadata, spec, status}: Service, host: string): string {
  const [ingress] = status?.loadBalancer?.ingress ?? []
  const ports = spec?.ports ?? []
  if (ingress) return ports.map(({port}) => `http://${ingress.ip || ingress.hostname}:${port} `).join('')
  const [port] = ports
  const secure = port?.name === 'https' || port?.port === 443
  const name = port ? joined(secure ? 'https' : '', metadata.name!, port.name ?? '') : metadata.name!
  return `${host}/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`
}

/** `https:name:port`, as short as it can be. */
function joined(scheme: string, name: string, port: string): string {
  if (scheme) return `${scheme}:${name}:${port}`
  return port ? `${name}:${port}` : name
}
