import {isConfigMapKey} from '../../../api/names.ts'
import type {KubeObject} from '../../../api/object.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {otherVersion} from '../other-version.ts'
import {immutable} from '../validation/equality.ts'
import {everyVerb} from '../verbs.ts'
import {candidateErrors, type LeaseCandidateSpec} from './lease-candidate/validate.ts'

interface LeaseCandidate extends KubeObject {
  spec?: LeaseCandidateSpec
}

const leaseCandidate = defineResource<LeaseCandidate>({
  group: 'coordination.k8s.io',
  version: 'v1beta1',
  kind: 'LeaseCandidate',
  plural: 'leasecandidates',
  singular: 'leasecandidate',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.coordination.v1beta1.LeaseCandidate',
  storage: {prefix: '/registry/leasecandidates'},
  storageVersionHash: 'lvME0iHWE20=',
  createOnUpdate: true,
  validateName: isConfigMapKey,
  validate: ({spec = {}}) => [...candidateErrors(spec)],
  validateUpdate: ({spec = {}}, {spec: old = {}}) => [
    ...candidateErrors(spec),
    ...immutable('spec.leaseName', spec.leaseName ?? '', old.leaseName ?? ''),
  ],
  columns: [
    nameColumn,
    text('LeaseName', ({spec}) => spec?.leaseName ?? ''),
    text('BinaryVersion', ({spec}) => spec?.binaryVersion ?? ''),
    text('EmulationVersion', ({spec}) => spec?.emulationVersion ?? ''),
    ageColumn,
  ],
})

/** Off by default (KEP-4355); the same in both versions. */
export const leaseCandidates = [leaseCandidate, otherVersion(leaseCandidate, 'v1alpha2')]
