import type {AdmissionScenario, Step} from '../admission/scenarios.ts'

type Json = Record<string, unknown>

const space = '/api/v1/namespaces/admission'
const merge = {'content-type': 'application/merge-patch+json'}
const strategic = {'content-type': 'application/strategic-merge-patch+json'}

/** What there is: two nodes with their pods, and what these mention. */
const given: Step[] = [
  ...['worker-1', 'worker-2', 'worker-3'].map(name => ({
    path: '/api/v1/nodes',
    body: {metadata: {name, labels: {zone: 'a'}}},
  })),
  ...[
    'used-env',
    'used-volume',
    'used-projected',
    'used-pull',
    'used-init',
    'used-csi',
    'other',
    'unused',
    'used-pv',
    'used-ephemeral',
  ].map(name => ({path: `${space}/secrets`, body: {metadata: {name}}})),
  ...['cm-env', 'cm-volume', 'cm-projected', 'cm-other', 'cm-unused'].map(name => ({
    path: `${space}/configmaps`,
    body: {metadata: {name}},
  })),
  ...['robot', 'stranger'].map(name => ({path: `${space}/serviceaccounts`, body: {metadata: {name}}})),
  {
    path: '/api/v1/persistentvolumes',
    body: {
      metadata: {name: 'node-pv'},
      spec: {
        capacity: {storage: '1Gi'},
        accessModes: ['ReadWriteOnce'],
        csi: {driver: 'd', volumeHandle: 'h', nodePublishSecretRef: {namespace: 'admission', name: 'used-pv'}},
        claimRef: {namespace: 'admission', name: 'claim-1'},
      },
    },
  },
  {
    path: '/api/v1/persistentvolumes',
    body: {
      metadata: {name: 'other-pv'},
      spec: {capacity: {storage: '1Gi'}, accessModes: ['ReadWriteOnce'], hostPath: {path: '/x'}},
    },
  },
  ...['claim-1', 'claim-2'].map(name => ({
    path: `${space}/persistentvolumeclaims`,
    body: {
      metadata: {name},
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: {requests: {storage: '1Gi'}},
        storageClassName: '',
        ...(name === 'claim-1' && {volumeName: 'node-pv'}),
      },
    },
  })),
  {
    path: '/apis/storage.k8s.io/v1/volumeattachments',
    body: {
      metadata: {name: 'attached-1'},
      spec: {attacher: 'd', nodeName: 'worker-1', source: {persistentVolumeName: 'node-pv'}},
    },
  },
  {
    path: '/apis/storage.k8s.io/v1/volumeattachments',
    body: {
      metadata: {name: 'attached-2'},
      spec: {attacher: 'd', nodeName: 'worker-2', source: {persistentVolumeName: 'other-pv'}},
    },
  },
  {
    path: '/apis/resource.k8s.io/v1/namespaces/admission/resourceclaims',
    body: {metadata: {name: 'device-1'}, spec: {}},
  },
  {
    path: '/apis/resource.k8s.io/v1/namespaces/admission/resourceclaims',
    body: {metadata: {name: 'device-2'}, spec: {}},
  },
  ...['worker-1', 'worker-2'].map(name => ({
    path: '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
    body: {metadata: {name}, spec: {holderIdentity: name}},
  })),
  ...['worker-1', 'worker-2'].map(name => ({
    path: '/apis/storage.k8s.io/v1/csinodes',
    body: {metadata: {name}, spec: {drivers: []}},
  })),
  ...['worker-1', 'worker-2'].map(name => slice(`slice-${name}`, {nodeName: name})),
  slice('slice-all', {allNodes: true}),
  pod('mine', {
    nodeName: 'worker-1',
    serviceAccountName: 'robot',
    imagePullSecrets: [{name: 'used-pull'}],
    initContainers: [{name: 'i', image: 'x', envFrom: [{secretRef: {name: 'used-init'}}]}],
    containers: [
      {
        name: 'c',
        image: 'x',
        env: [
          {name: 'A', valueFrom: {secretKeyRef: {name: 'used-env', key: 'k'}}},
          {name: 'B', valueFrom: {configMapKeyRef: {name: 'cm-env', key: 'k'}}},
        ],
      },
    ],
    volumes: [
      {name: 's', secret: {secretName: 'used-volume'}},
      {name: 'm', configMap: {name: 'cm-volume'}},
      {
        name: 'p',
        projected: {
          sources: [
            {secret: {name: 'used-projected'}},
            {configMap: {name: 'cm-projected'}},
            {serviceAccountToken: {path: 't', audience: 'vault'}},
          ],
        },
      },
      {name: 'v', csi: {driver: 'd', nodePublishSecretRef: {name: 'used-csi'}}},
      {name: 'c', persistentVolumeClaim: {claimName: 'claim-1'}},
    ],
    resourceClaims: [{name: 'd', resourceClaimName: 'device-1'}],
  }),
  pod('theirs', {
    nodeName: 'worker-2',
    serviceAccountName: 'robot',
    containers: [{name: 'c', image: 'x', envFrom: [{secretRef: {name: 'other'}}, {configMapRef: {name: 'cm-other'}}]}],
  }),
  pod('nowhere', {containers: [{name: 'c', image: 'x', envFrom: [{secretRef: {name: 'unused'}}]}]}),
  pod('doomed', {nodeName: 'worker-1', containers: [{name: 'c', image: 'x'}]}),
]

