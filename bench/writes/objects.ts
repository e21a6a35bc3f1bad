import type {Pod} from '../../src/api/kinds.ts'

const time = '2026-11-28T10:00:00Z'

/** What a kubelet tells of a pod's container. */
export const newEvent = (index: number, node: string): object => ({
  kind: 'Event',
  apiVersion: 'v1',
  metadata: {name: `web-${index}.18a${index.toString(16)}`, namespace: 'default'},
  involvedObject: {
    kind: 'Pod',
    namespace: 'default',
    name: `web-${index}`,
    uid: `uid-${index}`,
    apiVersion: 'v1',
    resourceVersion: '12',
    fieldPath: 'spec.containers{c}',
  },
  reason: 'Pulled',
  message: 'Container image "nginx:1.27" already present on machine',
  source: {component: 'kubelet', host: node},
  firstTimestamp: time,
  lastTimestamp: time,
  count: 1,
  type: 'Normal',
  reportingComponent: 'kubelet',
  reportingInstance: node,
})

/** A pod as a ReplicaSet makes it. */
export const newPod = (): object => ({
  metadata: {
    generateName: 'web-9c4c5b4ff-',
    labels: {app: 'web', 'pod-template-hash': '9c4c5b4ff'},
    ownerReferences: [
      {apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: '11', controller: true, blockOwnerDeletion: true},
    ],
  },
  spec: {
    containers: [{name: 'c', image: 'nginx:1.27', resources: {requests: {cpu: '100m', memory: '64Mi'}}}],
  },
})

const conditions = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
  type => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: time,
    observedGeneration: 1,
  }),
)

/** What its kubelet says of a pod that runs. */
export function runningStatus({spec, status}: Pod, index: number): object {
  const podIP = `10.244.${(index >> 8) & 255}.${index & 255}`
  const hostIP = '172.18.0.3'
  const containerStatuses = spec!.containers.map(({name, image, volumeMounts}) => ({
    name,
    image,
    imageID: `docker.io/library/nginx@sha256:${'0'.repeat(64)}`,
    containerID: `containerd://${index}`,
    ready: true,
    started: true,
    restartCount: 0,
    lastState: {},
    state: {running: {startedAt: time}},
    volumeMounts: volumeMounts?.map(mount => ({...mount, recursiveReadOnly: 'Disabled'})),
  }))
  const addresses = {hostIP, hostIPs: [{ip: hostIP}], podIP, podIPs: [{ip: podIP}]}
  return {...status, phase: 'Running', conditions, ...addresses, startTime: time, containerStatuses}
}
