import type {V1EnvVarSource} from '@kubernetes/client-node'
import type {KubeObject, Wire} from '../../api/object.ts'
import {milliValue, quantityValue} from '../../api/quantity.ts'
import type {Container} from './pod-spec.ts'
import type {SetEnvInvocation} from './set-env.ts'

type EnvVarSource = Wire<V1EnvVarSource>

/** Prints the variables of a container, references as comments or, with --resolve, as what they lead to. */
export async function listEnv(invocation: SetEnvInvocation, object: KubeObject, container: Container): Promise<void> {
  const unresolved = new Map<string, string[]>()
  invocation.out(`# ${object.kind} ${object.metadata.name}, container ${container.name}\n`)
  for (const {name, value = '', valueFrom} of container.env ?? []) {
    if (!valueFrom) invocation.out(`${name}=${value}\n`)
    else if (!invocation.flags.resolve) invocation.out(`# ${name} from ${referenceText(valueFrom)}\n`)
    else
      try {
        invocation.out(`${name}=${await resolved(invocation, valueFrom, object, container)}\n`)
      } catch (error) {
        invocation.out(`# ${name} from ${referenceText(valueFrom)}\n`)
        const {message} = error as Error
        unresolved.set(message, [...(unresolved.get(message) ?? []), name])
      }
  }
  const lines = [...unresolved].map(
    ([message, names]) => `error retrieving reference for ${names.sort().join(', ')}: ${message}`,
  )
  for (const line of lines.sort()) invocation.err(`${line}\n`)
}

function referenceText({configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef}: EnvVarSource): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`
  if (secretKeyRef) return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`
  if (fieldRef) return `field path ${fieldRef.fieldPath}`
  if (!resourceFieldRef) return 'invalid valueFrom'
  const {containerName, resource} = resourceFieldRef
  return `resource field ${containerName ? `${containerName}/` : ''}${resource}`
}

async function resolved(
  invocation: SetEnvInvocation,
  {secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef}: EnvVarSource,
  object: KubeObject,
  container: Container,
): Promise<string> {
  if (secretKeyRef) {
    const {name = '', key} = secretKeyRef
    const value = (await dataOf(invocation, 'secrets', name))[key]
    if (value === undefined) throw new Error(`key ${key} not found in secret ${name}`)
    return Buffer.from(value, 'base64').toString()
  }
  if (configMapKeyRef) {
    const {name = '', key} = configMapKeyRef
    const value = (await dataOf(invocation, 'configmaps', name))[key]
    if (value === undefined) throw new Error(`key ${key} not found in config map ${name}`)
    return value
  }
  if (fieldRef) return fieldValue(object, fieldRef.fieldPath)
  if (resourceFieldRef) return resourceValue(container, resourceFieldRef)
  throw new Error('invalid valueFrom')
}

async function dataOf(invocation: SetEnvInvocation, resource: string, name: string): Promise<Record<string, string>> {
  const {client, namespace} = await invocation.connect()
  const object = await client.get({group: '', version: 'v1', resource, namespace, name})
  return (object['data'] ?? {}) as Record<string, string>
}

function fieldValue({metadata}: KubeObject, path: string): string {
  const [, map, key = ''] = /^(.+)\['(.*)'\]$/.exec(path) ?? []
  if (map === 'metadata.annotations') return metadata.annotations?.[key] ?? ''
  if (map === 'metadata.labels') return metadata.labels?.[key] ?? ''
  if (map !== undefined) throw new Error(`fieldPath ${JSON.stringify(path)} does not support subscript`)
  if (path === 'metadata.annotations') return mapText(metadata.annotations)
  if (path === 'metadata.labels') return mapText(metadata.labels)
  if (path === 'metadata.name') return metadata.name ?? ''
  if (path === 'metadata.namespace') return metadata.namespace ?? ''
  if (path === 'metadata.uid') return metadata.uid ?? ''
  throw new Error(`unsupported fieldPath: ${path}`)
}

const mapText = (map: Record<string, string> = {}): string =>
  Object.keys(map)
    .sort()
    .map(key => `${key}=${JSON.stringify(map[key])}`)
    .join('\n')

const countable = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/

function resourceValue({resources}: Container, {resource, divisor}: {resource: string; divisor?: string}): string {
  const [, field, name] = countable.exec(resource) ?? []
  if (!field || !name) throw new Error(`Unsupported container resource : ${resource}`)
  const amount = resources?.[field as 'limits' | 'requests']?.[name] ?? '0'
  const unit = !divisor || divisor === '0' ? '1' : divisor
  const inUnits = name === 'cpu' ? milliValue(amount) / milliValue(unit) : quantityValue(amount) / quantityValue(unit)
  return String(Math.ceil(inUnits))
}