function pod(name: string, spec: Json, metadata: Json = {}): Step {
  return {
    path: `${space}/pods`,
    body: {metadata: {name, ...metadata}, spec: {terminationGracePeriodSeconds: 0, ...spec}},
  }
}

function slice(name: string, spec: Json): Step {
  return {
    path: '/apis/resource.k8s.io/v1/resourceslices',
    body: {
      metadata: {name},
      spec: {driver: 'd.example', pool: {name, generation: 1, resourceSliceCount: 1}, devices: [], ...spec},
    },
  }
}

const mirror = (name: string, spec: Json = {}, metadata: Json = {}): Step =>
  pod(
    name,
    {nodeName: 'worker-1', containers: [{name: 'c', image: 'x'}], ...spec},
    {
      annotations: {'kubernetes.io/config.mirror': 'abc'},
      ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: 'worker-1', uid: 'x', controller: true}],
      ...metadata,
    },
  )

const get = (path: string): Step => ({method: 'GET', path})
const patch = (path: string, body: Json, headers = merge): Step => ({method: 'PATCH', path, body, headers})
const remove = (path: string): Step => ({method: 'DELETE', path})

const token = (account: string, spec: Json): Step => ({
  path: `${space}/serviceaccounts/${account}/token`,
  body: {spec},
})
const boundTo = (name: string, uid?: string) => ({
  boundObjectRef: {kind: 'Pod', apiVersion: 'v1', name, ...(uid && {uid})},
})

const nodes = '/api/v1/nodes'
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'
const csiNodes = '/apis/storage.k8s.io/v1/csinodes'
const slices = '/apis/resource.k8s.io/v1/resourceslices'
const requestsFor = '/apis/certificates.k8s.io/v1/certificatesigningrequests'

