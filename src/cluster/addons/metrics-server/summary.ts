import type {Client} from '../../../client/client.ts'

export interface Usage {
  cpu?: {usageNanoCores?: number}
  memory?: {workingSetBytes?: number}
}

export type ContainerStats = Usage & {name: string}

/** The part of the kubelet's stats summary that metrics are made of. */
export interface Summary {
  node: Usage
  pods: {podRef: {name: string; namespace: string}; containers: ContainerStats[]}[]
}

/** What a node's kubelet says; undefined when it cannot be reached. */
export async function nodeSummary(client: Client, node: string): Promise<Summary | undefined> {
  const url = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/stats/summary`
  const {body} = await client.send({method: 'GET', url}).catch(() => ({body: undefined}))
  if (body?.type === 'object') return body.object as unknown as Summary
  if (body?.type === 'bytes') return JSON.parse(Buffer.from(body.bytes).toString()) as Summary
  return body?.type === 'text' ? (JSON.parse(body.text) as Summary) : undefined
}
