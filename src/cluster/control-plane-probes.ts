import type {ComponentProbe} from './apiserver/server-parts.ts'
import type {Store} from './etcd/store.ts'
import type {ClusterPart, ClusterSettings} from './lifecycle/settings.ts'

/** Where Kubernetes' own programs say how they are. */
const ports = {scheduler: 10259, 'controller-manager': 10257}

/** How long a program may take to say so; milliseconds. */
const patience = 20_000

/**
 * The parts of the control plane that componentstatuses tells of. A part that runs in this process lives as long as the answer takes; one that does not may be
 * Kubernetes' own program in its place, and is asked.
 */
export const controlPlaneProbes = (store: Store, {disabled = []}: ClusterSettings): ComponentProbe[] => [
  partProbe('scheduler', 'scheduler', disabled),
  partProbe('controller-manager', 'controllers', disabled),
  {
    name: 'etcd-0',
    async probe() {
      await store.range({key: '/registry/health', countOnly: true})
      return undefined
    },
  },
]

const partProbe = (name: keyof typeof ports, part: ClusterPart, disabled: readonly ClusterPart[]): ComponentProbe => ({
  name,
  probe: async () => (disabled.includes(part) ? askHealth(`https://127.0.0.1:${ports[name]}/healthz`) : undefined),
})

/** What is wrong with the program at a URL, in the words of Go's HTTP client. Its certificate is its own, and proves nothing. */
async function askHealth(url: string): Promise<string | undefined> {
  const {get} = await import('node:https')
  return new Promise(resolve => {
    const failed = ({code, message}: NodeJS.ErrnoException) => {
      const why = code === 'ECONNREFUSED' ? `dial tcp ${new URL(url).host}: connect: connection refused` : message
      resolve(`Get "${url}": ${why}`)
    }
    const request = get(url, {rejectUnauthorized: false, agent: false, timeout: patience}, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', failed)
      response.on('end', () => resolve(response.statusCode === 200 ? undefined : Buffer.concat(parts).toString()))
    })
    request.on('timeout', () => request.destroy(new Error('context deadline exceeded')))
    request.on('error', failed)
  })
}
