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

export const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: 'things.test.example'},
  spec: {
    group: 'test.example',
    scope: 'Namespaced',
    names: {plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {spec: {type: 'object', properties: {size: {type: 'integer'}}}},
          },
        },
      },
    ],
  },
}

export const customObject = {
  apiVersion: 'test.example/v1',
  kind: 'Thing',
  metadata: {name: 'web', namespace: 'work'},
  spec: {size: 3},
}
