import type {Node, NodeCondition} from '../../../api/kinds.ts'
import {timestamp} from '../../runtime/clock.ts'

export interface NodeSpec {
  name: string
  /** InternalIP. */
  address: string
  podCIDR: string
  controlPlane?: boolean
  labels?: Record<string, string>
  taints?: {key: string; value?: string; effect: string}[]
  cpu?: string
  memory?: string
  pods?: string
}

const conditionTexts = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const

/** The conditions of a node that is well, and has been since `now`. */
export const goodConditions = (now: number): NodeCondition[] =>
  conditionTexts.map(([type, status, reason, message]) => ({
    type,
    status,
    lastHeartbeatTime: timestamp(now),
    lastTransitionTime: timestamp(now),
    reason,
    message,
  }))

/** The Node that a kubelet of kubeadm's making registers. */
export function nodeObject(spec: NodeSpec, now: number, uuids: {machine: string; boot: string}, version: string): Node {
  // Which role a node has is not for itself to say (NodeRestriction): who sets the cluster up adds the label.
  const controlPlane = spec.controlPlane ? {'node.kubernetes.io/exclude-from-external-load-balancers': ''} : {}
  const taints =
    spec.taints ??
    (spec.controlPlane ? [{key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule'}] : undefined)
  const capacity = {
    cpu: spec.cpu ?? '8',
    'ephemeral-storage': '263174212Ki',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: spec.memory ?? '32871440Ki',
    pods: spec.pods ?? '110',
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: spec.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': spec.name,
        'kubernetes.io/os': 'linux',
        ...controlPlane,
        ...spec.labels,
      },
      annotations: {'volumes.kubernetes.io/controller-managed-attach-detach': 'true'},
    },
    spec: {podCIDR: spec.podCIDR, podCIDRs: [spec.podCIDR], ...(taints && {taints})},
    status: {
      capacity,
      allocatable: capacity,
      conditions: goodConditions(now),
      addresses: [
        {type: 'InternalIP', address: spec.address},
        {type: 'Hostname', address: spec.name},
      ],
      daemonEndpoints: {kubeletEndpoint: {Port: 10250}},
      nodeInfo: {
        machineID: uuids.machine.replaceAll('-', ''),
        systemUUID: uuids.machine,
        bootID: uuids.boot,
        kernelVersion: '6.1.0-25-amd64',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        containerRuntimeVersion: version,
        kubeletVersion: 'v1.34.3',
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
      runtimeHandlers: [{name: 'runc', features: {recursiveReadOnlyMounts: true, userNamespaces: true}}],
      features: {supplementalGroupsPolicy: true},
    },
  } as Node
}
