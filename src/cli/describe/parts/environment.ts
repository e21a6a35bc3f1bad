import {compareKeys} from '../../../api/json/index.ts'
import type {Container, Pod} from '../../../api/kinds.ts'
import {type QuantityLike, toQuantity} from '../../../api/quantity.ts'
import type {Description} from '../description.ts'

type EnvVar = NonNullable<Container['env']>[number]
type EnvSource = NonNullable<EnvVar['valueFrom']>

/** Where a container's environment variables come from, and their values as far as the object tells. */
export function writeEnvironment(out: Description, container: Container, pod: Pod | undefined): void {
  const {env = [], envFrom = []} = container
  if (envFrom.length > 0) out.line(2, 'Environment Variables from:')
  for (const {configMapRef, secretRef, prefix} of envFrom) {
    const [from, ref] = configMapRef ? ['ConfigMap', configMapRef] : secretRef ? ['Secret', secretRef] : ['', undefined]
    const how = prefix ? ` with prefix '${prefix}'` : ''
    out.line(3, `${ref?.name ?? ''}\t${from}${how}\tOptional: ${ref?.optional ?? false}`)
  }
  out.line(2, `Environment:${env.length === 0 ? '\t<none>' : ''}`)
  for (const variable of env) {
    if (variable.valueFrom) {
      const text = sourceText(variable.valueFrom, container, pod)
      if (text !== undefined) out.field(3, variable.name, text)
      continue
    }
    for (const [index, line] of (variable.value ?? '').split('\n').entries())
      out.line(3, `${index === 0 ? `${variable.name}:` : ''}\t${line}`)
  }
}

function sourceText(source: EnvSource, container: Container, pod: Pod | undefined): string | undefined {
  const {fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef} = source
  if (fieldRef) {
    const value = pod ? fieldValue(pod, fieldRef.fieldPath) : ''
    return `${value} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`
  }
  if (resourceFieldRef) {
    const {resource} = resourceFieldRef
    const value = resourceValue(container, resource, resourceFieldRef.divisor)
    const limit = value === '0' && (resource === 'limits.cpu' || resource === 'limits.memory')
    return `${limit ? 'node allocatable' : value} (${resource})`
  }
  if (secretKeyRef) {
    const {key, name, optional = false} = secretKeyRef
    return `<set to the key '${key}' in secret '${name}'>\tOptional: ${optional}`
  }
  if (!configMapKeyRef) return undefined
  const {key, name, optional = false} = configMapKeyRef
  return `<set to the key '${key}' of config map '${name}'>\tOptional: ${optional}`
}

/** The fields of metadata; what a pod only has on its node stays empty. */
function fieldValue({metadata}: Pod, path: string): string {
  const subscript = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path)
  if (subscript) return metadata[subscript[1] as 'annotations' | 'labels']?.[subscript[2] ?? ''] ?? ''
  if (path === 'metadata.name') return metadata.name ?? ''
  if (path === 'metadata.namespace') return metadata.namespace ?? ''
  if (path === 'metadata.uid') return metadata.uid ?? ''
  if (path === 'metadata.labels') return mapText(metadata.labels)
  return path === 'metadata.annotations' ? mapText(metadata.annotations) : ''
}

const mapText = (values: Record<string, string> = {}): string =>
  Object.keys(values)
    .sort(compareKeys)
    .map(key => `${key}=${JSON.stringify(values[key])}`)
    .join('\n')

function resourceValue({resources}: Container, name: string, divisor: QuantityLike | undefined): string {
  const dot = name.indexOf('.')
  const kind = name.slice(0, dot)
  const resource = name.slice(dot + 1)
  if (kind !== 'limits' && kind !== 'requests') return ''
  const amount = toQuantity(resources?.[kind]?.[resource] ?? '0').nanos
  const unit = toQuantity(divisor || '1').nanos || 1_000_000_000n
  return String((amount + unit - 1n) / unit)
}
