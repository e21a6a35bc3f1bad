/**
 * The kinds that Kubernetes 1.34 serves, each declared once in a file of its own: names, columns, defaults, validation. A kind says what it is; what is
 * done with its objects belongs to the API server or to a controller.
 */
import {mutatingWebhookConfiguration} from './admissionregistration/mutating-webhook-configuration.ts'
import {validatingAdmissionPolicy} from './admissionregistration/validating-admission-policy.ts'
import {validatingAdmissionPolicyBinding} from './admissionregistration/validating-admission-policy-binding.ts'
import {validatingWebhookConfiguration} from './admissionregistration/validating-webhook-configuration.ts'
import {customResourceDefinition} from './apiextensions/custom-resource-definition.ts'
import {apiService} from './apiregistration/api-service.ts'
import {controllerRevision} from './apps/controller-revision.ts'
import {daemonSet} from './apps/daemon-set.ts'
import {deployment} from './apps/deployment.ts'
import {replicaSet} from './apps/replica-set.ts'
import {statefulSet} from './apps/stateful-set.ts'
import {selfSubjectReview} from './authentication/self-subject-review.ts'
import {tokenReview} from './authentication/token-review.ts'
import {localSubjectAccessReview} from './authorization/local-subject-access-review.ts'
import {selfSubjectAccessReview} from './authorization/self-subject-access-review.ts'
import {selfSubjectRulesReview} from './authorization/self-subject-rules-review.ts'
import {subjectAccessReview} from './authorization/subject-access-review.ts'
import {horizontalPodAutoscalerV1} from './autoscaling/horizontal-pod-autoscaler-v1.ts'
import {horizontalPodAutoscalerV2} from './autoscaling/horizontal-pod-autoscaler-v2.ts'
import {cronJob} from './batch/cron-job.ts'
import {job} from './batch/job.ts'
import {certificateSigningRequest} from './certificates/certificate-signing-request.ts'
import {lease} from './coordination/lease.ts'
import {binding} from './core/binding.ts'
import {componentStatus} from './core/component-status.ts'
import {configMap} from './core/config-map.ts'
import {endpoints} from './core/endpoints.ts'
import {event} from './core/event.ts'
import {limitRange} from './core/limit-range.ts'
import {namespace} from './core/namespace.ts'
import {node} from './core/node.ts'
import {persistentVolume} from './core/persistent-volume.ts'
import {persistentVolumeClaim} from './core/persistent-volume-claim.ts'
import {pod} from './core/pod.ts'
import {podTemplate} from './core/pod-template.ts'
import {replicationController} from './core/replication-controller.ts'
import {resourceQuota} from './core/resource-quota.ts'
import {secret} from './core/secret.ts'
import {service} from './core/service.ts'
import {serviceAccount} from './core/service-account.ts'
import type {ResourceDefinition} from './define-resource.ts'
import {endpointSlice} from './discovery/endpoint-slice.ts'
import {eventsEvent} from './events/event.ts'
import {flowSchema} from './flowcontrol/flow-schema.ts'
import {priorityLevelConfiguration} from './flowcontrol/priority-level-configuration.ts'
import {ingress} from './networking/ingress.ts'
import {ingressClass} from './networking/ingress-class.ts'
import {ipAddress} from './networking/ip-address.ts'
import {networkPolicy} from './networking/network-policy.ts'
import {serviceCidr} from './networking/service-cidr.ts'
import {runtimeClass} from './node/runtime-class.ts'
import {podDisruptionBudget} from './policy/pod-disruption-budget.ts'
import {clusterRole} from './rbac/cluster-role.ts'
import {clusterRoleBinding} from './rbac/cluster-role-binding.ts'
import {role} from './rbac/role.ts'
import {roleBinding} from './rbac/role-binding.ts'
import {deviceClass} from './resource/device-class.ts'
import {resourceClaim} from './resource/resource-claim.ts'
import {resourceClaimTemplate} from './resource/resource-claim-template.ts'
import {resourceSlice} from './resource/resource-slice.ts'
import {priorityClass} from './scheduling/priority-class.ts'
import {csiDriver} from './storage/csi-driver.ts'
import {csiNode} from './storage/csi-node.ts'
import {csiStorageCapacity} from './storage/csi-storage-capacity.ts'
import {storageClass} from './storage/storage-class.ts'
import {volumeAttachment} from './storage/volume-attachment.ts'
import {volumeAttributesClass} from './storage/volume-attributes-class.ts'

/**
 * The kinds of Kubernetes, a file each: what the cluster knows of a kind and nothing of how requests are served. A declaration does no
 * work on import, knows neither the server nor the store, and gets what it needs of the world through its hooks' arguments.
 */
export const builtInResources: ResourceDefinition[] = [
  binding,
  componentStatus,
  configMap,
  endpoints,
  event,
  limitRange,
  namespace,
  node,
  persistentVolumeClaim,
  persistentVolume,
  pod,
  podTemplate,
  replicationController,
  resourceQuota,
  secret,
  serviceAccount,
  service,
  apiService,
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  statefulSet,
  eventsEvent,
  selfSubjectReview,
  tokenReview,
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  subjectAccessReview,
  horizontalPodAutoscalerV2,
  horizontalPodAutoscalerV1,
  cronJob,
  job,
  certificateSigningRequest,
  ingressClass,
  ingress,
  ipAddress,
  networkPolicy,
  serviceCidr,
  podDisruptionBudget,
  clusterRoleBinding,
  clusterRole,
  roleBinding,
  role,
  csiDriver,
  csiNode,
  csiStorageCapacity,
  storageClass,
  volumeAttachment,
  volumeAttributesClass,
  mutatingWebhookConfiguration,
  validatingAdmissionPolicy,
  validatingAdmissionPolicyBinding,
  validatingWebhookConfiguration,
  customResourceDefinition,
  priorityClass,
  lease,
  runtimeClass,
  endpointSlice,
  deviceClass,
  resourceClaim,
  resourceClaimTemplate,
  resourceSlice,
  flowSchema,
  priorityLevelConfiguration,
]
