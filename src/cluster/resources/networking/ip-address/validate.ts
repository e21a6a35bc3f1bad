import {type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {IPAddress} from '../../../../api/kinds.ts'
import {isDns1123Subdomain, isPathSegmentName} from '../../../../api/names.ts'
import {immutableMessage, sameMeaning} from '../../validation/equality.ts'
import {type Errors, invalidBecause, requiredString} from '../../validation/errors.ts'
import {validateIp} from '../../validation/ip.ts'

export const validateIpAddressName = (name: string): string[] => [...validateIp('', name)].map(({detail}) => detail)

export const validateIpAddress = ({spec}: IPAddress): FieldError[] => [...parentErrors(spec?.parentRef)]

export const validateIpAddressUpdate = ({spec}: IPAddress, old: IPAddress): FieldError[] => [
  ...parentErrors(spec?.parentRef),
  ...(sameMeaning(spec?.parentRef, old.spec?.parentRef)
    ? []
    : [invalidValue('spec.parentRef', internalParent(spec?.parentRef), immutableMessage)]),
]

type Parent = NonNullable<IPAddress['spec']>['parentRef']

/** As Go's internal type would be quoted. */
const internalParent = (parent: Parent | undefined) =>
  parent
    ? {
        Group: parent.group ?? '',
        Resource: parent.resource ?? '',
        Namespace: parent.namespace ?? '',
        Name: parent.name ?? '',
      }
    : null

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
