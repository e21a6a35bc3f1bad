/** The flags of kubelet 1.34, as its --help lists them, by what their values are. */
const flags: Record<FlagType, string> = {
  bool: 'anonymous-auth authentication-token-webhook cgroups-per-qos contention-profiling cpu-cfs-quota enable-controller-attach-detach enable-debugging-handlers enable-load-reader enable-server exit-on-lock-contention experimental-allocatable-ignore-eviction fail-cgroupv1 fail-swap-on help kernel-memcg-notification local-storage-capacity-isolation log-cadvisor-usage log-json-split-stream log-text-split-stream make-iptables-util-chains protect-kernel-defaults register-node rotate-certificates rotate-server-certificates runonce serialize-image-pulls storage-driver-secure',
  int32:
    'application-metrics-count-limit container-log-max-files event-burst event-qps eviction-max-pod-grace-period healthz-port image-gc-high-threshold image-gc-low-threshold kube-api-burst kube-api-qps max-open-files max-pods maximum-dead-containers maximum-dead-containers-per-container node-status-max-images oom-score-adj pod-max-pids pods-per-core port read-only-port registry-burst registry-qps',
  duration:
    'authentication-token-webhook-cache-ttl authorization-webhook-cache-authorized-ttl authorization-webhook-cache-unauthorized-ttl cpu-cfs-quota-period cpu-manager-reconcile-period eviction-pressure-transition-period file-check-frequency global-housekeeping-interval housekeeping-interval http-check-frequency log-flush-frequency minimum-container-ttl-duration minimum-image-ttl-duration node-status-update-frequency runtime-request-timeout storage-driver-buffer-duration streaming-connection-idle-timeout sync-frequency volume-stats-agg-period',
  string:
    'address allowed-unsafe-sysctls authorization-mode boot-id-file bootstrap-kubeconfig cert-dir cgroup-driver cgroup-root client-ca-file cloud-provider cluster-dns cluster-domain config config-dir container-hints container-log-max-size container-runtime-endpoint containerd containerd-namespace cpu-manager-policy cpu-manager-policy-options enforce-node-allocatable event-storage-age-limit event-storage-event-limit eviction-hard eviction-minimum-reclaim eviction-soft eviction-soft-grace-period experimental-mounter-path feature-gates hairpin-mode healthz-bind-address hostname-override image-credential-provider-bin-dir image-credential-provider-config image-service-endpoint kube-api-content-type kube-reserved kube-reserved-cgroup kubeconfig kubelet-cgroups lock-file log-json-info-buffer-size log-text-info-buffer-size logging-format machine-id-file manifest-url manifest-url-header memory-manager-policy node-ip node-labels pod-cidr pod-infra-container-image pod-manifest-path provider-id qos-reserved register-with-taints reserved-cpus reserved-memory resolv-conf root-dir runtime-cgroups seccomp-default storage-driver-db storage-driver-host storage-driver-password storage-driver-table storage-driver-user system-cgroups system-reserved system-reserved-cgroup tls-cert-file tls-cipher-suites tls-min-version tls-private-key-file topology-manager-policy topology-manager-policy-options topology-manager-scope v version vmodule volume-plugin-dir',
}

/** The fields of KubeletConfiguration (kubelet.config.k8s.io/v1beta1), by their Go types. */
const fields: Record<string, string> = {
  bool: 'enableServer rotateCertificates serverTLSBootstrap enableDebuggingHandlers enableContentionProfiling cgroupsPerQOS singleProcessOOMKill runOnce cpuCFSQuota serializeImagePulls mergeDefaultEvictionSettings enableControllerAttachDetach protectKernelDefaults makeIPTablesUtilChains failSwapOn kernelMemcgNotification enableSystemLogHandler enableSystemLogQuery enableProfilingHandler enableDebugFlagsHandler seccompDefault registerNode localStorageCapacityIsolation failCgroupV1',
  string:
    'staticPodPath podLogsDir staticPodURL address tlsCertFile tlsPrivateKeyFile tlsMinVersion imagePullCredentialsVerificationPolicy healthzBindAddress clusterDomain kubeletCgroups systemCgroups cgroupRoot cgroupDriver cpuManagerPolicy memoryManagerPolicy topologyManagerPolicy topologyManagerScope hairpinMode podCIDR resolvConf contentType containerLogMaxSize configMapAndSecretChangeDetectionStrategy reservedSystemCPUs showHiddenMetricsForVersion systemReservedCgroup kubeReservedCgroup volumePluginDir providerID containerRuntimeEndpoint imageServiceEndpoint',
  'v1.Duration':
    'syncFrequency fileCheckFrequency httpCheckFrequency streamingConnectionIdleTimeout nodeStatusUpdateFrequency nodeStatusReportFrequency imageMinimumGCAge imageMaximumGCAge volumeStatsAggPeriod cpuManagerReconcilePeriod runtimeRequestTimeout cpuCFSQuotaPeriod evictionPressureTransitionPeriod containerLogMonitorInterval shutdownGracePeriod shutdownGracePeriodCriticalPods',
  'map[string][]string': 'staticPodURLHeader',
  int32:
    'port readOnlyPort registryPullQPS registryBurst eventRecordQPS eventBurst healthzPort oomScoreAdj nodeLeaseDurationSeconds imageGCHighThresholdPercent imageGCLowThresholdPercent maxPods nodeStatusMaxImages kubeAPIQPS kubeAPIBurst maxParallelImagePulls evictionMaxPodGracePeriod podsPerCore iptablesMasqueradeBit iptablesDropBit containerLogMaxFiles containerLogMaxWorkers',
  '[]string':
    'tlsCipherSuites preloadedImagesVerificationAllowlist clusterDNS enforceNodeAllocatable allowedUnsafeSysctls',
  object: 'authentication authorization memorySwap logging crashLoopBackOff tracing userNamespaces',
  'map[string]string':
    'cpuManagerPolicyOptions topologyManagerPolicyOptions qosReserved evictionHard evictionSoft evictionSoftGracePeriod evictionMinimumReclaim systemReserved kubeReserved',
  int64: 'podPidsLimit maxOpenFiles',
  'map[string]bool': 'featureGates',
  '[]object': 'shutdownGracePeriodByPodPriority reservedMemory registerWithTaints',
  float64: 'memoryThrottlingFactor',
}

export type FlagType = 'bool' | 'int32' | 'duration' | 'string'

export const flagTypes: ReadonlyMap<string, FlagType> = byName(flags)

export const fieldTypes: ReadonlyMap<string, string> = byName(fields)

function byName<Type extends string>(names: Record<Type, string>): Map<string, Type> {
  return new Map(
    Object.entries<string>(names).flatMap(([type, list]) =>
      list.split(' ').map((name): [string, Type] => [name, type as Type]),
    ),
  )
}
