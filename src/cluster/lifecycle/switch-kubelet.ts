import {builtin} from '../../api/builtin-resources.ts'
import type {Lease, Node} from '../../api/kinds.ts'
import {isNotFound} from '../../api/status-error.ts'
import {stoppedKubelet, stoppedSince} from '../../api/stopped-kubelet.ts'
import {timeOf} from '../../api/time.ts'
import {Client} from '../../client/client.ts'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {ServerTime} from '../../client/server-time.ts'
import {openCluster} from '../open/open-cluster.ts'
import {systemTime} from '../system-time.ts'

/** How often a kubelet that comes up is looked for, and how long between; milliseconds. */
const looks = 50
const interval = 100

/** Says on a node since when its kubelet is stopped, or no longer; its kubelet heeds that, now and whenever the cluster runs. Returns whether that is new. Throws where its kubelet does not come up. */
export async function switchKubelet(home: ClusterHome, name: string, to: 'stopped' | 'started'): Promise<boolean> {
  const {transport, settle, close} = await openCluster(home, {administrator: true})
  try {
    const time = new ServerTime(systemTime.now)
    const client = new Client(time.listening(transport!))
    const path = {...builtin.nodes, name}
    const node = await client.get<Node>(path)
    if ((stoppedSince(node) === undefined) === (to === 'started')) return false
    const value = to === 'stopped' ? timeOf(time.now()) : null
    const before = await renewalOf(client, name)
    await client.patch(path, 'merge', {metadata: {annotations: {[stoppedKubelet]: value}}})
    await settle?.()
    if (to === 'started' && (await endsAtOnce(client, name, before))) throw new Error(jobFailed(name))
    return true
  } finally {
    await close()
  }
}

/** Whether a kubelet that was started has ended again, for what is wrong on its node; one that comes up says so by its lease. */
async function endsAtOnce(client: Client, name: string, before: string | undefined): Promise<boolean> {
  for (let look = 0; look < looks; look += 1) {
    if (stoppedSince(await client.get<Node>({...builtin.nodes, name})) !== undefined) return true
    if ((await renewalOf(client, name)) !== before) return false
    await new Promise<void>(resolve => systemTime.wake(interval, resolve, {keepsAlive: true}))
  }
  return false
}

/** When a node's lease was renewed last; undefined where it has none. */
async function renewalOf(client: Client, name: string): Promise<string | undefined> {
  try {
    const {spec} = await client.get<Lease>({...builtin.leases, namespace: 'kube-node-lease', name})
    return spec?.renewTime as string | undefined
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/** In systemctl's words. */
const jobFailed = (node: string): string =>
  `Job for kubelet.service on ${node} failed because the control process exited with error code.\nSee "systemctl status kubelet.service" and "journalctl -xeu kubelet.service" for details.`
