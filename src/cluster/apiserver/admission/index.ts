/**
 * Admission: plugins that change or refuse writes before they are stored, in kube-apiserver's order. A plugin sees the draft of one write and may read
 * other objects; it keeps no state of its own and writes nothing.
 */
import type {AdmissionPlugin} from './admission.ts'
import {certificateApproval} from './certificate-approval.ts'
import {certificateSigning} from './certificate-signing.ts'
import {certificateSubjectRestriction} from './certificate-subject-restriction.ts'
import {defaultIngressClass} from './default-ingress-class.ts'
import {defaultStorageClass} from './default-storage-class.ts'
import {defaultTolerationSeconds} from './default-toleration-seconds.ts'
import {expressions} from './expressions/index.ts'
import {limitRanger} from './limit-ranger.ts'
import {namespaceLifecycle} from './namespace-lifecycle.ts'
import {nodeRestriction} from './node-restriction/index.ts'
import {persistentVolumeClaimResize} from './persistent-volume-claim-resize.ts'
import {podSecurity} from './pod-security/index.ts'
import {validatingAdmissionPolicies} from './policies/index.ts'
import {priority} from './priority.ts'
import {resourceQuota} from './resource-quota.ts'
import {runtimeClass} from './runtime-class.ts'
import {serviceAccount} from './service-account.ts'
import {storageObjectInUseProtection} from './storage-object-in-use-protection.ts'
import {taintNodesByCondition} from './taint-nodes-by-condition.ts'
import {mutatingWebhooks, validatingWebhooks} from './webhooks/index.ts'

export {type AdmissionAttributes, AdmissionChain, type AdmissionPlugin} from './admission.ts'

/** Those that are on by default. */
export const defaultAdmissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  nodeRestriction,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  certificateApproval,
  certificateSigning,
  certificateSubjectRestriction,
  defaultIngressClass,
  mutatingWebhooks,
  expressions,
  validatingAdmissionPolicies,
  validatingWebhooks,
  resourceQuota,
]
