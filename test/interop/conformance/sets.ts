/** Why a spec is not run: what it needs that a kctl cluster does not have. */
export interface Exception {
  /** A regular expression over the spec's full name. */
  pattern: string
  reason: string
}

/** A named set of Kubernetes' own end-to-end specs. */
export interface SpecSet {
  /** A regular expression over the spec's full name. */
  focus: string
  /** A regular expression over the full names of specs that another set has. */
  elsewhere?: string
  without: Exception[]
}

const conformance = (sig: string): string => `\\[${sig}\\].*\\[Conformance\\]`

/** A few of each kind, all of them quick: what CI can afford, in half a minute. */
const quick = [
  'Kubectl client Kubectl (api-versions|version|label|patch|run pod|server-side dry-run)',
  'Watchers should receive events on concurrent watches in same order',
  'AdmissionWebhook .*should (mutate configmap|be able to deny attaching pod)',
  'CustomResourceConversionWebhook .*should be able to convert from CR v1 to CR v2',
  'CustomResourceFieldSelectors',
  'ReplicaSet should list and delete a collection of ReplicaSets',
  'Job should delete a job',
  'Job with successPolicy should succeeded when all indexes succeeded',
  'SchedulerPredicates .*validates that NodeSelector is respected if matching',
  'DNS should provide DNS for the cluster',
  'Services should (serve a basic endpoint from pods|be able to create a functioning NodePort service)',
  'Proxy version v1 A set of valid responses',
  'ConfigMap should be consumable from pods in volume as non-root',
  'Projected secret should be consumable from pods in volume as non-root with defaultMode and fsGroup set',
  'EmptyDir volumes should support \\(non-root,0666,tmpfs\\)',
  'Downward API should provide pod name, namespace and IP address as env vars',
  'Pods should (get a host IP|support remote command execution over websockets)',
  'ServiceAccounts should mount projected service account token',
]

/** Those of a group that are not conformance specs. */
const beyond = (sig: string, ...without: Exception[]): SpecSet => ({
  focus: `\\[${sig}\\]`,
  elsewhere: '\\[Conformance\\]',
  without: [
    {pattern: '\\[Feature:OffByDefault\\]', reason: 'of a feature gate that is off by default, on a real cluster too'},
    {pattern: '\\[Alpha\\]', reason: 'of an alpha feature'},
    ...without,
  ],
})

/** Those of a group that are about features which a cluster of kctl has though not every cluster does. */
const features = (sig: string, names: string[], ...without: Exception[]): SpecSet => {
  const {focus, ...rest} = beyond(sig, ...without)
  return {...rest, focus: `${focus}.*\\[Feature:(${names.join('|')})\\]`}
}

const ofFeature: Exception = {pattern: '\\[Feature:', reason: 'of a feature that not every cluster has'}
const disruptive: Exception = {pattern: '\\[Disruptive\\]', reason: 'stops nodes or the control plane by SSH'}
const sampleApiServer =
  'a pod must run the image of Kubernetes’ sample API server with an etcd beside it, which no simulated container does'

/** What `npm run conformance -- NAME` runs. */
export const specSets: Record<string, SpecSet> = {
  quick: {focus: `(${quick.join('|')}).*\\[Conformance\\]`, without: []},
  /** Those of all groups. */
  all: {focus: '\\[Conformance\\]', without: [{pattern: 'Aggregator', reason: sampleApiServer}]},
  'api-machinery': {
    focus: conformance('sig-api-machinery'),
    without: [{pattern: 'Aggregator', reason: sampleApiServer}],
  },
  'api-machinery-beyond': beyond(
    'sig-api-machinery',
    {pattern: '\\[Feature:(CBOR|StorageVersionAPI)\\]', reason: 'of a feature that is alpha'},
    {pattern: 'Etcd failure|kube-apiserver identity should persist', reason: 'logs in to the control plane by SSH'},
    {pattern: 'Aggregated APIServer', reason: sampleApiServer},
  ),
  auth: {focus: conformance('sig-auth'), without: []},
  'auth-beyond': beyond('sig-auth', {pattern: 'master upgrade', reason: 'upgrades the control plane by SSH'}),
  cli: {focus: conformance('sig-cli'), without: []},
  'cli-beyond': beyond('sig-cli', ofFeature, disruptive, {
    pattern: 'should handle in-cluster config',
    reason: 'runs the machine’s own kubectl inside a pod, which no simulated container does',
  }),
  scheduling: {focus: conformance('sig-scheduling'), without: []},
  'scheduling-beyond': beyond('sig-scheduling', ofFeature, disruptive),
  apps: {focus: conformance('sig-apps'), without: []},
  'apps-beyond': beyond('sig-apps', ofFeature, disruptive),
  network: {focus: conformance('sig-network'), without: []},
  'network-beyond': beyond('sig-network', ofFeature, disruptive, {
    pattern: 'TCP CLOSE_WAIT timeout|invalid conntrack state bug',
    reason: 'looks at connections and packets as a node’s kernel has them, where there is none',
  }),
  architecture: {focus: conformance('sig-architecture'), without: []},
  storage: {focus: conformance('sig-storage'), without: []},
  'storage-beyond': beyond(
    'sig-storage',
    ofFeature,
    disruptive,
    {pattern: 'CSI Volumes|CSI Mock', reason: 'runs a foreign driver’s containers'},
    {
      pattern:
        '\\[Driver: (nfs3?|azure-file|azure-disk|vsphere|cinder|gce|pd|iscsi|ceph|rbd)\\b|NFS|iSCSI|Dynamic Provisioning Invalid AWS',
      reason: 'mounts what another machine or a cloud has',
    },
    {
      pattern:
        'LocalVolumeType: (block|blockfs|gce-localssd-scsi-fs)\\]|Volume type: (block.*|gce-localssd-scsi-fs)\\]|Block Device|block volmode',
      reason: 'makes block devices in a node’s kernel',
    },
    {
      pattern: 'HostPathType (Socket|Character Device)',
      reason: 'makes sockets and device files, which simulated disks do not hold',
    },
  ),
  node: {focus: conformance('sig-node'), without: []},
  'node-beyond': beyond(
    'sig-node',
    ofFeature,
    disruptive,
    {pattern: 'AppArmor|SELinux', reason: 'needs the node’s kernel to enforce it'},
    {pattern: 'SSH|crictl', reason: 'logs in to nodes by SSH'},
    {pattern: 'HostCleanup', reason: 'stops an NFS server in a container and looks at the node’s mounts'},
  ),
  /** Dynamic resource allocation. */
  devices: {
    focus: '\\[DRA\\]',
    without: [
      {
        pattern: '\\[Feature:OffByDefault\\]',
        reason: 'of a feature gate that is off by default, on a real cluster too',
      },
      {
        pattern: '\\[DRA\\] kubelet',
        reason:
          'runs a driver in the test, which nodes’ kubelets reach by sockets on their disks; simulated nodes have none',
      },
    ],
  },
  'node-features': features('sig-node', [
    'PodLevelResources',
    'SidecarContainers',
    'UserNamespacesSupport',
    'SupplementalGroupsPolicy',
    'PodObservedGenerationTracking',
    'HostAccess',
    'PodGarbageCollector',
    'Example',
  ]),
  'auth-features': features('sig-auth', ['NodeAuthorizer']),
  'api-machinery-features': features('sig-api-machinery', ['PodPriority']),
  instrumentation: {focus: conformance('sig-instrumentation'), without: []},
  'instrumentation-beyond': beyond('sig-instrumentation', ofFeature, disruptive),
}
