/**
 * kube-controller-manager: every controller, all of one shape. A controller is told which object, reads it from the shared caches, brings the world one step
 * closer to it through the API, and forgets. It may keep nothing that the objects do not say, for the process can end at any moment.
 */
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createAdmissionPolicyStatus} from './admission-policy-status.ts'
import {createAttachDetach} from './attach-detach/index.ts'
import {createTokenCleaner} from './bootstrap-tokens/cleaner.ts'
import {createBootstrapSigner} from './bootstrap-tokens/signer.ts'
import {createCertificateApproving} from './certificates/approving.ts'
import {createCertificateCleaner} from './certificates/cleaner.ts'
import {createCertificateSigning, type SignCertificate} from './certificates/signing.ts'
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
import {createLegacyTokenCleaner} from './legacy-token-cleaner.ts'
import {createNamespaceController} from './namespace/index.ts'
import {createNodeIpamController} from './node-ipam.ts'
import {createNodeLifecycleController} from './node-lifecycle/index.ts'
import {createPersistentVolumeController} from './persistent-volume/index.ts'
import {createLocalProvisioner} from './persistent-volume/local-provisioner.ts'
import {
  createAttributesClassProtection,
  createClaimProtection,
  createVolumeProtection,
} from './persistent-volume/protection.ts'
import {createPodAutoscaler} from './pod-autoscaler/index.ts'
import {createPodGarbageCollector} from './pod-garbage-collector.ts'
import {createReplicaSetController, createReplicationController} from './replicaset/index.ts'
import {createResourceClaimController} from './resource-claim/index.ts'
import {createResourceQuotaController} from './resource-quota/index.ts'
import {createRootCaPublisher} from './root-ca-publisher.ts'
import {createServiceAccountController} from './service-account.ts'
import {createServiceAccountTokens, type SignToken} from './service-account-token.ts'
import {createServiceCidrController} from './service-cidr/index.ts'
import {createStatefulSetController} from './statefulset/index.ts'
import {createStorageVersionMigrator} from './storage-version-migrator/index.ts'
import {createTaintEvictionController} from './taint-eviction.ts'
import {createTtlAfterFinishedController} from './ttl-after-finished.ts'
import {createVolumeExpand} from './volume-expand.ts'

/** What a controller manager may do with the keys that it is given. */
export interface ManagerKeys {
  signCertificate: SignCertificate
  signToken: SignToken
}

export interface ControllerEntry {
  name: string
  /** The service account in kube-system under which it acts, or a user's whole name; absent: that of the controller's own name. */
  account?: string
  /** Without one of these it does not run. */
  features?: string[]
  create(context: ComponentContext, keys: ManagerKeys): Component
}

/** The controllers of a cluster with these features. */
export const controllersWith = (on: {enabled(feature: string): boolean}): ControllerEntry[] =>
  controllers.filter(({features = []}) => features.every(feature => on.enabled(feature)))

/** Every controller. */
const controllers: ControllerEntry[] = [
  {name: 'namespace-controller', create: createNamespaceController},
  {name: 'serviceaccount-controller', account: 'service-account-controller', create: createServiceAccountController},
  {name: 'root-ca-certificate-publisher-controller', account: 'root-ca-cert-publisher', create: createRootCaPublisher},
  {name: 'node-ipam-controller', account: 'node-controller', create: createNodeIpamController},
  {name: 'node-lifecycle-controller', account: 'node-controller', create: createNodeLifecycleController},
  {name: 'taint-eviction-controller', account: 'node-controller', create: createTaintEvictionController},
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
  {
    name: 'resourceclaim-controller',
    account: 'resource-claim-controller',
    create: createResourceClaimController,
  },
  {name: 'horizontal-pod-autoscaler', create: createPodAutoscaler},
  {name: 'endpoints-controller', account: 'endpoint-controller', create: createEndpointsController},
  {name: 'endpointslice-controller', create: createEndpointSliceController},
  {
    name: 'endpointslice-mirroring-controller',
    account: 'endpointslicemirroring-controller',
    create: createEndpointSliceMirroringController,
  },
  {
    name: 'persistentvolume-binder-controller',
    account: 'persistent-volume-binder',
    create: createPersistentVolumeController,
  },
  {
    name: 'persistentvolume-attach-detach-controller',
    account: 'attachdetach-controller',
    create: createAttachDetach,
  },
  {name: 'persistentvolume-expander-controller', account: 'expand-controller', create: createVolumeExpand},
  {name: 'local-provisioner', account: 'persistent-volume-binder', create: createLocalProvisioner},
  {
    name: 'persistentvolumeclaim-protection-controller',
    account: 'pvc-protection-controller',
    create: createClaimProtection,
  },
  {name: 'persistentvolume-protection-controller', account: 'pv-protection-controller', create: createVolumeProtection},
  {name: 'volumeattributesclass-protection-controller', create: createAttributesClassProtection},
  {name: 'pod-garbage-collector-controller', account: 'pod-garbage-collector', create: createPodGarbageCollector},
  {name: 'clusterrole-aggregation-controller', create: createClusterRoleAggregation},
  {
    name: 'storage-version-migrator-controller',
    features: ['StorageVersionMigrator', 'InformerResourceVersion'],
    create: createStorageVersionMigrator,
  },
  {name: 'service-cidr-controller', account: 'service-cidrs-controller', create: createServiceCidrController},
  {name: 'validatingadmissionpolicy-status-controller', create: createAdmissionPolicyStatus},
  {
    name: 'serviceaccount-token-controller',
    account: 'system:kube-controller-manager',
    create: (context, {signToken}) => createServiceAccountTokens(context, {sign: signToken}),
  },
  {
    name: 'legacy-serviceaccount-token-cleaner-controller',
    account: 'legacy-service-account-token-cleaner',
    create: createLegacyTokenCleaner,
  },
  {name: 'bootstrap-signer-controller', account: 'bootstrap-signer', create: createBootstrapSigner},
  {name: 'token-cleaner-controller', account: 'token-cleaner', create: createTokenCleaner},
  {
    name: 'certificatesigningrequest-signing-controller',
    account: 'certificate-controller',
    create: (context, {signCertificate}) => createCertificateSigning(context, {sign: signCertificate}),
  },
  {
    name: 'certificatesigningrequest-approving-controller',
    account: 'certificate-controller',
    create: createCertificateApproving,
  },
  {
    name: 'certificatesigningrequest-cleaner-controller',
    account: 'certificate-controller',
    create: createCertificateCleaner,
  },
  {name: 'garbage-collector-controller', account: 'generic-garbage-collector', create: createGarbageCollector},
]
