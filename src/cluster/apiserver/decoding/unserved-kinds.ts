import type {GroupVersionKind} from '../../../api/object.ts'

/** Kinds by versions that Kubernetes 1.34 still knows how to read, though it serves them no more, not unless asked to, or beneath other kinds only. */
const unserved: Record<string, string> = {
  'admissionregistration.k8s.io/v1alpha1':
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1beta1':
    'ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
  'apps/v1beta1': 'Deployment StatefulSet ControllerRevision Scale DeploymentRollback',
  'apps/v1beta2': 'Deployment DaemonSet ReplicaSet StatefulSet ControllerRevision Scale',
  'authentication.k8s.io/v1': 'TokenRequest',
  'authentication.k8s.io/v1alpha1': 'SelfSubjectReview',
  'authentication.k8s.io/v1beta1': 'TokenReview SelfSubjectReview',
  'authorization.k8s.io/v1beta1':
    'SubjectAccessReview SelfSubjectAccessReview LocalSubjectAccessReview SelfSubjectRulesReview',
  'autoscaling/v1': 'Scale',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler',
  'batch/v1beta1': 'CronJob',
  'certificates.k8s.io/v1alpha1': 'ClusterTrustBundle PodCertificateRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest ClusterTrustBundle',
  'coordination.k8s.io/v1alpha2': 'LeaseCandidate',
  'coordination.k8s.io/v1beta1': 'Lease LeaseCandidate',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1beta1': 'Event',
  'extensions/v1beta1': 'Deployment DaemonSet ReplicaSet Ingress NetworkPolicy Scale DeploymentRollback',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta2': 'FlowSchema PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta3': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1beta1': 'Ingress IngressClass IPAddress ServiceCIDR',
  'node.k8s.io/v1alpha1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1': 'Eviction',
  'policy/v1beta1': 'PodDisruptionBudget Eviction',
  'rbac.authorization.k8s.io/v1alpha1': 'Role RoleBinding ClusterRole ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1beta1': 'Role RoleBinding ClusterRole ClusterRoleBinding',
  'resource.k8s.io/v1beta1': 'ResourceClaim ResourceClaimTemplate DeviceClass ResourceSlice',
  'resource.k8s.io/v1beta2': 'ResourceClaim ResourceClaimTemplate DeviceClass ResourceSlice',
  'scheduling.k8s.io/v1alpha1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1alpha1': 'VolumeAttachment CSIStorageCapacity VolumeAttributesClass',
  'storage.k8s.io/v1beta1': 'StorageClass VolumeAttachment CSIDriver CSINode CSIStorageCapacity VolumeAttributesClass',
}

/** What was moved elsewhere when its first group was dissolved. */
const moved = new Set(['apps', 'networking.k8s.io', 'autoscaling'])

/** Whether a kind is another version of the expected one (`version`), some other one that is known though not served (`kind`), or neither. */
export function unservedKind(
  {group, version, kind}: GroupVersionKind,
  expected: GroupVersionKind,
): 'version' | 'kind' | undefined {
  const apiVersion = `${group}/${version}`
  const kinds = Object.hasOwn(unserved, apiVersion) ? unserved[apiVersion]!.split(' ') : []
  if (!kinds.some(each => kind === each || kind === `${each}List`)) return undefined
  const same = group === expected.group || (group === 'extensions' && moved.has(expected.group)) || kind === 'Scale'
  return same && kind === expected.kind ? 'version' : 'kind'
}
