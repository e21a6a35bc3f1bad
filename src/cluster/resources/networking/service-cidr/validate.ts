import {type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {ServiceCIDR} from '../../../../api/kinds.ts'
import {asGiven} from '../../../../api/schema/index.ts'
import {immutableMessage} from '../../validation/equality.ts'
import {type Errors, each} from '../../validation/errors.ts'
import {validateCidr} from '../../validation/ip.ts'
import {parseCidr} from '../../validation/ip-address.ts'

const path = 'spec.cidrs'

export const validateServiceCidr = ({spec}: ServiceCIDR): FieldError[] => [...cidrErrors(spec?.cidrs ?? [])]

export function validateServiceCidrUpdate({spec}: ServiceCIDR, old: ServiceCIDR): FieldError[] {
  const [now, before] = [spec?.cidrs ?? [], old.spec?.cidrs ?? []]
  const changed = before.flatMap((cidr, index) =>
    cidr === now[index] ? [] : [invalidValue(`${path}[${index}]`, now[index], immutableMessage)],
  )
  if (now.length === before.length) return changed
  if (before.length === 1 && now.length === 2) return [...changed, ...cidrErrors(now)]
  return [invalidValue(path, asGiven(spec, 'cidrs', []), immutableMessage)]
}

function* cidrErrors(cidrs: string[]): Errors {
  if (cidrs.length === 0) {
    yield required(path, 'at least one CIDR required')
    return
  }
  if (cidrs.length > 2) {
    yield invalidValue(path, {CIDRs: cidrs}, 'may only hold up to 2 values')
    return
  }
  yield* each(path, cidrs, (cidr, at) => validateCidr(at, cidr))
  const [first, second] = cidrs.map(cidr => parseCidr(cidr)?.address.version)
  if (first !== undefined && first === second)
    yield invalidValue(
      path,
      cidrs,
      'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
    )
}
