/**
 * kube-controller-manager: every controller, all of one shape. A controller is told which object, reads it from the shared caches, brings the world one step
 * closer to it through the API, and forgets. It may keep nothing that the objects do not say, for the process can end at any moment.
 */
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createAdmissionPolicyStatus} from './admission-policy-status.ts'
import {createClusterRoleAggregation} from './cluster-role-aggregation.ts'
import {createCronJobController} from './cronjob/index.ts'
import {createDaemonSetController} from './daemonset/index.ts'
import {createDeploymentController} from './deployment/index.ts'
import {createDisruptionController} from './disruption/index.ts'
import {createEndpointSliceController} from './endpoint-slice/index.ts'
import {createEndpointSliceMirroringController} from './endpoint-slice-mirroring.ts'
import {createEndpointsController} from './endpoints/index.ts'
import {createGarbageCollector} from './garbage-collector/index.ts'
import {createJobController} from './job/index.ts'
import {createNamespaceController} from './namespace/index.ts'
import {createNodeIpamController} from './node-ipam.ts'
import {createNodeLifecycleController} from './node-lifecycle/index.ts'
import {createPersistentVolumeController} from './persistent-volume/index.ts'
import {createLocalProvisioner} from './persistent-volume/local-provisioner.ts'
import {createClaimProtection, createVolumeProtection} from './persistent-volume/protection.ts'
import {createPodAutoscaler} from './pod-autoscaler/index.ts'
import {createPodGarbageCollector} from './pod-garbage-collector.ts'
import {createReplicaSetController, createReplicationController} from './replicaset/index.ts'
import {createResourceQuotaController} from './resource-quota/index.ts'
import {createRootCaPublisher} from './root-ca-publisher.ts'
import {createServiceAccountController} from './service-account.ts'
import {createServiceCidrController} from './service-cidr/index.ts'
import {createStatefulSetController} from './statefulset/index.ts'
import {createTaintEvictionController} from './taint-eviction.ts'
import {createTtlAfterFinishedController} from './ttl-after-finished.ts'

/** Every controller by the name under which it acts. */
export const controllers: {name: string; create(context: ComponentContext): Component}[] = [
  {name: 'namespace-controller', create: createNamespaceController},
  {name: 'serviceaccount-controller', create: createServiceAccountController},
  {name: 'root-ca-certificate-publisher-controller', create: createRootCaPublisher},
  {name: 'node-ipam-controller', create: createNodeIpamController},
  {name: 'node-lifecycle-controller', create: createNodeLifecycleController},
  {name: 'taint-eviction-controller', create: createTaintEvictionController},
  {name: 'resourcequota-controller', create: createResourceQuotaController},
  {name: 'deployment-controller', create: createDeploymentController},
  {name: 'replicaset-controller', create: createReplicaSetController},
  {name: 'replication-controller', create: createReplicationController},
  {name: 'statefulset-controller', create: createStatefulSetController},
  {name: 'daemon-set-controller', create: createDaemonSetController},
  {name: 'job-controller', create: createJobController},
  {name: 'cronjob-controller', create: createCronJobController},
  {name: 'ttl-after-finished-controller', create: createTtlAfterFinishedController},
  {name: 'disruption-controller', create: createDisruptionController},
  {name: 'horizontal-pod-autoscaler', create: createPodAutoscaler},
  {name: 'endpoints-controller', create: createEndpointsController},
  {name: 'endpointslice-controller', create: createEndpointSliceController},
  {name: 'endpointslice-mirroring-controller', create: createEndpointSliceMirroringController},
  {name: 'persistentvolume-binder-controller', create: createPersistentVolumeController},
  {name: 'local-provisioner', create: createLocalProvisioner},
  {name: 'persistentvolumeclaim-protection-controller', create: createClaimProtection},
  {name: 'persistentvolume-protection-controller', create: createVolumeProtection},
  {name: 'pod-garbage-collector-controller', create: createPodGarbageCollector},
  {name: 'clusterrole-aggregation-controller', create: createClusterRoleAggregation},
  {name: 'service-cidr-controller', create: createServiceCidrController},
  {name: 'validatingadmissionpolicy-status-controller', create: createAdmissionPolicyStatus},
  {name: 'garbage-collector-controller', create: createGarbageCollector},
]
