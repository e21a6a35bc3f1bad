/** Everything happens in here. */
export const namespace = 'bench'
export const pods = `/api/v1/namespaces/${namespace}/pods`
export const configMaps = `/api/v1/namespaces/${namespace}/configmaps`

export const configMap = (name: string): string =>
  JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data: {key: 'v'.repeat(1000)}})

/** A pod as a Deployment makes it, on one of a hundred nodes, of one of a hundred apps. */
export const pod = (index: number): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: podName(index), labels: {app: `app-${index % 100}`, 'pod-template-hash': '5d4f8c7b9'}},
    spec: {
      nodeName: `node-${index % 100}`,
      containers: [
        {
          name: 'web',
          image: 'nginx:1.27',
          ports: [{containerPort: 80}],
          env: [{name: 'INDEX', value: String(index)}],
          resources: {requests: {cpu: '100m', memory: '64Mi'}, limits: {memory: '128Mi'}},
        },
      ],
    },
  })

export const podName = (index: number): string => `pod-${String(index).padStart(6, '0')}`
