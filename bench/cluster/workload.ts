import type {Client} from '../../src/client/client.ts'

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual)

/** How large the cluster is, and what is to run in it. */
export const size = {
  nodes: number('NODES', 1000),
  deployments: number('DEPLOYMENTS', Math.ceil(number('PODS', 10_000) / 100)),
  replicas: number('REPLICAS', Math.min(100, number('PODS', 10_000))),
}

export const pods = size.deployments * size.replicas

/** Makes the Deployments, and resolves when all their pods are Ready. */
export async function deploy(client: Client): Promise<void> {
  const ready = allReady(client)
  await Promise.all(Array.from({length: size.deployments}, (_, index) => create(client, index)))
  await ready
}

/** Only pods that run are watched, so that whoever counts takes as little time as can be; begins again where a busy server has ended the watch. */
async function allReady(client: Client): Promise<void> {
  const ready = new Set<string>()
  const path = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
  for (;;)
    for await (const {object} of client.watch(path, {fieldSelector: 'status.phase=Running'})) {
      const status = object['status'] as {conditions?: {type: string; status: string}[]}
      if (status.conditions?.some(({type, status}) => type === 'Ready' && status === 'True'))
        ready.add(object.metadata.uid!)
      if (ready.size === pods) return
    }
}

function create(client: Client, index: number): Promise<unknown> {
  const labels = {app: `web-${index}`}
  const container = {name: 'c', image: 'nginx:1.27', resources: {requests: {cpu: '100m', memory: '64Mi'}}}
  return client.create(
    {group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default'},
    {
      metadata: {name: `web-${index}`},
      spec: {
        replicas: size.replicas,
        selector: {matchLabels: labels},
        template: {metadata: {labels}, spec: {containers: [container]}},
      },
    },
  )
}
