import {nodeProcesses} from './process-namespace.ts'
import type {NodeAccess} from './shell/shell-host.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What a privileged container has of its node. */
export function nodeAccess({record, around}: SimulatedContainer): NodeAccess {
  const {node, hostPids = false} = around.sandbox.record.config
  return {
    diskAt: record.config.mounts
      .filter(({hostPath, subPath}) => hostPath === '/' && !subPath)
      .map(({containerPath}) => containerPath.replace(/\/+$/, '')),
    hasProcesses: hostPids,
    files: () => around.volumes.filesOf(node),
    processes: () => nodeProcesses(around.node),
  }
}
