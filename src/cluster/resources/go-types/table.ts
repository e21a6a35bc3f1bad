/**
 * The server's own types, as far as messages show them whole: each field's Go name, what it holds and, after `=`, its JSON name where that is not
 * the same in lower case. s, i, b: a string, a number, a boolean with its zero value; n: null when absent; q, x: a quantity, an int-or-string;
 * `@`: metadata, whose fields stand in their parent; `*T`, `#T`, `&T`: a struct that may be absent, that is always there, whose fields stand in their parent; `[`: a list of what follows; `{`: a map.
 */
export const goTypes: Record<string, string> = {
  AWSElasticBlockStoreVolumeSource: 'VolumeID:s FSType:s=fsType Partition:i ReadOnly:b',
  Affinity: 'NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAntiAffinity',
  AllocationResult: 'Devices:#DeviceAllocationResult NodeSelector:*NodeSelector AllocationTimestamp:n',
  AppArmorProfile: 'Type:s LocalhostProfile:n',
  AzureDiskVolumeSource: 'DiskName:s DataDiskURI:s=diskURI CachingMode:n FSType:n=fsType ReadOnly:n Kind:n',
  AzureFilePersistentVolumeSource: 'SecretName:s ShareName:s ReadOnly:b SecretNamespace:n',
  AzureFileVolumeSource: 'SecretName:s ShareName:s ReadOnly:b',
  CELDeviceSelector: 'Expression:s',
  CSINodeDriver: 'Name:s NodeID:s TopologyKeys:[s Allocatable:*VolumeNodeResources',
  CSIPersistentVolumeSource:
    'Driver:s VolumeHandle:s ReadOnly:b FSType:s=fsType VolumeAttributes:{ ControllerPublishSecretRef:*SecretReference NodeStageSecretRef:*SecretReference NodePublishSecretRef:*SecretReference ControllerExpandSecretRef:*SecretReference NodeExpandSecretRef:*SecretReference',
  CSIVolumeSource: 'Driver:s ReadOnly:n FSType:n=fsType VolumeAttributes:{ NodePublishSecretRef:*LocalObjectReference',
  Capabilities: 'Add:[s Drop:[s',
  CapacityRequirements: 'Requests:{',
  CephFSPersistentVolumeSource: 'Monitors:[s Path:s User:s SecretFile:s SecretRef:*SecretReference ReadOnly:b',
  CephFSVolumeSource: 'Monitors:[s Path:s User:s SecretFile:s SecretRef:*LocalObjectReference ReadOnly:b',
  CinderPersistentVolumeSource: 'VolumeID:s FSType:s=fsType ReadOnly:b SecretRef:*SecretReference',
  CinderVolumeSource: 'VolumeID:s FSType:s=fsType ReadOnly:b SecretRef:*LocalObjectReference',
  ClusterTrustBundleProjection: 'Name:n SignerName:n LabelSelector:n Optional:n Path:s',
  ConfigMapEnvSource: 'Name:s Optional:n',
  ConfigMapKeySelector: 'Name:s Key:s Optional:n',
  ConfigMapProjection: 'Name:s Items:[#KeyToPath Optional:n',
  ConfigMapVolumeSource: 'Name:s Items:[#KeyToPath DefaultMode:n Optional:n',
  Container:
    'Name:s Image:s Command:[s Args:[s WorkingDir:s Ports:[#ContainerPort EnvFrom:[#EnvFromSource Env:[#EnvVar Resources:#ResourceRequirements ResizePolicy:[#ContainerResizePolicy RestartPolicy:n RestartPolicyRules:[#ContainerRestartRule VolumeMounts:[#VolumeMount VolumeDevices:[#VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:*SecurityContext Stdin:b StdinOnce:b TTY:b=tty',
  ContainerPort: 'Name:s HostPort:i ContainerPort:i Protocol:s HostIP:s',
  ContainerResizePolicy: 'ResourceName:s RestartPolicy:s',
  ContainerRestartRule: 'Action:s ExitCodes:*ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'Operator:s Values:[i',
  DeviceAllocationConfiguration: 'Source:s Requests:[s Opaque:*OpaqueDeviceConfiguration',
  DeviceAllocationResult: 'Results:[#DeviceRequestAllocationResult Config:[#DeviceAllocationConfiguration',
  DeviceClaim: 'Requests:[#DeviceRequest Constraints:[#DeviceConstraint Config:[#DeviceClaimConfiguration',
  DeviceClaimConfiguration: 'Requests:[s Opaque:*OpaqueDeviceConfiguration',
  DeviceConstraint: 'Requests:[s MatchAttribute:n DistinctAttribute:n',
  DeviceRequest: 'Name:s Exactly:*ExactDeviceRequest FirstAvailable:[#DeviceSubRequest',
  DeviceRequestAllocationResult:
    'Request:s Driver:s Pool:s Device:s AdminAccess:n Tolerations:[#DeviceToleration BindingConditions:[s BindingFailureConditions:[s ShareID:n ConsumedCapacity:{',
  DeviceSelector: 'CEL:*CELDeviceSelector=cel',
  DeviceSubRequest:
    'Name:s DeviceClassName:s Selectors:[#DeviceSelector AllocationMode:s Count:i Tolerations:[#DeviceToleration Capacity:*CapacityRequirements',
  DeviceToleration: 'Key:s Operator:s Value:s Effect:s TolerationSeconds:n',
  DownwardAPIProjection: 'Items:[#DownwardAPIVolumeFile',
  DownwardAPIVolumeFile: 'Path:s FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode:n',
  DownwardAPIVolumeSource: 'Items:[#DownwardAPIVolumeFile DefaultMode:n',
  EmptyDirVolumeSource: 'Medium:s SizeLimit:n',
  EnvFromSource: 'Prefix:s ConfigMapRef:*ConfigMapEnvSource SecretRef:*SecretEnvSource',
  EnvVar: 'Name:s Value:s ValueFrom:*EnvVarSource',
  EnvVarSource:
    'FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*ConfigMapKeySelector SecretKeyRef:*SecretKeySelector FileKeyRef:*FileKeySelector',
  EphemeralContainer:
    'Name:s Image:s Command:[s Args:[s WorkingDir:s Ports:[#ContainerPort EnvFrom:[#EnvFromSource Env:[#EnvVar Resources:#ResourceRequirements ResizePolicy:[#ContainerResizePolicy RestartPolicy:n RestartPolicyRules:[#ContainerRestartRule VolumeMounts:[#VolumeMount VolumeDevices:[#VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:*SecurityContext Stdin:b StdinOnce:b TTY:b=tty TargetContainerName:s',
  EphemeralVolumeSource: 'VolumeClaimTemplate:*PersistentVolumeClaimTemplate',
  Event:
    'InvolvedObject:#ObjectReference Reason:s Message:s Source:#EventSource FirstTimestamp:n LastTimestamp:n Count:i Type:s EventTime:n Series:n Action:s Related:*ObjectReference ReportingController:s=reportingComponent ReportingInstance:s',
  EventSource: 'Component:s Host:s',
  ExactDeviceRequest:
    'DeviceClassName:s Selectors:[#DeviceSelector AllocationMode:s Count:i AdminAccess:n Tolerations:[#DeviceToleration Capacity:*CapacityRequirements',
  ExecAction: 'Command:[s',
  ExemptPriorityLevelConfiguration: 'NominalConcurrencyShares:n LendablePercent:n',
  FCVolumeSource: 'TargetWWNs:[s Lun:n FSType:s=fsType ReadOnly:b WWIDs:[s=wwids',
  FileKeySelector: 'VolumeName:s Path:s Key:s Optional:n',
  FlexPersistentVolumeSource: 'Driver:s FSType:s=fsType SecretRef:*SecretReference ReadOnly:b Options:{',
  FlexVolumeSource: 'Driver:s FSType:s=fsType SecretRef:*LocalObjectReference ReadOnly:b Options:{',
  FlockerVolumeSource: 'DatasetName:s DatasetUUID:s',
  FlowDistinguisherMethod: 'Type:s',
  FlowSchemaSpec:
    'PriorityLevelConfiguration:#PriorityLevelConfigurationReference MatchingPrecedence:i DistinguisherMethod:*FlowDistinguisherMethod Rules:[#PolicyRulesWithSubjects',
  FlowSubject: 'Kind:s User:*UserSubject Group:*GroupSubject ServiceAccount:*ServiceAccountSubject',
  GCEPersistentDiskVolumeSource: 'PDName:s=pdName FSType:s=fsType Partition:i ReadOnly:b',
  GRPCAction: 'Port:i Service:n',
  GitRepoVolumeSource: 'Repository:s Revision:s Directory:s',
  GlusterfsPersistentVolumeSource: 'EndpointsName:s=endpoints Path:s ReadOnly:b EndpointsNamespace:n',
  GlusterfsVolumeSource: 'EndpointsName:s=endpoints Path:s ReadOnly:b',
  GroupSubject: 'Name:s',
  HTTPGetAction: 'Path:s Port:x Host:s Scheme:s HTTPHeaders:[#HTTPHeader=httpHeaders',
  HTTPHeader: 'Name:s Value:s',
  HostAlias: 'IP:s=ip Hostnames:[s',
  HostPathVolumeSource: 'Path:s Type:n',
  ISCSIPersistentVolumeSource:
    'TargetPortal:s IQN:s=iqn Lun:i ISCSIInterface:s=iscsiInterface FSType:s=fsType ReadOnly:b Portals:[s DiscoveryCHAPAuth:b=chapAuthDiscovery SessionCHAPAuth:b=chapAuthSession SecretRef:*SecretReference InitiatorName:n',
  ISCSIVolumeSource:
    'TargetPortal:s IQN:s=iqn Lun:i ISCSIInterface:s=iscsiInterface FSType:s=fsType ReadOnly:b Portals:[s DiscoveryCHAPAuth:b=chapAuthDiscovery SessionCHAPAuth:b=chapAuthSession SecretRef:*LocalObjectReference InitiatorName:n',
  ImageVolumeSource: 'Reference:s PullPolicy:s',
  KeyToPath: 'Key:s Path:s Mode:n',
  Lifecycle: 'PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:n',
  LifecycleHandler:
    'Exec:*ExecAction HTTPGet:*HTTPGetAction=httpGet TCPSocket:*TCPSocketAction=tcpSocket Sleep:*SleepAction',
  LimitResponse: 'Type:s Queuing:*QueuingConfiguration',
  LimitedPriorityLevelConfiguration:
    'NominalConcurrencyShares:i LimitResponse:#LimitResponse LendablePercent:n BorrowingLimitPercent:n',
  LocalObjectReference: 'Name:s',
  LocalVolumeSource: 'Path:s FSType:n=fsType',
  MigrationCondition: 'Type:s Status:s LastUpdateTime:n Reason:s Message:s',
  NFSVolumeSource: 'Server:s Path:s ReadOnly:b',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:[#PreferredSchedulingTerm',
  NodeSelector: 'NodeSelectorTerms:[#NodeSelectorTerm',
  NodeSelectorRequirement: 'Key:s Operator:s Values:[s',
  NodeSelectorTerm: 'MatchExpressions:[#NodeSelectorRequirement MatchFields:[#NodeSelectorRequirement',
  NonResourcePolicyRule: 'Verbs:[s NonResourceURLs:[s',
  ObjectFieldSelector: 'APIVersion:s=apiVersion FieldPath:s',
  ObjectReference: 'Kind:s Namespace:s Name:s UID:s=uid APIVersion:s=apiVersion ResourceVersion:s FieldPath:s',
  OpaqueDeviceConfiguration: 'Driver:s Parameters:n',
  ParentReference: 'Group:s Resource:s Namespace:s Name:s',
  PersistentVolumeClaimSpec:
    'AccessModes:[s Selector:n Resources:#VolumeResourceRequirements VolumeName:s StorageClassName:n VolumeMode:n DataSource:*TypedLocalObjectReference DataSourceRef:*TypedObjectReference VolumeAttributesClassName:n',
  PersistentVolumeClaimTemplate: 'ObjectMeta:@ Spec:#PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'ClaimName:s ReadOnly:b',
  PersistentVolumeSource:
    'GCEPersistentDisk:*GCEPersistentDiskVolumeSource=gcePersistentDisk AWSElasticBlockStore:*AWSElasticBlockStoreVolumeSource=awsElasticBlockStore HostPath:*HostPathVolumeSource Glusterfs:*GlusterfsPersistentVolumeSource NFS:*NFSVolumeSource=nfs RBD:*RBDPersistentVolumeSource=rbd Quobyte:*QuobyteVolumeSource ISCSI:*ISCSIPersistentVolumeSource=iscsi FlexVolume:*FlexPersistentVolumeSource Cinder:*CinderPersistentVolumeSource CephFS:*CephFSPersistentVolumeSource=cephfs FC:*FCVolumeSource=fc Flocker:*FlockerVolumeSource AzureFile:*AzureFilePersistentVolumeSource VsphereVolume:*VsphereVirtualDiskVolumeSource AzureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:*PhotonPersistentDiskVolumeSource PortworxVolume:*PortworxVolumeSource ScaleIO:*ScaleIOPersistentVolumeSource Local:*LocalVolumeSource StorageOS:*StorageOSPersistentVolumeSource=storageos CSI:*CSIPersistentVolumeSource=csi',
  PersistentVolumeSpec:
    'Capacity:{ PersistentVolumeSource:&PersistentVolumeSource AccessModes:[s ClaimRef:*ObjectReference PersistentVolumeReclaimPolicy:s StorageClassName:s MountOptions:[s VolumeMode:n NodeAffinity:*VolumeNodeAffinity VolumeAttributesClassName:n',
  PhotonPersistentDiskVolumeSource: 'PdID:s FSType:s=fsType',
  PodAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:[#PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[#WeightedPodAffinityTerm',
  PodAffinityTerm:
    'LabelSelector:n Namespaces:[s TopologyKey:s NamespaceSelector:n MatchLabelKeys:[s MismatchLabelKeys:[s',
  PodAntiAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:[#PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[#WeightedPodAffinityTerm',
  PodCertificateProjection:
    'SignerName:s KeyType:s MaxExpirationSeconds:n CredentialBundlePath:s KeyPath:s CertificateChainPath:s',
  PodDNSConfig: 'Nameservers:[s Searches:[s Options:[#PodDNSConfigOption',
  PodDNSConfigOption: 'Name:s Value:n',
  PodFailurePolicy: 'Rules:[#PodFailurePolicyRule',
  PodFailurePolicyOnExitCodesRequirement: 'ContainerName:n Operator:s Values:[i',
  PodFailurePolicyOnPodConditionsPattern: 'Type:s Status:s',
  PodFailurePolicyRule:
    'Action:s OnExitCodes:*PodFailurePolicyOnExitCodesRequirement OnPodConditions:[#PodFailurePolicyOnPodConditionsPattern',
  PodOS: 'Name:s',
  PodReadinessGate: 'ConditionType:s',
  PodResourceClaim: 'Name:s ResourceClaimName:n ResourceClaimTemplateName:n',
  PodSchedulingGate: 'Name:s',
  PodSecurityContext:
    'HostNetwork:b HostPID:b HostIPC:b ShareProcessNamespace:n HostUsers:n SELinuxOptions:*SELinuxOptions=seLinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:n RunAsGroup:n RunAsNonRoot:n SupplementalGroups:[i SupplementalGroupsPolicy:n FSGroup:n=fsGroup FSGroupChangePolicy:n=fsGroupChangePolicy Sysctls:[#Sysctl SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile SELinuxChangePolicy:n=seLinuxChangePolicy',
  PodSpec:
    'Volumes:[#Volume InitContainers:[#Container Containers:[#Container EphemeralContainers:[#EphemeralContainer RestartPolicy:s TerminationGracePeriodSeconds:n ActiveDeadlineSeconds:n DNSPolicy:s=dnsPolicy NodeSelector:{ ServiceAccountName:s AutomountServiceAccountToken:n NodeName:s SecurityContext:*PodSecurityContext ImagePullSecrets:[#LocalObjectReference Hostname:s Subdomain:s SetHostnameAsFQDN:n Affinity:*Affinity SchedulerName:s Tolerations:[#Toleration HostAliases:[#HostAlias PriorityClassName:s Priority:n PreemptionPolicy:n DNSConfig:*PodDNSConfig=dnsConfig ReadinessGates:[#PodReadinessGate RuntimeClassName:n Overhead:{ EnableServiceLinks:n TopologySpreadConstraints:[#TopologySpreadConstraint OS:*PodOS=os SchedulingGates:[#PodSchedulingGate ResourceClaims:[#PodResourceClaim Resources:*ResourceRequirements HostnameOverride:n',
  PodTemplateSpec: 'ObjectMeta:@ Spec:#PodSpec',
  PolicyRulesWithSubjects:
    'Subjects:[#FlowSubject ResourceRules:[#ResourcePolicyRule NonResourceRules:[#NonResourcePolicyRule',
  PortworxVolumeSource: 'VolumeID:s FSType:s=fsType ReadOnly:b',
  PreferredSchedulingTerm: 'Weight:i Preference:#NodeSelectorTerm',
  PriorityLevelConfigurationReference: 'Name:s',
  PriorityLevelConfigurationSpec:
    'Type:s Limited:*LimitedPriorityLevelConfiguration Exempt:*ExemptPriorityLevelConfiguration',
  Probe:
    'Exec:*ExecAction HTTPGet:*HTTPGetAction=httpGet TCPSocket:*TCPSocketAction=tcpSocket GRPC:*GRPCAction=grpc InitialDelaySeconds:i TimeoutSeconds:i PeriodSeconds:i SuccessThreshold:i FailureThreshold:i TerminationGracePeriodSeconds:n',
  ProjectedVolumeSource: 'Sources:[#VolumeProjection DefaultMode:n',
  QueuingConfiguration: 'Queues:i HandSize:i QueueLengthLimit:i',
  QuobyteVolumeSource: 'Registry:s Volume:s ReadOnly:b User:s Group:s Tenant:s',
  RBDPersistentVolumeSource:
    'CephMonitors:[s=monitors RBDImage:s=image FSType:s=fsType RBDPool:s=pool RadosUser:s=user Keyring:s SecretRef:*SecretReference ReadOnly:b',
  RBDVolumeSource:
    'CephMonitors:[s=monitors RBDImage:s=image FSType:s=fsType RBDPool:s=pool RadosUser:s=user Keyring:s SecretRef:*LocalObjectReference ReadOnly:b',
  ResourceClaim: 'Name:s Request:s',
  ResourceClaimSpec: 'Devices:#DeviceClaim',
  ResourceClaimTemplateSpec: 'ObjectMeta:@ Spec:#ResourceClaimSpec',
  ResourceFieldSelector: 'ContainerName:s Resource:s Divisor:q',
  ResourcePolicyRule: 'Verbs:[s APIGroups:[s=apiGroups Resources:[s ClusterScope:b Namespaces:[s',
  ResourceRequirements: 'Limits:{ Requests:{ Claims:[#ResourceClaim',
  SELinuxOptions: 'User:s Role:s Type:s Level:s',
  ScaleIOPersistentVolumeSource:
    'Gateway:s System:s SecretRef:*SecretReference SSLEnabled:b=sslEnabled ProtectionDomain:s StoragePool:s StorageMode:s VolumeName:s FSType:s=fsType ReadOnly:b',
  ScaleIOVolumeSource:
    'Gateway:s System:s SecretRef:*LocalObjectReference SSLEnabled:b=sslEnabled ProtectionDomain:s StoragePool:s StorageMode:s VolumeName:s FSType:s=fsType ReadOnly:b',
  SeccompProfile: 'Type:s LocalhostProfile:n',
  SecretEnvSource: 'Name:s Optional:n',
  SecretKeySelector: 'Name:s Key:s Optional:n',
  SecretProjection: 'Name:s Items:[#KeyToPath Optional:n',
  SecretReference: 'Name:s Namespace:s',
  SecretVolumeSource: 'SecretName:s Items:[#KeyToPath DefaultMode:n Optional:n',
  SecurityContext:
    'Capabilities:*Capabilities Privileged:n SELinuxOptions:*SELinuxOptions=seLinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:n RunAsGroup:n RunAsNonRoot:n ReadOnlyRootFilesystem:n AllowPrivilegeEscalation:n ProcMount:n SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile',
  ServiceAccountSubject: 'Namespace:s Name:s',
  ServiceAccountTokenProjection: 'Audience:s ExpirationSeconds:i Path:s',
  SleepAction: 'Seconds:i',
  StorageOSPersistentVolumeSource:
    'VolumeName:s VolumeNamespace:s FSType:s=fsType ReadOnly:b SecretRef:*ObjectReference',
  StorageOSVolumeSource: 'VolumeName:s VolumeNamespace:s FSType:s=fsType ReadOnly:b SecretRef:*LocalObjectReference',
  SuccessPolicy: 'Rules:[#SuccessPolicyRule',
  SuccessPolicyRule: 'SucceededIndexes:n SucceededCount:n',
  Sysctl: 'Name:s Value:s',
  TCPSocketAction: 'Port:x Host:s',
  Toleration: 'Key:s Operator:s Value:s Effect:s TolerationSeconds:n',
  TopologySpreadConstraint:
    'MaxSkew:i TopologyKey:s WhenUnsatisfiable:s LabelSelector:n MinDomains:n NodeAffinityPolicy:n NodeTaintsPolicy:n MatchLabelKeys:[s',
  TypedLocalObjectReference: 'APIGroup:n=apiGroup Kind:s Name:s',
  TypedObjectReference: 'APIGroup:n=apiGroup Kind:s Name:s Namespace:n',
  UserSubject: 'Name:s',
  Volume:
    'Name:s HostPath:*HostPathVolumeSource EmptyDir:*EmptyDirVolumeSource GCEPersistentDisk:*GCEPersistentDiskVolumeSource=gcePersistentDisk AWSElasticBlockStore:*AWSElasticBlockStoreVolumeSource=awsElasticBlockStore GitRepo:*GitRepoVolumeSource Secret:*SecretVolumeSource NFS:*NFSVolumeSource=nfs ISCSI:*ISCSIVolumeSource=iscsi Glusterfs:*GlusterfsVolumeSource PersistentVolumeClaim:*PersistentVolumeClaimVolumeSource RBD:*RBDVolumeSource=rbd Quobyte:*QuobyteVolumeSource FlexVolume:*FlexVolumeSource Cinder:*CinderVolumeSource CephFS:*CephFSVolumeSource=cephfs Flocker:*FlockerVolumeSource DownwardAPI:*DownwardAPIVolumeSource FC:*FCVolumeSource=fc AzureFile:*AzureFileVolumeSource ConfigMap:*ConfigMapVolumeSource VsphereVolume:*VsphereVirtualDiskVolumeSource AzureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:*PhotonPersistentDiskVolumeSource Projected:*ProjectedVolumeSource PortworxVolume:*PortworxVolumeSource ScaleIO:*ScaleIOVolumeSource StorageOS:*StorageOSVolumeSource=storageos CSI:*CSIVolumeSource=csi Ephemeral:*EphemeralVolumeSource Image:*ImageVolumeSource',
  VolumeDevice: 'Name:s DevicePath:s',
  VolumeMount: 'Name:s ReadOnly:b RecursiveReadOnly:n MountPath:s SubPath:s MountPropagation:n SubPathExpr:s',
  VolumeNodeAffinity: 'Required:*NodeSelector',
  VolumeNodeResources: 'Count:n',
  VolumeProjection:
    'Secret:*SecretProjection DownwardAPI:*DownwardAPIProjection ConfigMap:*ConfigMapProjection ServiceAccountToken:*ServiceAccountTokenProjection ClusterTrustBundle:*ClusterTrustBundleProjection PodCertificate:*PodCertificateProjection',
  VolumeResourceRequirements: 'Limits:{ Requests:{',
  VsphereVirtualDiskVolumeSource: 'VolumePath:s FSType:s=fsType StoragePolicyName:s StoragePolicyID:s',
  WeightedPodAffinityTerm: 'Weight:i PodAffinityTerm:#PodAffinityTerm',
  WindowsSecurityContextOptions:
    'GMSACredentialSpecName:n=gmsaCredentialSpecName GMSACredentialSpec:n=gmsaCredentialSpec RunAsUserName:n HostProcess:n',
}
