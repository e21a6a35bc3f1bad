import {parseYaml} from '../../../api/yaml/parse.ts'
import {fieldTypes} from './known-settings.ts'
import {Refusal} from './refusal.ts'

/** What is read of a KubeletConfiguration (kubelet.config.k8s.io/v1beta1). */
export interface KubeletConfiguration {
  staticPodPath?: string
  maxPods?: number
  podsPerCore?: number
  clusterDNS?: string[]
  clusterDomain?: string
  healthzPort?: number
  port?: number
  readOnlyPort?: number
  systemReserved?: Record<string, string>
  kubeReserved?: Record<string, string>
  evictionHard?: Record<string, string>
  authentication?: {
    anonymous?: {enabled?: boolean}
    webhook?: {enabled?: boolean}
    x509?: {clientCAFile?: string}
  }
  authorization?: {mode?: string}
}

/** Reads a configuration file's text; throws a Refusal that says why the kubelet does not take it. */
export function readConfiguration(path: string, text: string | undefined): KubeletConfiguration {
  const refuse = (why: string): never => {
    throw new Refusal(
      `failed to load kubelet config file, path: ${path}, error: failed to load Kubelet config file ${path}, error ${why}`,
    )
  }
  if (text === undefined)
    return refuse(
      `failed to read kubelet config file ${JSON.stringify(path)}, error: open ${path}: no such file or directory`,
    )
  if (text === '') return refuse(`kubelet config file ${JSON.stringify(path)} was empty`)
  const decoded = decode(text)
  return typeof decoded === 'string' ? refuse(`failed to decode: ${decoded}`) : decoded
}

function decode(text: string): KubeletConfiguration | string {
  let value: unknown
  try {
    value = parseYaml(text)
  } catch (error) {
    const {message} = error as Error
    return message.replace(/^error converting YAML to JSON: /, '')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonType(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
  const {apiVersion = '', kind = '', ...rest} = value as Record<string, unknown>
  if (kind === '') return `Object 'Kind' is missing in '${text}'`
  if (apiVersion === '') return `Object 'apiVersion' is missing in '${text}'`
  if (kind !== 'KubeletConfiguration' || apiVersion !== 'kubelet.config.k8s.io/v1beta1')
    return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:110"`
  return wrongType(rest) ?? (rest as KubeletConfiguration)
}

/** What of a configuration is not of the type that it must have; fields that nobody knows are passed over, as kubelets do with those of a beta version. */
function wrongType(fields: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const type = fieldTypes.get(name)
    if (type === undefined || value === null) continue
    const wrong = mismatch(type, value)
    if (wrong)
      return `json: cannot unmarshal ${wrong.found} into Go struct field KubeletConfiguration.${name} of type ${wrong.type}`
  }
  return undefined
}

function mismatch(type: string, value: unknown): {found: string; type: string} | undefined {
  const found = jsonType(value)
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return {found, type}
    return type === '[]string' ? firstOf(value.map(item => mismatch('string', item))) : undefined
  }
  if (type.startsWith('map[string]')) {
    if (found !== 'object') return {found, type}
    return firstOf(Object.values(value as object).map(item => mismatch(type.slice('map[string]'.length), item)))
  }
  const isRight = {bool: found === 'bool', string: found === 'string', object: found === 'object'}[type]
  if (isRight !== undefined) return isRight ? undefined : {found, type}
  if (type === 'v1.Duration') return found === 'string' ? undefined : {found, type: 'string'}
  if (found !== 'number') return {found, type}
  return type === 'float64' || Number.isInteger(value) ? undefined : {found: `number ${String(value)}`, type}
}

const firstOf = <T>(items: (T | undefined)[]): T | undefined => items.find(item => item !== undefined)

const jsonType = (value: unknown): string =>
  Array.isArray(value)
    ? 'array'
    : ({boolean: 'bool', object: 'object', number: 'number', string: 'string'}[typeof value as string] ?? 'null')
