import {nodeProcesses} from './process-namespace.ts'
import type {NodeAccess} from './shell/shell-host.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What a privileged container has of its node. */
export function nodeAccess({around}: SimulatedContainer): NodeAccess {
  const {node, hostPids = false} = around.sandbox.record.config
  return {
    hasProcesses: hostPids,
    files: () => around.volumes.filesOf(node),
    processes: () => nodeProcesses(around.node),
  }
}

/** Where a container has its node's whole disk. */
export const nodeDiskAt = ({record}: SimulatedContainer): string[] =>
  record.config.mounts
    .filter(({hostPath, subPath}) => hostPath === '/' && !subPath)
    .map(({containerPath}) => containerPath.replace(/\/+$/, ''))