const attempts: Record<string, Step[]> = {
  'nodes-read': [
    get(`${nodes}/worker-1`),
    get(`${nodes}/worker-2`),
    get(nodes),
    get(`${nodes}?fieldSelector=metadata.name%3Dworker-1`),
    get(`${nodes}?fieldSelector=metadata.name%3Dworker-2`),
    get(`${nodes}/worker-1/status`),
    get(`${nodes}/worker-1/proxy/x`),
    get(`${nodes}/none`),
  ],
  'nodes-create': [
    {path: nodes, body: {metadata: {name: 'worker-1'}}},
    {path: nodes, body: {metadata: {name: 'worker-9'}}},
    {
      path: nodes,
      body: {
        metadata: {name: 'worker-1', labels: {'node-restriction.kubernetes.io/x': 'y', 'kubernetes.io/foo': 'bar'}},
      },
    },
    {
      path: nodes,
      body: {
        metadata: {
          name: 'worker-1',
          labels: {
            'kubernetes.io/hostname': 'h',
            'node.kubernetes.io/a': 'b',
            'kubelet.kubernetes.io/c': 'd',
            'foo.k8s.io/e': 'f',
          },
        },
      },
    },
    {path: nodes, body: {metadata: {generateName: 'worker-'}}},
    {
      path: nodes,
      body: {
        metadata: {name: 'worker-1'},
        spec: {configSource: {configMap: {name: 'x', namespace: 'y', kubeletConfigKey: 'z'}}},
      },
    },
  ],
  'nodes-update': [
    patch(`${nodes}/worker-1`, {metadata: {labels: {free: 'x'}}}),
    patch(`${nodes}/worker-1`, {metadata: {labels: {'node-restriction.kubernetes.io/x': 'y'}}}),
    patch(`${nodes}/worker-1`, {metadata: {labels: {'kubernetes.io/foo': 'y', 'x.k8s.io/z': 'w'}}}),
    patch(`${nodes}/worker-1`, {metadata: {labels: {'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': 'z'}}}),
    patch(`${nodes}/worker-1`, {metadata: {annotations: {a: 'b'}}}),
    patch(`${nodes}/worker-1`, {metadata: {ownerReferences: [{apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'y'}]}}),
    patch(`${nodes}/worker-1`, {spec: {taints: [{key: 'a', effect: 'NoSchedule'}]}}),
    patch(`${nodes}/worker-1`, {spec: {unschedulable: true}}),
    patch(`${nodes}/worker-1`, {spec: {podCIDR: '10.9.0.0/24'}}),
    patch(`${nodes}/worker-1/status`, {status: {conditions: [{type: 'Ready', status: 'True'}]}}, strategic),
    patch(`${nodes}/worker-1/status`, {metadata: {labels: {'node-restriction.kubernetes.io/x': 'y'}}}),
    patch(`${nodes}/worker-2/status`, {status: {phase: 'Running'}}),
    patch(`${nodes}/worker-2`, {metadata: {labels: {a: 'b'}}}),
    remove(`${nodes}/worker-1`),
    remove(`${nodes}/worker-2`),
    remove(nodes),
  ],
  'pods-read': [
    get(`${space}/pods/mine`),
    get(`${space}/pods/theirs`),
    get(`${space}/pods/nowhere`),
    get(`${space}/pods/none`),
    get(`${space}/pods`),
    get('/api/v1/pods?fieldSelector=spec.nodeName%3Dworker-2'),
    get(`${space}/pods?fieldSelector=spec.nodeName%3Dworker-1,metadata.name%3Dmine`),
    get('/api/v1/pods?fieldSelector=spec.nodeName!%3Dworker-1'),
    get(`${space}/pods/mine/log`),
    get(`${space}/pods/mine/status`),
  ],
  'pods-create': [
    pod('plain', {nodeName: 'worker-1', containers: [{name: 'c', image: 'x'}]}),
    mirror('mirror-1'),
    mirror('mirror-other', {nodeName: 'worker-2'}),
    mirror('mirror-nowhere', {nodeName: undefined}),
    mirror('mirror-account', {serviceAccountName: 'robot'}),
    mirror('mirror-secret', {volumes: [{name: 's', secret: {secretName: 'used-env'}}]}),
    mirror('mirror-config', {volumes: [{name: 's', configMap: {name: 'cm-env'}}]}),
    mirror('mirror-env', {containers: [{name: 'c', image: 'x', envFrom: [{configMapRef: {name: 'cm-env'}}]}]}),
    mirror('mirror-pull', {imagePullSecrets: [{name: 'used-pull'}]}),
    mirror('mirror-claim', {volumes: [{name: 's', persistentVolumeClaim: {claimName: 'claim-1'}}]}),
    mirror('mirror-token', {volumes: [{name: 's', projected: {sources: [{serviceAccountToken: {path: 't'}}]}}]}),
    mirror('mirror-empty', {
      volumes: [
        {name: 's', emptyDir: {}},
        {name: 'h', hostPath: {path: '/'}},
      ],
    }),
    mirror('mirror-device', {resourceClaims: [{name: 'd', resourceClaimName: 'device-1'}]}),
    mirror('mirror-orphan', {}, {ownerReferences: []}),
    mirror(
      'mirror-owner',
      {},
      {ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: 'worker-2', uid: 'x', controller: true}]},
    ),
    mirror(
      'mirror-uncontrolled',
      {},
      {ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: 'worker-1', uid: 'x'}]},
    ),
    mirror(
      'mirror-kind',
      {},
      {ownerReferences: [{apiVersion: 'v1', kind: 'Pod', name: 'worker-1', uid: 'x', controller: true}]},
    ),
    mirror(
      'mirror-blocking',
      {},
      {
        ownerReferences: [
          {apiVersion: 'v1', kind: 'Node', name: 'worker-1', uid: 'x', controller: true, blockOwnerDeletion: true},
        ],
      },
    ),
    mirror(
      'mirror-two',
      {},
      {
        ownerReferences: [1, 2].map(index => ({
          apiVersion: 'v1',
          kind: 'Node',
          name: 'worker-1',
          uid: `x${index}`,
          controller: index === 1,
        })),
      },
    ),
  ],
  'pods-update': [
    patch(`${space}/pods/mine/status`, {status: {phase: 'Running'}}),
    patch(`${space}/pods/mine/status`, {status: {conditions: [{type: 'Ready', status: 'True'}]}}, strategic),
    patch(`${space}/pods/mine/status`, {metadata: {labels: {a: 'b'}}}),
    patch(`${space}/pods/mine/status`, {status: {resourceClaimStatuses: [{name: 'd', resourceClaimName: 'device-2'}]}}),
    patch(`${space}/pods/mine/status`, {
      status: {
        extendedResourceClaimStatus: {
          resourceClaimName: 'x',
          requestMappings: [{containerName: 'c', resourceName: 'a/b', requestName: 'r'}],
        },
      },
    }),
    patch(`${space}/pods/theirs/status`, {status: {phase: 'Running'}}),
    patch(`${space}/pods/mine`, {metadata: {labels: {a: 'b'}}}),
    patch(`${space}/pods/mine/ephemeralcontainers`, {spec: {ephemeralContainers: [{name: 'e', image: 'x'}]}}),
    {
      path: `${space}/pods/theirs/eviction`,
      body: {apiVersion: 'policy/v1', kind: 'Eviction', metadata: {name: 'theirs'}},
    },
    {path: `${space}/pods/none/eviction`, body: {apiVersion: 'policy/v1', kind: 'Eviction', metadata: {name: 'none'}}},
    {
      path: `${space}/pods/doomed/eviction`,
      body: {apiVersion: 'policy/v1', kind: 'Eviction', metadata: {name: 'theirs'}},
    },
    {
      path: `${space}/pods/doomed/eviction`,
      body: {apiVersion: 'policy/v1', kind: 'Eviction', metadata: {name: 'doomed'}},
    },
    {path: `${space}/pods/nowhere/binding`, body: {target: {kind: 'Node', name: 'worker-1'}}},
    remove(`${space}/pods/theirs`),
    remove(`${space}/pods/nowhere`),
    remove(`${space}/pods/none`),
    remove(`${space}/pods`),
  ],
  secrets: [
    'used-env',
    'used-volume',
    'used-projected',
    'used-pull',
    'used-init',
    'used-csi',
    'used-pv',
    'other',
    'unused',
    'none',
  ]
    .map(name => get(`${space}/secrets/${name}`))
    .concat([
      get(`${space}/secrets`),
      get('/api/v1/secrets'),
      get(`${space}/secrets?fieldSelector=metadata.name%3Dused-env`),
      get(`${space}/secrets?fieldSelector=metadata.name%3Dother`),
      patch(`${space}/secrets/used-env`, {data: {}}),
      remove(`${space}/secrets/used-env`),
      {path: `${space}/secrets`, body: {metadata: {name: 'made'}}},
    ]),
  'config-maps': ['cm-env', 'cm-volume', 'cm-projected', 'cm-other', 'cm-unused', 'kube-root-ca.crt']
    .map(name => get(`${space}/configmaps/${name}`))
    .concat([get(`${space}/configmaps`), get(`${space}/configmaps?fieldSelector=metadata.name%3Dcm-env`)]),
  volumes: [
    get('/api/v1/persistentvolumes/node-pv'),
    get('/api/v1/persistentvolumes/other-pv'),
    get('/api/v1/persistentvolumes'),
    get(`${space}/persistentvolumeclaims/claim-1`),
    get(`${space}/persistentvolumeclaims/claim-2`),
    get(`${space}/persistentvolumeclaims`),
    get(`${space}/persistentvolumeclaims/claim-1/status`),
    patch(`${space}/persistentvolumeclaims/claim-1/status`, {status: {capacity: {storage: '2Gi'}}}),
    patch(`${space}/persistentvolumeclaims/claim-1`, {metadata: {labels: {a: 'b'}}}),
    patch(`${space}/persistentvolumeclaims/claim-2/status`, {status: {capacity: {storage: '2Gi'}}}),
    get('/apis/storage.k8s.io/v1/volumeattachments/attached-1'),
    get('/apis/storage.k8s.io/v1/volumeattachments/attached-2'),
    get('/apis/storage.k8s.io/v1/volumeattachments'),
    get('/apis/storage.k8s.io/v1/volumeattachments/none'),
    get('/apis/storage.k8s.io/v1/csidrivers'),
  ],
  leases: [
    get(`${leases}/worker-1`),
    get(`${leases}/worker-2`),
    get(leases),
    {path: leases, body: {metadata: {name: 'worker-1'}}},
    {path: leases, body: {metadata: {name: 'worker-9'}}},
    {path: leases.replace('kube-node-lease', 'admission'), body: {metadata: {name: 'worker-1'}}},
    patch(`${leases}/worker-1`, {spec: {leaseDurationSeconds: 40}}),
    patch(`${leases}/worker-2`, {spec: {leaseDurationSeconds: 40}}),
    remove(`${leases}/worker-2`),
    remove(`${leases}/worker-1`),
  ],
  'csi-nodes': [
    get(`${csiNodes}/worker-1`),
    get(`${csiNodes}/worker-2`),
    get(csiNodes),
    {path: csiNodes, body: {metadata: {name: 'worker-1'}, spec: {drivers: []}}},
    {path: csiNodes, body: {metadata: {name: 'worker-9'}, spec: {drivers: []}}},
    patch(`${csiNodes}/worker-1`, {spec: {drivers: [{name: 'd', nodeID: 'n', topologyKeys: []}]}}),
    patch(`${csiNodes}/worker-2`, {spec: {drivers: [{name: 'd', nodeID: 'n'}]}}),
    remove(`${csiNodes}/worker-2`),
    remove(`${csiNodes}/worker-1`),
  ],
  'resource-slices': [
    get(`${slices}/slice-worker-1`),
    get(`${slices}/slice-worker-2`),
    get(`${slices}/slice-all`),
    get(`${slices}/none`),
    get(slices),
    get(`${slices}?fieldSelector=spec.nodeName%3Dworker-1`),
    get(`${slices}?fieldSelector=spec.nodeName%3Dworker-2`),
    slice('made-1', {nodeName: 'worker-1'}),
    slice('made-2', {nodeName: 'worker-2'}),
    slice('made-all', {allNodes: true}),
    slice('made-some', {
      nodeSelector: {
        nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['worker-1']}]}],
      },
    }),
    patch(`${slices}/slice-worker-1`, {metadata: {labels: {a: 'b'}}}),
    patch(`${slices}/slice-worker-2`, {metadata: {labels: {a: 'b'}}}),
    patch(`${slices}/slice-all`, {metadata: {labels: {a: 'b'}}}),
    remove(`${slices}/slice-worker-2`),
    remove(slices),
    remove(`${slices}?fieldSelector=spec.nodeName%3Dworker-2`),
    remove(`${slices}/made-1`),
    get('/apis/resource.k8s.io/v1/namespaces/admission/resourceclaims/device-1'),
    get('/apis/resource.k8s.io/v1/namespaces/admission/resourceclaims/device-2'),
    get('/apis/resource.k8s.io/v1/namespaces/admission/resourceclaims'),
    patch('/apis/resource.k8s.io/v1/namespaces/admission/resourceclaims/device-1/status', {status: {}}),
    get('/apis/resource.k8s.io/v1/deviceclasses'),
  ],
  accounts: [
    get(`${space}/serviceaccounts/robot`),
    get(`${space}/serviceaccounts/stranger`),
    get(`${space}/serviceaccounts`),
    token('robot', {}),
    token('robot', {...boundTo('mine')}),
    token('robot', {...boundTo('mine', 'wrong')}),
    token('robot', {...boundTo('theirs', 'x')}),
    token('robot', {...boundTo('none', 'x')}),
    token('stranger', {...boundTo('mine', 'x')}),
    token('robot', {boundObjectRef: {kind: 'Secret', apiVersion: 'v1', name: 'used-env', uid: 'x'}}),
    token('robot', {boundObjectRef: {kind: 'Node', apiVersion: 'v1', name: 'worker-1', uid: 'x'}}),
    token('robot', {...boundTo('mine', 'x'), audiences: ['nobody']}),
    token('robot', {...boundTo('mine', 'x'), audiences: ['vault']}),
    token('robot', {...boundTo('mine', 'x'), audiences: ['vault', 'other']}),
  ],
  certificates: [
    get(requestsFor),
    get(`${requestsFor}/none`),
    {
      path: requestsFor,
      body: {metadata: {name: 'r'}, spec: {request: 'eA==', signerName: 'a.b/c', usages: ['client auth']}},
    },
    {
      path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      body: {spec: {user: 'x', nonResourceAttributes: {verb: 'get', path: '/'}}},
    },
    {
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {spec: {resourceAttributes: {verb: 'get', resource: 'secrets', namespace: 'admission', name: 'used-env'}}},
    },
    {
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {spec: {resourceAttributes: {verb: 'list', resource: 'secrets', namespace: 'admission'}}},
    },
    {path: '/apis/authentication.k8s.io/v1/tokenreviews', body: {spec: {token: 'x'}}},
  ],
  others: [
    get('/apis/discovery.k8s.io/v1/endpointslices'),
    get('/api/v1/namespaces/admission'),
    get('/apis/node.k8s.io/v1/runtimeclasses'),
    {
      path: `${space}/events`,
      body: {metadata: {generateName: 'e-'}, involvedObject: {kind: 'Pod', namespace: 'admission', name: 'mine'}},
    },
    {path: `${space}/configmaps`, body: {metadata: {name: 'x'}}},
    get('/apis/apps/v1/deployments'),
    get('/metrics/none'),
  ],
}

const identities: [string, string, string[]][] = [
  ['worker-1', 'system:node:worker-1', ['system:nodes', 'system:authenticated']],
  ['worker-3', 'system:node:worker-3', ['system:nodes', 'system:authenticated']],
  ['unknown', 'system:node:unknown', ['system:nodes', 'system:authenticated']],
  ['nameless', 'system:node:', ['system:nodes', 'system:authenticated']],
  ['no-group', 'system:node:worker-1', ['system:authenticated']],
  ['no-node', 'someone', ['system:nodes', 'system:authenticated']],
]

/** Nodes with their own rights, and others who claim to be one. Invariant: only worker-1 is written to with success. */
export const nodeScenarios: AdmissionScenario[] = [
  {name: 'node-given', given},
  ...identities.map(([name, user, groups]) => ({
    name: `node-${name}`,
    writes: Object.entries(attempts)
      .filter(([what]) => name === 'worker-1' || !/create|update/.test(what))
      .flatMap(([, steps]) => steps)
      .map(step => ({
        ...step,
        headers: {...step.headers, 'impersonate-user': user, 'impersonate-group': groups as unknown as string},
      })),
  })),
]
