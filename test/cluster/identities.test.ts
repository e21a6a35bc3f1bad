import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {ResourcePath} from '../../src/client/client.ts'
import {certificateRequest} from '../support/certificate-request.ts'
import type {WholeCluster} from '../support/whole-cluster.ts'

interface AuditEvent {
  verb: string
  requestURI: string
  user: {username: string; groups?: string[]}
  responseStatus?: {code: number; message?: string}
}

const minute = 60_000
const core = {group: '', version: 'v1', namespace: 'default'}
const apps = {group: 'apps', version: 'v1', namespace: 'default'}
const template = (app: string, more: object = {}) => ({
  metadata: {labels: {app}},
  spec: {containers: [{name: 'c', image: 'nginx', ...more}]},
})
const workload = (app: string, more: object = {}) => ({
  metadata: {name: app},
  spec: {selector: {matchLabels: {app}}, template: template(app), ...more},
})
const claim = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}}

/** Something for every part of the cluster to do. */
const work = async (): Promise<[ResourcePath, object][]> => [
  [
    {...core, resource: 'configmaps'},
    {metadata: {name: 'settings'}, data: {a: 'b'}},
  ],
  [
    {...core, resource: 'secrets'},
    {metadata: {name: 'password'}, stringData: {a: 'b'}},
  ],
  [
    {...apps, resource: 'deployments'},
    workload('web', {
      replicas: 2,
      template: template('web', {
        resources: {requests: {cpu: '100m'}},
        envFrom: [{configMapRef: {name: 'settings'}}, {secretRef: {name: 'password'}}],
      }),
    }),
  ],
  [
    {...apps, resource: 'statefulsets'},
    workload('db', {serviceName: 'db', volumeClaimTemplates: [{metadata: {name: 'data'}, spec: claim}]}),
  ],
  [{...apps, resource: 'daemonsets'}, workload('agent')],
  [
    {...core, resource: 'services'},
    {metadata: {name: 'web'}, spec: {selector: {app: 'web'}, ports: [{port: 80}]}},
  ],
  [
    {group: 'batch', version: 'v1', namespace: 'default', resource: 'cronjobs'},
    {
      metadata: {name: 'often'},
      spec: {
        schedule: '* * * * *',
        jobTemplate: {
          spec: {
            ttlSecondsAfterFinished: 5,
            template: {
              spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'busybox', command: ['true']}]},
            },
          },
        },
      },
    },
  ],
  [
    {group: 'autoscaling', version: 'v2', namespace: 'default', resource: 'horizontalpodautoscalers'},
    {
      metadata: {name: 'web'},
      spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, minReplicas: 1, maxReplicas: 3},
    },
  ],
  [
    {group: 'policy', version: 'v1', namespace: 'default', resource: 'poddisruptionbudgets'},
    {metadata: {name: 'web'}, spec: {minAvailable: 1, selector: {matchLabels: {app: 'web'}}}},
  ],
  [
    {...core, resource: 'resourcequotas'},
    {metadata: {name: 'limit'}, spec: {hard: {pods: '50'}}},
  ],
  [{group: '', version: 'v1', resource: 'namespaces'}, {metadata: {name: 'short-lived'}}],
  [
    {...core, resource: 'secrets'},
    {
      metadata: {name: 'token', annotations: {'kubernetes.io/service-account.name': 'default'}},
      type: 'kubernetes.io/service-account-token',
    },
  ],
  [
    {...core, namespace: 'kube-system', resource: 'secrets'},
    {
      metadata: {name: 'bootstrap-token-abcdef'},
      type: 'bootstrap.kubernetes.io/token',
      stringData: {'token-id': 'abcdef', 'token-secret': '0123456789abcdef', 'usage-bootstrap-signing': 'true'},
    },
  ],
  [
    {group: 'certificates.k8s.io', version: 'v1', resource: 'certificatesigningrequests'},
    {
      metadata: {name: 'node'},
      spec: {
        request: (await certificateRequest({subject: 'O=system:nodes,CN=system:node:new'})).base64,
        signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
        usages: ['client auth', 'digital signature'],
      },
    },
  ],
]

describe("the cluster's own parts", () => {
  let folder: string
  let whole: WholeCluster

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-identities-'))
    const policyFile = join(folder, 'policy.yaml')
    writeFileSync(policyFile, 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n')
    // Imported here, as the cluster imports its parts: what mocha has required is another copy.
    const {startWholeCluster} = await import('../support/whole-cluster.ts')
    whole = await startWholeCluster({settings: {workers: 1, audit: {policyFile, logPath: join(folder, 'audit.log')}}})
  })
  after(async () => {
    await whole.close()
    rmSync(folder, {recursive: true, force: true})
  })

  it('act under their own names, and are never refused', async () => {
    const {client, cluster} = whole
    const {clock, engine} = cluster
    await engine.settle()
    for (const [path, object] of await work()) await client.create(path, object)
    await engine.settle()
    await clock.advance(clock.now() + 3 * minute, () => engine.settle())
    await client.delete({group: '', version: 'v1', resource: 'namespaces', name: 'short-lived'})
    await client.delete({...apps, resource: 'deployments', name: 'web'})
    await client.delete({...apps, resource: 'statefulsets', name: 'db'})
    await engine.settle()

    const events = readFileSync(join(folder, 'audit.log'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as AuditEvent)
    const own = events.filter(({user}) => user.username.startsWith('system:'))

    const refused = own.filter(({responseStatus}) => responseStatus?.code === 403)
    assert.deepEqual(
      refused.map(({user, verb, requestURI, responseStatus}) => [
        user.username,
        verb,
        requestURI,
        responseStatus?.message,
      ]),
      [],
    )
    const masters = own.filter(({user}) => user.groups?.includes('system:masters')).map(({user}) => user.username)
    assert.deepEqual([...new Set(masters)], ['system:apiserver'])
    const names = new Set(own.map(({user}) => user.username))
    for (const name of [
      'system:kube-scheduler',
      'system:kube-controller-manager',
      'system:node:control-plane',
      'system:node:worker-1',
      'system:serviceaccount:kube-system:deployment-controller',
      'system:serviceaccount:kube-system:certificate-controller',
      'system:serviceaccount:kube-system:namespace-controller',
      'system:serviceaccount:kube-system:persistent-volume-binder',
      'system:serviceaccount:kube-system:bootstrap-signer',
    ])
      assert.ok(names.has(name), name)
  })
})
