import {type FieldError, required} from '../../../../api/field-error.ts'
import type {Endpoints} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain, isQualifiedName} from '../../../../api/names.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {type Errors, each, invalidBecause, requiredWord} from '../../validation/errors.ts'
import {validateEndpointIp, validateLegacyIp} from '../../validation/ip.ts'
import {protocols, validatePortNumber} from '../../validation/ports.ts'

type Subset = NonNullable<Endpoints['subsets']>[number]
type Address = NonNullable<Subset['addresses']>[number]

export const validateEndpoints = ({subsets}: Endpoints): FieldError[] => [...each('subsets', subsets, subsetErrors)]

export const validateEndpointsUpdate = (endpoints: Endpoints, old: Endpoints): FieldError[] =>
  sameMeaning(endpoints.subsets, old.subsets) ? [] : validateEndpoints(endpoints)

function* subsetErrors({addresses = [], notReadyAddresses = [], ports = []}: Subset, path: string): Errors {
  if (addresses.length + notReadyAddresses.length === 0)
    yield required(path, 'must specify `addresses` or `notReadyAddresses`')
  yield* each(`${path}.addresses`, addresses, addressErrors)
  yield* each(`${path}.notReadyAddresses`, notReadyAddresses, addressErrors)
  yield* each(`${path}.ports`, ports, function* ({name, port, protocol, appProtocol}, at) {
    if (name) yield* invalidBecause(`${at}.name`, name, isDns1123Label(name))
    else if (ports.length > 1) yield required(`${at}.name`)
    yield* validatePortNumber(`${at}.port`, port)
    yield* requiredWord(`${at}.protocol`, protocol, protocols)
    if (appProtocol !== undefined) yield* invalidBecause(`${at}.appProtocol`, appProtocol, isQualifiedName(appProtocol))
  })
}

function* addressErrors({ip, hostname, nodeName}: Address, path: string): Errors {
  yield* validateLegacyIp(`${path}.ip`, ip)
  if (hostname) yield* invalidBecause(`${path}.hostname`, hostname, isDns1123Label(hostname))
  if (nodeName !== undefined) yield* invalidBecause(`${path}.nodeName`, nodeName, isDns1123Subdomain(nodeName))
  yield* validateEndpointIp(`${path}.ip`, ip)
}
