import {isDenied} from './missing-executable.ts'
import {nodeAccess, nodeDiskAt} from './node-access.ts'
import type {ShellHost} from './shell/shell-host.ts'
import type {SimulatedContainer} from './simulated-container.ts'

type ContainerHost = Pick<
  ShellHost,
  | 'family'
  | 'hostname'
  | 'sandboxId'
  | 'uid'
  | 'gid'
  | 'groups'
  | 'privileged'
  | 'nodeDiskAt'
  | 'nodeAccess'
  | 'sysctls'
  | 'network'
  | 'node'
  | 'peer'
  | 'processes'
  | 'kill'
  | 'run'
  | 'listen'
  | 'denied'
>

/** What a container is to every shell in it. */
export function containerHost(container: SimulatedContainer): ContainerHost {
  const {around, record} = container
  const {hostname, sysctls = {}} = around.sandbox.record.config
  return {
    family: around.image.definition.family,
    hostname,
    sandboxId: around.sandbox.record.id,
    uid: container.uid,
    gid: container.gid,
    groups: container.groups,
    privileged: record.config.privileged ?? false,
    nodeDiskAt: nodeDiskAt(container),
    ...(record.config.privileged && {nodeAccess: nodeAccess(container)}),
    sysctls,
    network: around.network,
    node: around.node,
    peer: container.peer,
    processes: () => container.processes(),
    kill: (pid, signal) => container.kill(pid, signal),
    listen: (argv, port, listener) => container.listen(argv, port, listener),
    run: (argv, overrides, signal) => container.spawn(argv, overrides, signal),
    ...(!around.image.known && {denied: isDenied}),
  }
}
