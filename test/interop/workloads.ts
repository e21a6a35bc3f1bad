/** Workloads in the namespace `work`, and a node that kwok plays. */

const template = (extra: object, container: object) => ({
  metadata: {labels: {app: 'web'}},
  spec: {...extra, containers: [{name: 'c', image: 'nginx', ...container}]},
})

export const workload = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: {name: 'web', namespace: 'work'},
  spec: {selector: {matchLabels: {app: 'web'}}, template: template({}, {}), ...spec},
})

export const statefulSet = workload('apps/v1', 'StatefulSet', {
  replicas: 2,
  serviceName: 'web',
  selector: {matchLabels: {app: 'kept'}},
  template: {...template({}, {}), metadata: {labels: {app: 'kept'}}},
})

export const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {name: 'web', namespace: 'work'},
  spec: {template: template({restartPolicy: 'Never'}, {image: 'busybox', command: ['echo', 'done']})},
}

export const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'worker-1',
    annotations: {'kwok.x-k8s.io/node': 'fake'},
    labels: {'kubernetes.io/hostname': 'worker-1', 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64'},
  },
  status: {capacity: {cpu: '2', memory: '4Gi', pods: '110'}, allocatable: {cpu: '2', memory: '4Gi', pods: '110'}},
}
