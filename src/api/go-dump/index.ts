import {endpointsTypes} from './endpoints-types.ts'
import {podTemplateTypes} from './pod-template-types.ts'
import {dumpQuantity} from './quantity.ts'

/** A pod template, Endpoints' subsets or a part of them as Kubernetes prints it for hashing: every field with its Go type, absent ones too (dump.ForHash). */
export const goDump = (type: string, value: unknown): string => `(${type})${dumpBody(type, value)}`

function dumpBody(type: string, value: unknown): string {
  if (type.startsWith('*')) return isAbsent(value) ? nil : dumpBody(type.slice(1), value)
  if (type.startsWith('[]')) return dumpList(type.slice(2), value)
  if (type === 'map[string]string') return dumpMap('string', value)
  if (type === 'v1.ResourceList') return dumpMap('resource.Quantity', value)
  if (type === 'resource.Quantity') return dumpQuantity(isAbsent(value) ? '0' : String(value))
  if (type === 'intstr.IntOrString') return dumpIntOrString(value)
  if (type === 'v1.Time') return zeroTime
  const fields = podTemplateTypes[type] ?? endpointsTypes[type]
  if (fields) return dumpStruct(fields, isAbsent(value) ? {} : (value as Record<string, unknown>))
  return isAbsent(value) ? (zeroes[type] ?? '') : String(value)
}

const nil = '<nil>'
const zeroes: Record<string, string> = {bool: 'false', int32: '0', int64: '0'}
const zeroTime = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}'

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null

function dumpStruct(fields: string, source: Record<string, unknown>): string {
  const parts = fields.split(' ').map(field => {
    const [, name = '', type = '', json] = /^(\w+):([^=]+)(?:=(.*))?$/.exec(field) ?? []
    const value = json === '' ? source : source[json ?? name.charAt(0).toLowerCase() + name.slice(1)]
    return `${name}:${goDump(type, value)}`
  })
  return `{${parts.join(' ')}}`
}

const dumpList = (type: string, value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? `[${value.map(item => dumpBody(type, item)).join(' ')}]` : nil

function dumpMap(type: string, value: unknown): string {
  const map = (value ?? {}) as Record<string, unknown>
  const keys = Object.keys(map).sort()
  return keys.length > 0 ? `map[${keys.map(key => `${key}:${dumpBody(type, map[key])}`).join(' ')}]` : nil
}

function dumpIntOrString(value: unknown): string {
  const [kind, number, text] = typeof value === 'string' ? [1, 0, value] : [0, value ?? 0, '']
  return `{Type:(intstr.Type)${kind} IntVal:(int32)${number} StrVal:(string)${text}}`
}
