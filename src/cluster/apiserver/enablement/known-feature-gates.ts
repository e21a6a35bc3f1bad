import type {FeatureGate, Stage} from './feature-gates.ts'

/** A stage's gates, by what they are when nobody says anything, and whether anybody may. */
interface Gates {
  stage: Stage
  on: boolean
  locked: boolean
  names: string
}

/** The feature gates of kube-apiserver 1.34 (its kubernetes_feature_enabled metric, and which of them refuse to be set). */
const gates: Gates[] = [
  {
    stage: 'ALPHA',
    on: false,
    locked: false,
    names: `
APIServingWithRoutine AllowUnsafeMalformedObjectDeletion CBORServingAndStorage CPUManagerPolicyAlphaOptions CSIVolumeHealth
ClearingNominatedNodeNameAfterBinding ClientsAllowCBOR ClientsPreferCBOR CloudControllerManagerWebhook ComponentFlagz ComponentStatusz
ContainerRestartRules ContainerStopSignals CrossNamespaceVolumeDataSource CustomCPUCFSQuotaPeriod DRAConsumableCapacity
DRADeviceBindingConditions DRADeviceTaints DRAExtendedResource DRAPartitionableDevices DeploymentReplicaSetTerminatingReplicas EnvFiles
EventedPLEG HPAConfigurableTolerance HPAScaleToZero HostnameOverride InPlacePodVerticalScalingExclusiveCPUs
InPlacePodVerticalScalingExclusiveMemory InTreePluginPortworxUnregister InformerResourceVersion KubeletCrashLoopBackOffMax
KubeletEnsureSecretPulledImages KubeletInUserNamespace LoggingAlphaOptions MaxUnavailableStatefulSet MemoryQoS
NominatedNodeNameForExpectation PodAndContainerStatsFromCRI PodCertificateRequest PodLogsQuerySplitStreams PodTopologyLabelsAdmission
QOSReserved ReduceDefaultCrashLoopBackOffDecay RelaxedServiceNameValidation ResourceHealthStatus RuntimeClassInImageCriApi
StorageCapacityScoring StorageVersionAPI StorageVersionMigrator StrictIPCIDRValidation TopologyManagerPolicyAlphaOptions
UnknownVersionInteroperabilityProxy UserNamespacesPodSecurityStandards WindowsCPUAndMemoryAffinity`,
  },
  {
    stage: 'BETA',
    on: true,
    locked: false,
    names: `
APIResponseCompression APIServerIdentity AllowParsingUserUIDFromCertAuth CPUManagerPolicyBetaOptions ContainerCheckpoint ContextualLogging
DRAAdminAccess DRAPrioritizedList DRAResourceClaimDeviceStatus DRASchedulerFilterTimeout DeclarativeValidation DetectCacheInconsistency
DisableCPUQuotaWithExclusiveCPUs ExternalServiceAccountTokenSigner GracefulNodeShutdown GracefulNodeShutdownBasedOnPodPriority
ImageMaximumGCAge InOrderInformers InPlacePodVerticalScaling JobManagedBy KubeletFineGrainedAuthz KubeletPSI
KubeletPodResourcesDynamicResources KubeletPodResourcesGet KubeletSeparateDiskGC KubeletServiceAccountTokenForCredentialProviders
ListFromCacheSnapshot LoggingBetaOptions MatchLabelKeysInPodTopologySpread MatchLabelKeysInPodTopologySpreadSelectorMerge OpenAPIEnums
PodDeletionCost PodLevelResources PodObservedGenerationTracking PodReadyToStartContainersCondition PortForwardWebsockets
PreferSameTrafficDistribution PreventStaticPodAPIReferences ProcMountType ReloadKubeletServerCertificateFile RemoteRequestHeaderUID
RotateKubeletServerCertificate SELinuxChangePolicy SELinuxMountReadWriteOncePod SchedulerAsyncPreemption SchedulerPopFromBackoffQ
ServiceAccountNodeAudienceRestriction SizeBasedListCostEstimate StatefulSetSemanticRevisionComparison StorageVersionHash
StructuredAuthenticationConfigurationEgressSelector SupplementalGroupsPolicy SystemdWatchdog TokenRequestServiceAccountUIDValidation
TopologyManagerPolicyBetaOptions TranslateStreamCloseWebsocketRequests UnauthenticatedHTTP2DOSMitigation UserNamespacesSupport WatchList
WindowsGracefulNodeShutdown`,
  },
  {
    stage: 'BETA',
    on: false,
    locked: false,
    names: `
ClusterTrustBundle ClusterTrustBundleProjection ConcurrentWatchObjectDecode CoordinatedLeaderElection DeclarativeValidationTakeover
ImageVolume LocalStorageCapacityIsolationFSQuotaMonitoring MutableCSINodeAllocatableCount MutatingAdmissionPolicy NodeLogQuery SELinuxMount
SchedulerAsyncAPICalls WatchCacheInitializationPostStartHook WatchListClient`,
  },
  {
    stage: 'GA',
    on: true,
    locked: false,
    names: `
DisableAllocatorDualWrite DynamicResourceAllocation ExecProbeTimeout TopologyManagerPolicyOptions VolumeAttributesClass`,
  },
  {
    stage: 'GA',
    on: true,
    locked: true,
    names: `
APIServerTracing AnonymousAuthConfigurableEndpoints AnyVolumeDataSource AuthorizeNodeWithSelectors AuthorizeWithSelectors BtreeWatchCache
CPUManagerPolicyOptions CRDValidationRatcheting CSIMigrationPortworx ComponentSLIs ConsistentListFromCache CronJobsScheduledAnnotation
CustomResourceFieldSelectors HonorPVReclaimPolicy JobBackoffLimitPerIndex JobPodReplacementPolicy JobSuccessPolicy
KubeletCgroupDriverFromCRI KubeletTracing LoadBalancerIPMode LogarithmicScaleDown MatchLabelKeysInPodAffinity MemoryManager
MultiCIDRServiceAllocator NFTablesProxyMode NodeInclusionPolicyInPodTopologySpread NodeSwap OrderedNamespaceDeletion PodIndexLabel
PodLifecycleSleepAction PodLifecycleSleepActionAllowZero PodSchedulingReadiness ProbeHostPodSecurityStandards RecoverVolumeExpansionFailure
RecursiveReadOnlyMounts RelaxedDNSSearchValidation RelaxedEnvironmentVariableValidation ResilientWatchCacheInitialization RetryGenerateName
SchedulerQueueingHints SeparateTaintEvictionController ServiceAccountTokenJTI ServiceAccountTokenNodeBinding
ServiceAccountTokenNodeBindingValidation ServiceAccountTokenPodNodeInfo ServiceTrafficDistribution SidecarContainers SizeMemoryBackedVolumes
StatefulSetAutoDeletePVC StreamingCollectionEncodingToJSON StreamingCollectionEncodingToProtobuf StrictCostEnforcementForVAP
StrictCostEnforcementForWebhooks StructuredAuthenticationConfiguration StructuredAuthorizationConfiguration TopologyAwareHints WinDSR
WinOverlay`,
  },
  {
    stage: 'DEPRECATED',
    on: true,
    locked: false,
    names: `
AggregatedDiscoveryRemoveBetaType DisableNodeKubeProxyVersion KubeletPodResourcesListUseActivePods StorageNamespaceIndex`,
  },
  {
    stage: 'DEPRECATED',
    on: false,
    locked: false,
    names: `
AllowDNSOnlyNodeCSR AllowInsecureKubeletCertificateSigningRequests AllowOverwriteTerminationGracePeriodSeconds GitRepoVolumeDriver
InPlacePodVerticalScalingAllocatedStatus KMSv1 KubeletRegistrationGetOnExistsOnly SeparateCacheWatchRPC WindowsHostNetwork`,
  },
  {
    stage: 'DEPRECATED',
    on: false,
    locked: true,
    names: `
AllowServiceLBStatusOnNonLB WatchFromStorageWithoutResourceVersion`,
  },
]

/** All gates by name. */
export const knownFeatureGates: ReadonlyMap<string, FeatureGate> = new Map(
  gates.flatMap(({names, ...gate}) =>
    names
      .trim()
      .split(/\s+/)
      .map((name): [string, FeatureGate] => [name, gate]),
  ),
)
