import type {Describer} from './describer.ts'

/** The describers, each loaded when it is needed; whatever is not here is described field by field. */
export const describers: Record<string, () => Promise<Describer>> = {
  'CertificateSigningRequest.certificates.k8s.io': () =>
    import('./certificate-signing-request.ts').then(({certificateSigningRequest}) => certificateSigningRequest),
  'ClusterRole.rbac.authorization.k8s.io': () => import('./role.ts').then(({role}) => role),
  'ClusterRoleBinding.rbac.authorization.k8s.io': () =>
    import('./role-binding.ts').then(({roleBinding}) => roleBinding),
  ConfigMap: () => import('./config-map.ts').then(({configMap}) => configMap),
  'CronJob.batch': () => import('./cron-job.ts').then(({cronJob}) => cronJob),
  'CSINode.storage.k8s.io': () => import('./csi-node.ts').then(({csiNode}) => csiNode),
  'DaemonSet.apps': () => import('./daemon-set.ts').then(({daemonSet}) => daemonSet),
  'Deployment.apps': () => import('./deployment.ts').then(({deployment}) => deployment),
  Endpoints: () => import('./endpoints.ts').then(({endpoints}) => endpoints),
  'EndpointSlice.discovery.k8s.io': () => import('./endpoint-slice.ts').then(({endpointSlice}) => endpointSlice),
  'HorizontalPodAutoscaler.autoscaling': () =>
    import('./horizontal-pod-autoscaler.ts').then(({horizontalPodAutoscaler}) => horizontalPodAutoscaler),
  'Ingress.networking.k8s.io': () => import('./ingress.ts').then(({ingress}) => ingress),
  'IngressClass.networking.k8s.io': () => import('./ingress-class.ts').then(({ingressClass}) => ingressClass),
  'IPAddress.networking.k8s.io': () => import('./ip-address.ts').then(({ipAddress}) => ipAddress),
  'Job.batch': () => import('./job.ts').then(({job}) => job),
  LimitRange: () => import('./limit-range.ts').then(({limitRange}) => limitRange),
  Namespace: () => import('./namespace.ts').then(({namespace}) => namespace),
  'NetworkPolicy.networking.k8s.io': () => import('./network-policy.ts').then(({networkPolicy}) => networkPolicy),
  Node: () => import('./node.ts').then(({node}) => node),
  PersistentVolume: () => import('./persistent-volume.ts').then(({persistentVolume}) => persistentVolume),
  PersistentVolumeClaim: () =>
    import('./persistent-volume-claim.ts').then(({persistentVolumeClaim}) => persistentVolumeClaim),
  Pod: () => import('./pod.ts').then(({pod}) => pod),
  'PodDisruptionBudget.policy': () =>
    import('./pod-disruption-budget.ts').then(({podDisruptionBudget}) => podDisruptionBudget),
  'PriorityClass.scheduling.k8s.io': () => import('./priority-class.ts').then(({priorityClass}) => priorityClass),
  'ReplicaSet.apps': () => import('./replica-set.ts').then(({replicaSet}) => replicaSet),
  ReplicationController: () =>
    import('./replication-controller.ts').then(({replicationController}) => replicationController),
  ResourceQuota: () => import('./resource-quota.ts').then(({resourceQuota}) => resourceQuota),
  'Role.rbac.authorization.k8s.io': () => import('./role.ts').then(({role}) => role),
  'RoleBinding.rbac.authorization.k8s.io': () => import('./role-binding.ts').then(({roleBinding}) => roleBinding),
  Secret: () => import('./secret.ts').then(({secret}) => secret),
  Service: () => import('./service.ts').then(({service}) => service),
  ServiceAccount: () => import('./service-account.ts').then(({serviceAccount}) => serviceAccount),
  'ServiceCIDR.networking.k8s.io': () => import('./service-cidr.ts').then(({serviceCidr}) => serviceCidr),
  'StatefulSet.apps': () => import('./stateful-set.ts').then(({statefulSet}) => statefulSet),
  'StorageClass.storage.k8s.io': () => import('./storage-class.ts').then(({storageClass}) => storageClass),
  'VolumeAttributesClass.storage.k8s.io': () =>
    import('./volume-attributes-class.ts').then(({volumeAttributesClass}) => volumeAttributesClass),
}
