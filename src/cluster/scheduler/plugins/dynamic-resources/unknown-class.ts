import type {DeviceClass, ResourceClaim} from '../../../../api/kinds.ts'
import {objectKey} from '../../../../api/object.ts'
import {unresolvable, type Verdict} from '../../framework/verdict.ts'

/** The refusal of a claim that asks for devices of a class that there is not. */
export function unknownClass(
  claim: ResourceClaim,
  classOf: (name: string) => DeviceClass | undefined,
): Verdict | undefined {
  for (const {name, exactly, firstAvailable = []} of claim.spec?.devices?.requests ?? []) {
    const asked = exactly
      ? [{name, deviceClassName: exactly.deviceClassName}]
      : firstAvailable.map(each => ({name: `${name}/${each.name}`, deviceClassName: each.deviceClassName}))
    if (asked.length === 0)
      return unresolvable(`resource claim ${objectKey(claim)}, request ${name}: unknown request type`)
    const unknown = asked.find(({deviceClassName}) => !classOf(deviceClassName))
    if (unknown) return unresolvable(`request ${unknown.name}: device class ${unknown.deviceClassName} does not exist`)
  }
  return undefined
}
