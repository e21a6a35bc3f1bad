import type {NodeRuntime} from '../node-runtime.ts'
import {nodeProcesses} from '../process-namespace.ts'
import type {ShellHost} from './shell-host.ts'

/** The host of a shell that runs on a node itself, as root. */
export async function onNode({denied: _ofImage, ...host}: ShellHost, node: NodeRuntime): Promise<ShellHost> {
  const processes = () => nodeProcesses(node)
  return {
    ...host,
    family: 'debian',
    hostname: node.name,
    uid: 0,
    gid: 0,
    groups: [0],
    privileged: true,
    node,
    nodeDiskAt: [''],
    nodeAccess: {hasProcesses: true, files: node.files, processes},
    peer: {...host.peer, node: node.name, ...(node.address() !== undefined && {ip: node.address()!})},
    files: await node.files(),
    processes,
    serves: false,
  }
}
