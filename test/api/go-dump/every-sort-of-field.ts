/** A pod template with fields of every Go type that templates have. */
export const everySortOfField = {
  metadata: {
    labels: {'a-b': '1', 'a.b': '2', B: '3'},
    annotations: {x: '<é>\n'},
    finalizers: ['a/b'],
    ownerReferences: [{apiVersion: 'v1', kind: 'K', name: 'n', uid: 'u', controller: true}],
  },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'i',
        resources: {
          limits: {
            cpu: '1500m',
            memory: '1Gi',
            a: '0',
            b: '1.5Gi',
            c: '3Mi',
            d: '100k',
            e: '1e3',
            f: '12E',
            g: '9223372036854775807',
            h: '-5',
            i: '5n',
            j: '1',
            k: '64Mi',
            l: '1000',
            m: '123456789Ki',
            n: '0.5',
            o: '7Ti',
            p: '250m',
            q: '2e-3',
            r: '-1.5Ki',
            s: '5Ei',
            t: '1536Mi',
          },
          claims: [{name: 'q', request: 'r'}],
        },
        env: [
          {name: 'A'},
          {name: 'B', valueFrom: {configMapKeyRef: {name: 'n', key: 'k', optional: false}}},
          {name: 'C', valueFrom: {resourceFieldRef: {resource: 'limits.cpu', divisor: '0'}}},
        ],
        livenessProbe: {tcpSocket: {port: 'web'}, periodSeconds: 3},
        readinessProbe: {httpGet: {port: 8080, httpHeaders: [{name: 'a', value: 'b'}]}},
        lifecycle: {preStop: {sleep: {seconds: 3}}, stopSignal: 'SIGTERM'},
        securityContext: {capabilities: {add: ['X']}, runAsUser: 0, privileged: false},
        stdin: true,
        envFrom: [{configMapRef: {name: 'z'}}],
        volumeMounts: [{name: 'v', mountPath: '/x', readOnly: true}],
      },
    ],
    initContainers: [{name: 'ic', image: 'x', restartPolicy: 'Always', resources: {}}],
    hostNetwork: true,
    dnsConfig: {options: [{name: 'ndots', value: '2'}]},
    tolerations: [{key: 'a', operator: 'Exists', tolerationSeconds: 0}],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['n']}]}],
        },
      },
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {weight: 3, podAffinityTerm: {topologyKey: 'x', labelSelector: {matchLabels: {q: 'r'}}}},
        ],
      },
    },
    volumes: [
      {name: 'v', emptyDir: {sizeLimit: '1Gi', medium: 'Memory'}},
      {
        name: 'w',
        projected: {
          sources: [
            {serviceAccountToken: {path: 'p', expirationSeconds: 3600}},
            {downwardAPI: {items: [{path: 'x', fieldRef: {fieldPath: 'metadata.name'}}]}},
            {configMap: {name: 'q'}},
          ],
        },
      },
      {
        name: 'e',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {labels: {a: 'b'}},
            spec: {accessModes: ['RWO'], resources: {requests: {storage: '1Gi'}}, storageClassName: 's'},
          },
        },
      },
    ],
    securityContext: {
      fsGroup: 3,
      sysctls: [{name: 'a', value: 'b'}],
      supplementalGroups: [1, 2],
      seccompProfile: {type: 'RuntimeDefault'},
    },
    os: {name: 'linux'},
    overhead: {cpu: '1'},
    resourceClaims: [{name: 'x', resourceClaimName: 'y'}],
    schedulingGates: [{name: 'g'}],
    priority: 0,
    serviceAccount: 'sa',
    serviceAccountName: 'sa',
    automountServiceAccountToken: false,
  },
}
