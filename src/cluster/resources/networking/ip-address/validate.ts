import {type FieldError, pendingMetadata, required} from '../../../../api/field-error.ts'
import type {IPAddress} from '../../../../api/kinds.ts'
import {isDns1123Subdomain, isPathSegmentName} from '../../../../api/names.ts'
import {goJson} from '../../go-types/go-json.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, invalidBecause, requiredString} from '../../validation/errors.ts'
import {validateIp} from '../../validation/ip.ts'

export const validateIpAddressName = (name: string): string[] => [...validateIp('', name)].map(({detail}) => detail)

export const validateIpAddress = ({spec}: IPAddress): FieldError[] => [...parentErrors(spec?.parentRef)]

export const validateIpAddressUpdate = ({spec}: IPAddress, old: IPAddress): FieldError[] => [
  ...parentErrors(spec?.parentRef),
  pendingMetadata('U'),
  ...immutable('spec.parentRef', spec?.parentRef, old.spec?.parentRef, parent =>
    goJson('ParentReference', parent as object),
  ),
]

function* parentErrors(parent: NonNullable<IPAddress['spec']>['parentRef'] | undefined): Errors {
  const path = 'spec.parentRef'
  if (!parent) {
    yield required(path)
    return
  }
  const {group, resource, name, namespace} = parent
  if (group) yield* invalidBecause(`${path}.group`, group, isDns1123Subdomain(group))
  yield* requiredString(`${path}.resource`, resource, isPathSegmentName)
  yield* requiredString(`${path}.name`, name, isPathSegmentName)
  if (namespace) yield* invalidBecause(`${path}.namespace`, namespace, isPathSegmentName(namespace))
}
