import type {Container, Pod, Service} from '../../../api/kinds.ts'
import {fieldValue, resourceValue} from '../volumes/downward.ts'
import type {ObjectSource} from '../volumes/object-source.ts'

/** A container that cannot be configured. */
export class ConfigError extends Error {
  /** What the container waits for, as its status says it. */
  readonly reason: string = 'CreateContainerConfigError'
}

export interface EnvironmentSources {
  objects: ObjectSource
  services: Iterable<Service>
  address: {podIP?: string; hostIP: string}
}

/** A container's variables in order: services, envFrom, env with $(REFERENCES) expanded. */
export async function environmentOf(
  pod: Pod,
  container: Container,
  sources: EnvironmentSources,
): Promise<{name: string; value: string}[]> {
  const namespace = pod.metadata.namespace!
  const services = new Map(serviceVariables(pod, sources.services))
  const result = new Map<string, string>()
  for (const {prefix = '', configMapRef, secretRef} of container.envFrom ?? []) {
    const values = configMapRef
      ? await fromConfigMap(sources.objects, namespace, configMapRef.name ?? '', configMapRef.optional)
      : await fromSecret(sources.objects, namespace, secretRef?.name ?? '', secretRef?.optional)
    for (const [key, value] of Object.entries(values)) result.set(prefix + key, value)
  }
  for (const {name, value, valueFrom} of container.env ?? []) {
    if (!valueFrom) {
      result.set(name, expandReferences(value ?? '', new Map([...services, ...result])))
      continue
    }
    const {configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef} = valueFrom
    if (fieldRef) result.set(name, fieldValue(pod, fieldRef.fieldPath, sources.address) ?? '')
    if (resourceFieldRef) {
      const about = pod.spec!.containers.find(other => other.name === resourceFieldRef.containerName) ?? container
      result.set(name, resourceValue(about, resourceFieldRef.resource, resourceFieldRef.divisor))
    }
    if (!configMapKeyRef && !secretKeyRef) continue
    const reference = (configMapKeyRef ?? secretKeyRef)!
    const values = configMapKeyRef
      ? await fromConfigMap(sources.objects, namespace, reference.name ?? '', reference.optional)
      : await fromSecret(sources.objects, namespace, reference.name ?? '', reference.optional)
    const found = values[reference.key]
    if (found !== undefined) result.set(name, found)
    else if (!reference.optional)
      throw new ConfigError(
        `couldn't find key ${reference.key} in ${configMapKeyRef ? 'ConfigMap' : 'Secret'} ${namespace}/${reference.name}`,
      )
  }
  // What the pod says itself comes first, and hides what Services would say under the same name.
  const all = new Map([...result, ...[...services].filter(([name]) => !result.has(name))])
  return [...all].map(([name, value]) => ({name, value}))
}

/** `$(NAME)` becomes the variable's value, `$$` a dollar sign; unknown references stay. */
export const expandReferences = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\$\$|\$\(([^)]+)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (values.get(name) ?? whole),
  )

async function fromConfigMap(
  objects: ObjectSource,
  namespace: string,
  name: string,
  optional = false,
): Promise<Record<string, string>> {
  const found = await objects.configMap(namespace, name)
  if (!found && !optional) throw new ConfigError(`configmap "${name}" not found`)
  return found?.data ?? {}
}

async function fromSecret(
  objects: ObjectSource,
  namespace: string,
  name: string,
  optional = false,
): Promise<Record<string, string>> {
  const found = await objects.secret(namespace, name)
  if (!found && !optional) throw new ConfigError(`secret "${name}" not found`)
  return Object.fromEntries(
    Object.entries(found?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  )
}

function serviceVariables(pod: Pod, services: Iterable<Service>): [string, string][] {
  const result: [string, string][] = []
  for (const service of services) {
    const ip = service.spec?.clusterIP
    const master = service.metadata.namespace === 'default' && service.metadata.name === 'kubernetes'
    const own = service.metadata.namespace === pod.metadata.namespace && (pod.spec!.enableServiceLinks ?? true)
    if (!ip || ip === 'None' || !(master || own)) continue
    const ports = service.spec?.ports ?? []
    const first = ports[0]
    if (!first) continue
    const prefix = service.metadata.name!.toUpperCase().replaceAll('-', '_')
    result.push([`${prefix}_SERVICE_HOST`, ip], [`${prefix}_SERVICE_PORT`, String(first.port)])
    for (const {name, port} of ports)
      if (name) result.push([`${prefix}_SERVICE_PORT_${name.toUpperCase().replaceAll('-', '_')}`, String(port)])
    const protocol = (first.protocol ?? 'TCP').toLowerCase()
    result.push([`${prefix}_PORT`, `${protocol}://${ip}:${first.port}`])
    for (const {port, protocol: kind = 'TCP'} of ports) {
      const base = `${prefix}_PORT_${port}_${kind}`
      result.push(
        [base, `${kind.toLowerCase()}://${ip}:${port}`],
        [`${base}_PROTO`, kind.toLowerCase()],
        [`${base}_PORT`, String(port)],
        [`${base}_ADDR`, ip],
      )
    }
  }
  return result
}
