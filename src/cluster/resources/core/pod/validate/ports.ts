import {duplicate, required} from '../../../../../api/field-error.ts'
import type {Container} from '../../../../../api/kinds.ts'
import {isPortName} from '../../../../../api/names.ts'
import {type Errors, invalidBecause, requiredWord} from '../../../validation/errors.ts'
import {protocols, validatePortNumber} from '../../../validation/ports.ts'

type Ports = NonNullable<Container['ports']>

export function* validateContainerPorts(path: string, ports: Ports | undefined): Errors {
  const names = new Set<string>()
  for (const [index, {name, containerPort, hostPort, protocol}] of (ports ?? []).entries()) {
    const at = `${path}[${index}]`
    if (name) {
      const messages = isPortName(name)
      yield* invalidBecause(`${at}.name`, name, messages)
      if (messages.length === 0 && names.has(name)) yield duplicate(`${at}.name`, name)
      names.add(name)
    }
    if (!containerPort) yield required(`${at}.containerPort`)
    else yield* validatePortNumber(`${at}.containerPort`, containerPort)
    if (hostPort) yield* validatePortNumber(`${at}.hostPort`, hostPort)
    yield* requiredWord(`${at}.protocol`, protocol, protocols)
  }
}

/** No two containers of these listen on the same port of the host. */
export function* hostPortConflicts(path: string, containers: readonly Container[]): Errors {
  const taken = new Set<string>()
  for (const [index, container] of containers.entries())
    for (const [port, {protocol, hostIP, hostPort}] of (container.ports ?? []).entries()) {
      if (!hostPort) continue
      const key = `${protocol}/${hostIP ?? ''}/${hostPort}`
      if (taken.has(key)) yield duplicate(`${path}[${index}].ports[${port}].hostPort`, key)
      taken.add(key)
    }
}
