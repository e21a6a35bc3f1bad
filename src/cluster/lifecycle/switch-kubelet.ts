import {builtin} from '../../api/builtin-resources.ts'
import type {Node} from '../../api/kinds.ts'
import {stoppedKubelet, stoppedSince} from '../../api/stopped-kubelet.ts'
import {timeOf} from '../../api/time.ts'
import {Client} from '../../client/client.ts'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {ServerTime} from '../../client/server-time.ts'
import {openCluster} from '../open/open-cluster.ts'
import {systemTime} from '../system-time.ts'

/** Says on a node since when its kubelet is stopped, or no longer; its kubelet heeds that, now and whenever the cluster runs. Returns whether that is new. */
export async function switchKubelet(home: ClusterHome, name: string, to: 'stopped' | 'started'): Promise<boolean> {
  const {transport, settle, close} = await openCluster(home, {administrator: true})
  try {
    const time = new ServerTime(systemTime.now)
    const client = new Client(time.listening(transport!))
    const path = {...builtin.nodes, name}
    const node = await client.get<Node>(path)
    if ((stoppedSince(node) === undefined) === (to === 'started')) return false
    const value = to === 'stopped' ? timeOf(time.now()) : null
    await client.patch(path, 'merge', {metadata: {annotations: {[stoppedKubelet]: value}}})
    await settle?.()
    return true
  } finally {
    await close()
  }
}
