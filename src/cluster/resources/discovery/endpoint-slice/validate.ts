import {duplicate, type FieldError, invalidValue, required, tooMany} from '../../../../api/field-error.ts'
import type {EndpointSlice} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain, isLabelValue, isQualifiedName} from '../../../../api/names.ts'
import {immutable, sameMeaning} from '../../validation/equality.ts'
import {type Check, type Errors, each, invalidBecause, requiredWord, supportedWord} from '../../validation/errors.ts'
import {validateEndpointIp, validateIp, validateLegacyIp} from '../../validation/ip.ts'
import {parseIp} from '../../validation/ip-address.ts'
import {validateLabels} from '../../validation/labels.ts'
import {protocols} from '../../validation/ports.ts'

type Endpoint = NonNullable<EndpointSlice['endpoints']>[number]
type Hints = NonNullable<Endpoint['hints']>

const most = {topologyLabels: 16, addresses: 100, ports: 20_000, endpoints: 1000, hints: 8}

export const validateEndpointSlice = (slice: EndpointSlice): FieldError[] => [...errorsOf(slice)]

export const validateEndpointSliceUpdate = (slice: EndpointSlice, old: EndpointSlice): FieldError[] => [
  ...errorsOf(slice, old),
  ...immutable('addressType', slice.addressType, old.addressType),
]

function* errorsOf({addressType, ports, endpoints}: EndpointSlice, old?: EndpointSlice): Errors {
  yield* requiredWord('addressType', addressType, ['FQDN', 'IPv4', 'IPv6'])
  yield* portErrors(ports ?? [])
  if (!old || !sameMeaning(old.endpoints, endpoints)) yield* endpointsErrors(endpoints ?? [], addressType)
}

function* portErrors(ports: NonNullable<EndpointSlice['ports']>): Errors {
  if (ports.length > most.ports) {
    yield tooMany('ports', ports.length, most.ports)
    return
  }
  const names = new Set<string>()
  yield* each('ports', ports, function* ({name = '', protocol, appProtocol}, path) {
    if (name) yield* invalidBecause(`${path}.name`, name, isDns1123Label(name))
    if (names.has(name)) yield duplicate(`${path}.name`, name)
    names.add(name)
    if (protocol === undefined) yield required(`${path}.protocol`)
    else yield* supportedWord(`${path}.protocol`, protocol, protocols)
    if (appProtocol !== undefined)
      yield* invalidBecause(`${path}.appProtocol`, appProtocol, isQualifiedName(appProtocol))
  })
}

function* endpointsErrors(endpoints: Endpoint[], type: string): Errors {
  if (endpoints.length > most.endpoints) {
    yield tooMany('endpoints', endpoints.length, most.endpoints)
    return
  }
  yield* each('endpoints', endpoints, function* (endpoint, path) {
    const {nodeName, hostname, hints, deprecatedTopology} = endpoint
    const addresses = endpoint.addresses ?? []
    const at = `${path}.addresses`
    if (addresses.length === 0) yield required(at, 'must contain at least 1 address')
    else if (addresses.length > most.addresses) yield tooMany(at, addresses.length, most.addresses)
    yield* each(at, addresses, (address, here) => addressErrors(at, here, address, type))
    if (nodeName !== undefined) yield* invalidBecause(`${path}.nodeName`, nodeName, isDns1123Subdomain(nodeName))
    const labels = Object.keys(deprecatedTopology ?? {}).length
    if (labels > most.topologyLabels) yield tooMany(`${path}.deprecatedTopology`, labels, most.topologyLabels)
    yield* validateLabels(`${path}.deprecatedTopology`, deprecatedTopology)
    if (hostname !== undefined) yield* invalidBecause(`${path}.hostname`, hostname, isDns1123Label(hostname))
    if (hints) yield* hintErrors(`${path}.hints`, hints)
  })
}

function* addressErrors(list: string, path: string, address: string, type: string): Errors {
  if (type === 'FQDN') {
    yield* fullyQualified(path, address)
    return
  }
  if (type !== 'IPv4' && type !== 'IPv6') return
  const errors = [...(type === 'IPv4' ? validateLegacyIp(path, address) : validateIp(path, address))]
  yield* errors
  if (errors.length > 0) return
  if (`IPv${parseIp(address)?.version}` !== type) yield invalidValue(list, address, `must be an ${type} address`)
  yield* validateEndpointIp(path, address)
}

function* fullyQualified(path: string, name: string): Errors {
  if (!name) {
    yield required(path)
    return
  }
  const domain = name.replace(/\.$/, '')
  const messages = isDns1123Subdomain(domain)
  if (messages.length > 0) {
    yield invalidValue(path, domain, messages.join(','))
    return
  }
  if (!domain.includes('.')) {
    yield invalidValue(path, domain, 'should be a domain with at least two segments separated by dots')
    return
  }
  const label = domain.split('.').find(each => isDns1123Label(each).length > 0)
  if (label !== undefined) yield invalidValue(path, label, isDns1123Label(label).join(','))
}

function* hintErrors(path: string, {forZones = [], forNodes = []}: Hints): Errors {
  const lists: [string, {name: string}[], Check][] = [
    ['forZones', forZones, isLabelValue],
    ['forNodes', forNodes, isDns1123Subdomain],
  ]
  for (const [field, hints, check] of lists) {
    if (hints.length > most.hints) {
      yield tooMany(`${path}.${field}`, hints.length, most.hints)
      return
    }
    const seen = new Set<string>()
    for (const [index, {name}] of hints.entries()) {
      const at = `${path}.${field}[${index}].name`
      if (seen.has(name)) yield duplicate(at, name)
      seen.add(name)
      yield* invalidBecause(at, name, check(name))
    }
  }
}
