import type {Connection} from '../connection.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {SimulatedNetwork} from './simulated-network.ts'
import type {SimulatedSandbox} from './simulated-sandboxes.ts'

/** Opens a connection to a port from within a sandbox; Unavailable, in containerd's words, if nobody listens. */
export function portForward(network: SimulatedNetwork, sandbox: SimulatedSandbox, port: number): Connection {
  const {id, config} = sandbox.record
  const {namespace, node, uid} = config
  // Sandboxes with the host's network share its address: only the sandbox itself tells them apart.
  const listener = sandbox.network.listener(port)
  const connection = network.open(listener, {ip: '127.0.0.1', namespace, node, searches: []})
  if (typeof connection !== 'string') return connection
  throw new RuntimeError(
    'Unavailable',
    `failed to execute portforward in network namespace "/var/run/netns/cni-${uid}": failed to connect to localhost:${port} inside namespace "${id}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused `,
  )
}
