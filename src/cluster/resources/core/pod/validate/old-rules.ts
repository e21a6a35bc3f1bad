import type {PodSpec} from '../../../../../api/kinds.ts'
import type {ObjectMeta} from '../../../../../api/object.ts'
import type {Errors} from '../../../validation/errors.ts'
import {validateAffinity} from './affinity.ts'
import {validatePodAnnotations} from './annotations.ts'
import type {PodRules} from './options.ts'
import {hostErrors} from './sysctls.ts'
import {validateTopologySpread} from './topology-spread.ts'

/** Which rules an existing pod breaks already; they are not held against its next update. */
export function rulesOfOld(spec: PodSpec, metadata: ObjectMeta | undefined): PodRules {
  const strict: PodRules = {isPod: true}
  const valueErrors = (errors: Errors, part: RegExp) => [...errors].some(({field}) => part.test(field))
  const affinity = [...validateAffinity('', spec.affinity, strict)]
  return {
    isPod: true,
    anyDeletionCost: valueErrors(
      validatePodAnnotations('', pick(metadata, 'controller.kubernetes.io/pod-deletion-cost'), spec, strict),
      /./,
    ),
    anySelectorValue: valueErrors(affinity, /Selector\.matchExpressions\[\d+\]\.values\[/),
    anyNodeAffinityValue: valueErrors(affinity, /nodeAffinity\.required.*\.values\[/),
    anySpreadSelector: valueErrors(validateTopologySpread('', spec.topologySpreadConstraints, strict), /labelSelector/),
    anySysctl: (spec.securityContext?.sysctls ?? []).some(({name}) => [...hostErrors('', name, spec)].length > 0),
    anySeLinuxChangePolicy: spec.securityContext?.seLinuxChangePolicy !== undefined,
    anyTokenPath: (spec.volumes ?? []).some(volume =>
      volume.projected?.sources?.some(({serviceAccountToken}) =>
        /^\/|(^|\/)\.\.(\/|$)|^\.\./.test(serviceAccountToken?.path ?? ''),
      ),
    ),
  }
}

function pick(metadata: ObjectMeta | undefined, key: string): Record<string, string> {
  const value = metadata?.annotations?.[key]
  return value === undefined ? {} : {[key]: value}
}
