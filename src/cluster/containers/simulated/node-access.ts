import type {NodeAccess} from './shell/shell-host.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What runs on every node beside its containers. */
const processes = [
  {pid: 1, user: 'root', command: '/sbin/init'},
  {pid: 98, user: 'root', command: '/usr/bin/containerd'},
  {pid: 214, user: 'root', command: '/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml'},
]

/** What a privileged container has of its node. */
export function nodeAccess({record, around}: SimulatedContainer): NodeAccess {
  const {node, hostPids = false} = around.sandbox.record.config
  return {
    diskAt: record.config.mounts
      .filter(({hostPath, subPath}) => hostPath === '/' && !subPath)
      .map(({containerPath}) => containerPath.replace(/\/+$/, '')),
    hasProcesses: hostPids,
    files: () => around.volumes.filesOf(node),
    processes: () => processes,
  }
}
