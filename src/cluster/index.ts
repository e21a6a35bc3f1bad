/**
 * The embedded cluster's door. `openCluster` is the whole cluster for one command, `serveCluster` the same as a daemon. It is opened, lazily, by
 * client/connect.ts and by the cluster, clock, node, etcdctl and why commands, and nowhere else; behind it, cluster.ts joins the parts.
 */

export {type ClusterHome, type ClusterName, clusterHome} from '../client/embedded/cluster-home.ts'
export type {AuditSettings} from './apiserver/audit/index.ts'
export type {AuthorizationSettings} from './apiserver/auth/authorization/index.ts'
export type {ClockReading} from './daemon/control.ts'
export {type ApiServerSettings, type AuthenticationSettings, clusterParts} from './lifecycle/settings.ts'
export type {ClusterStatus} from './lifecycle/status.ts'
export type {Caller, OpenCluster} from './open/open-cluster.ts'

import type {Pod} from '../api/kinds.ts'
import type {Client} from '../client/client.ts'
import type {ClusterHome, ClusterName} from '../client/embedded/cluster-home.ts'
import type {Kubeconfig} from '../client/kubeconfig/kubeconfig.ts'
import type {ClockReading} from './daemon/control.ts'
import type {RunningDaemon} from './daemon/run-daemon.ts'
import type {Store} from './etcd/store.ts'
import type {RestoreOptions} from './lifecycle/restore.ts'
import type {ClusterSettings} from './lifecycle/settings.ts'
import type {ClusterStatus} from './lifecycle/status.ts'
import type {Caller, OpenCluster} from './open/open-cluster.ts'
import type {Placement} from './scheduler/index.ts'

/** A way to a cluster of this machine: to its daemon if one runs, else one that lives as long as this process. */
export const openCluster = async (home: ClusterHome, caller: Caller): Promise<OpenCluster> =>
  (await import('./open/open-cluster.ts')).openCluster(home, caller)

/** Runs a cluster in this process and serves it until it is stopped. */
export const serveCluster = async (home: ClusterHome, settings: ClusterSettings): Promise<RunningDaemon> =>
  (await import('./lifecycle/serve.ts')).serveCluster(home, settings)

/** Runs a cluster in a process of its own; resolves when it answers. */
export const launchCluster = async (options: {home: ClusterHome; command: string[]; nodes: number}) =>
  (await import('./daemon/launch.ts')).launchDaemon(options)

/** Stops the daemon; false when none runs. */
export const stopCluster = async (home: ClusterHome): Promise<boolean> =>
  (await import('./daemon/launch.ts')).stopDaemon(home)

export const clusterStatus = async (home: ClusterHome): Promise<ClusterStatus> =>
  (await import('./lifecycle/status.ts')).clusterStatus(home)

/** The names of the clusters that this home has. */
export const listClusters = async (home: ClusterHome): Promise<string[]> =>
  (await import('./lifecycle/list.ts')).listClusters(home)

/** Removes a cluster with all that it has. Its daemon must not run. */
export const deleteCluster = async (home: ClusterHome): Promise<void> =>
  (await import('./lifecycle/delete.ts')).deleteCluster(home)

/** Empties a cluster. Its daemon must not run. */
export const resetCluster = async (home: ClusterHome): Promise<void> =>
  (await import('./lifecycle/reset.ts')).resetCluster(home)

/** Replaces what a cluster stores by a snapshot. Nobody may run it meanwhile. */
export const restoreCluster = async (home: ClusterHome, options: RestoreOptions): Promise<void> =>
  (await import('./lifecycle/restore.ts')).restoreCluster(home, options)

/** Reads, moves, stops or resumes the cluster's clock. */
export const clusterClock = async (
  home: ClusterHome,
  action: 'read' | 'pause' | 'resume' | {advance: number},
): Promise<ClockReading & {instants?: number}> => (await import('./lifecycle/clock.ts')).clusterClock(home, action)

/** Stops or starts a node's kubelet; false if it was so already. Throws NotFound where there is no such node. */
export const switchKubelet = async (home: ClusterHome, node: string, to: 'stopped' | 'started'): Promise<boolean> =>
  (await import('./lifecycle/switch-kubelet.ts')).switchKubelet(home, node, to)

/** The administrator's kubeconfig, with one context. */
export const clusterKubeconfig = async (home: ClusterHome): Promise<Kubeconfig> =>
  (await import('./lifecycle/kubeconfig.ts')).clusterKubeconfig(home)

/** The cluster's etcd, for etcdctl. Any number of processes may have it open. */
export const openStore = async (name: ClusterName & {readOnly?: boolean} = {}): Promise<Store> =>
  (await import('./open/open-store.ts')).openStore(name)

/** What every scheduler plugin says of a pod on every node of whatever cluster the client leads to. */
export const explainPlacement = async (client: Client, pod: Pod): Promise<Placement> =>
  (await import('./scheduler/index.ts')).explainPlacement(client, pod)
