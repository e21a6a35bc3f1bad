import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  dynType,
  intType,
  listType,
  mapType,
  nullType,
  opaqueType,
  optionalType,
  paramType,
  stringType,
  structType,
  type Type,
  timestampType,
  typeType,
  uintType,
} from '../types/type.ts'
import type {Overload} from './function-set.ts'

/** The types that Kubernetes adds; some are structs without fields to cel-go, some opaque. */
export const quantityType = structType('kubernetes.Quantity')
const semverType = structType('kubernetes.Semver')
const urlType = structType('kubernetes.URL')
const formatType = structType('kubernetes.NamedFormat')
const ipType = opaqueType('net.IP')
const cidrType = opaqueType('net.CIDR')
const authorizerType = structType('kubernetes.authorization.Authorizer')
const pathCheckType = structType('kubernetes.authorization.PathCheck')
const groupCheckType = structType('kubernetes.authorization.GroupCheck')
const resourceCheckType = structType('kubernetes.authorization.ResourceCheck')
const decisionType = structType('kubernetes.authorization.Decision')

const named: Record<string, Type> = {
  bool: boolType,
  bytes: bytesType,
  double: doubleType,
  duration: durationType,
  dyn: dynType,
  int: intType,
  null: nullType,
  string: stringType,
  timestamp: timestampType,
  type: typeType(),
  uint: uintType,
  Quantity: quantityType,
  Semver: semverType,
  URL: urlType,
  Format: formatType,
  IP: ipType,
  CIDR: cidrType,
  Authorizer: authorizerType,
  PathCheck: pathCheckType,
  GroupCheck: groupCheckType,
  ResourceCheck: resourceCheckType,
  Decision: decisionType,
}

/** Reads `receiver.name(arg, arg) result id`; a name with a colon before the receiver's dot: `optional::of(A) optional<A> optional_of`. */
export function parseSignature(text: string): Omit<Overload, 'run'> {
  const [, receiver, name = '', args = '', result = '', id = ''] =
    /^(?:([^(]+)\.)?([^(.]+)\((.*)\) (.+) (\S+)$/.exec(text) ?? []
  if (!id) throw new SyntaxError(`no signature: ${text}`)
  const types = splitTop(args).map(typeOf)
  return {
    id,
    name: name.replaceAll('::', '.'),
    member: receiver !== undefined,
    args: receiver === undefined ? types : [typeOf(receiver), ...types],
    result: typeOf(result),
  }
}

function typeOf(text: string): Type {
  const [, outer = '', inner = ''] = /^(\w+)<(.*)>$/.exec(text) ?? []
  const params = splitTop(inner).map(typeOf)
  switch (outer) {
    case 'list':
      return listType(params[0]!)
    case 'map':
      return mapType(params[0]!, params[1]!)
    case 'optional':
      return optionalType(params[0]!)
    case 'type':
      return typeType(params[0])
  }
  if (/^[A-Z]$/.test(text)) return paramType(text)
  const found = named[text]
  if (!found) throw new SyntaxError(`no type: ${text}`)
  return found
}

/** Splits at the commas that are in no angle brackets. */
function splitTop(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of text) {
    if (letter === '<') depth += 1
    if (letter === '>') depth -= 1
    if (letter === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += letter
  }
  return part.trim() ? [...parts, part.trim()] : parts
}
