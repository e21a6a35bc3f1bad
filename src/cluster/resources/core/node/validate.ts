import {
  duplicate,
  type FieldError,
  forbiddenField,
  internalField,
  invalidValue,
  pendingMetadata,
} from '../../../../api/field-error.ts'
import type {Node} from '../../../../api/kinds.ts'
import {type Errors, each, eachEntry} from '../../validation/errors.ts'
import {validateLegacyCidr} from '../../validation/ip.ts'
import {isDualStack, parseCidr} from '../../validation/ip-address.ts'
import {validateQuantity} from '../../validation/quantities.ts'
import {validateTaints} from '../pod/validate/tolerations.ts'

export const validateNode = (node: Node): FieldError[] => [...createErrors(node)]

/** An update of a node. */
export const validateNodeUpdate = (node: Node, old: Node): FieldError[] => [
  ...createErrors(node),
  pendingMetadata('U'),
  ...updateErrors(node, old),
]

export const validateNodeStatus = (node: Node, old: Node): FieldError[] => [...updateErrors(node, old)]

function* createErrors(node: Node): Errors {
  yield* validateTaints('metadata.taints', node.spec?.taints)
  yield* resourceErrors(node)
  const cidrs = node.spec?.podCIDRs ?? []
  yield* each('spec.podCIDRs', cidrs, (cidr, path) => validateLegacyCidr(path, cidr))
  if (cidrs.length < 2) return
  const wrong = cidrs.findIndex(cidr => !parseCidr(cidr))
  if (wrong >= 0)
    yield internalField(
      'spec.podCIDRs',
      `invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[${wrong}]: <nil> (invalid CIDR address: ${cidrs[wrong]})`,
    )
  const addresses = cidrs.map(cidr => parseCidr(cidr)?.address).filter(address => address !== undefined)
  if (wrong >= 0 || !isDualStack(addresses) || cidrs.length > 2)
    yield invalidValue('spec.podCIDRs', cidrs, 'may specify no more than one CIDR for each IP family')
}

function* resourceErrors({status}: Node): Errors {
  for (const field of ['capacity', 'allocatable'] as const)
    yield* eachEntry(`status.${field}`, status?.[field], (name, quantity) =>
      validateQuantity(`status.${field}.${name}`, name, quantity),
    )
}

function* updateErrors(node: Node, old: Node): Errors {
  yield* resourceErrors(node)
  const seen = new Set<string>()
  for (const [index, {type, address}] of (node.status?.addresses ?? []).entries()) {
    const key = `${type} ${address}`
    if (seen.has(key)) yield duplicate(`status.addresses[${index}]`, {Type: type, Address: address})
    seen.add(key)
  }
  const [cidrs, before] = [node.spec?.podCIDRs ?? [], old.spec?.podCIDRs ?? []]
  const changed = 'node updates may not change podCIDR except from "" to valid'
  if (before.length > 0 && before.length !== cidrs.length) yield forbiddenField('spec.podCIDRs', changed)
  else
    for (const [index, cidr] of before.entries())
      if (cidrs[index] !== cidr) yield forbiddenField('spec.podCIDRs', changed)
  if (old.spec?.providerID && old.spec.providerID !== node.spec?.providerID)
    yield forbiddenField('spec.providerID', 'node updates may not change providerID except from "" to valid')
  yield* validateTaints('metadata.taints', node.spec?.taints)
  if ((node.spec?.externalID ?? '') !== (old.spec?.externalID ?? ''))
    yield forbiddenField('spec.externalID', 'may not be updated')
}
