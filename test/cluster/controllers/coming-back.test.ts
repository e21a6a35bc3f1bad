import assert from 'node:assert/strict'
import type {JsonObject, KubeObject} from '../../../src/api/object.ts'
import {createFlowControlKeeper} from '../../../src/cluster/bootstrap/flow-control/flow-control-keeper.ts'
import {createIdentityLease} from '../../../src/cluster/bootstrap/identity-lease.ts'
import {createLeaderLease} from '../../../src/cluster/bootstrap/leader-lease.ts'
import {createTokenCleaner} from '../../../src/cluster/controllers/bootstrap-tokens/cleaner.ts'
import {createCertificateApproving} from '../../../src/cluster/controllers/certificates/approving.ts'
import {createCertificateCleaner} from '../../../src/cluster/controllers/certificates/cleaner.ts'
import {createCronJobController} from '../../../src/cluster/controllers/cronjob/index.ts'
import {createDaemonSetController} from '../../../src/cluster/controllers/daemonset/index.ts'
import {createDeploymentController} from '../../../src/cluster/controllers/deployment/index.ts'
import {createDisruptionController} from '../../../src/cluster/controllers/disruption/index.ts'
import {createJobController} from '../../../src/cluster/controllers/job/index.ts'
import {createLegacyTokenCleaner} from '../../../src/cluster/controllers/legacy-token-cleaner.ts'
import {createNamespaceController} from '../../../src/cluster/controllers/namespace/index.ts'
import {createNodeLifecycleController} from '../../../src/cluster/controllers/node-lifecycle/index.ts'
import {createPersistentVolumeController} from '../../../src/cluster/controllers/persistent-volume/index.ts'
import {createPodAutoscaler} from '../../../src/cluster/controllers/pod-autoscaler/index.ts'
import {createPodGarbageCollector} from '../../../src/cluster/controllers/pod-garbage-collector.ts'
import {createReplicaSetController} from '../../../src/cluster/controllers/replicaset/index.ts'
import {createServiceCidrController} from '../../../src/cluster/controllers/service-cidr/index.ts'
import {createStatefulSetController} from '../../../src/cluster/controllers/statefulset/index.ts'
import {createTaintEvictionController} from '../../../src/cluster/controllers/taint-eviction.ts'
import {createTtlAfterFinishedController} from '../../../src/cluster/controllers/ttl-after-finished.ts'
import type {Component, ComponentContext} from '../../../src/cluster/runtime/component.ts'
import {certificateRequest} from '../../support/certificate-request.ts'
import {bench} from '../../support/controller-bench.ts'
import {discovery} from '../../support/fake-api.ts'
import {pendingTimers} from '../../support/pending-timers.ts'

/** A controller, what there is ten seconds after midnight, and what is due when, counted from then; then what somebody changes, and what is due after it. */
interface Case {
  name: string
  create(context: ComponentContext): Component
  objects: [resource: string, object: KubeObject][]
  due: string[]
  change?: [resource: string, key: string, by: JsonObject]
  dueThen?: string[]
}

const midnight = '2026-01-01T00:00:00Z'
const web = {name: 'web', namespace: 'd', uid: 'web', generation: 1, creationTimestamp: midnight}
const labels = {app: 'web'}
const selector = {matchLabels: labels}
const template = {metadata: {labels}, spec: {containers: [{name: 'c', image: 'nginx'}]}}

const object = (kind: string, metadata: JsonObject, rest: JsonObject = {}): KubeObject =>
  ({apiVersion: 'v1', kind, metadata, ...rest}) as KubeObject

const readyPod = (owner: string, revision: JsonObject = {}): [string, KubeObject] => {
  const controller = {apiVersion: 'apps/v1', kind: owner, name: 'web', uid: 'web', controller: true}
  const metadata = {name: 'web-0', namespace: 'd', labels: {...labels, ...revision}, ownerReferences: [controller]}
  const conditions = [{type: 'Ready', status: 'True', lastTransitionTime: midnight}]
  return ['pods', object('Pod', metadata, {spec: {nodeName: 'one'}, status: {phase: 'Running', conditions}})]
}
const node = (metadata: JsonObject = {}, spec: JsonObject = {}): [string, KubeObject] => {
  const conditions = [{type: 'Ready', status: 'True', lastHeartbeatTime: midnight, lastTransitionTime: midnight}]
  return ['nodes', object('Node', {name: 'one', ...metadata}, {spec, status: {conditions}})]
}
const workload = (kind: string, spec: JsonObject): KubeObject =>
  object(kind, web, {spec: {replicas: 1, selector, template, ...spec}})
const ended = (time: string) => ({conditions: [{type: 'Complete', status: 'True', lastTransitionTime: time}]})
const base64 = (text: string) => Buffer.from(text).toString('base64')
const taint = {key: 'k', effect: 'NoExecute', timeAdded: midnight}
const tolerating = (seconds?: number) => ({
  nodeName: 'one',
  tolerations: [{key: 'k', operator: 'Exists', ...(seconds && {tolerationSeconds: seconds})}],
})
const request = (rest: JsonObject): [string, KubeObject] => [
  'certificatesigningrequests',
  object('CertificateSigningRequest', {name: 'csr', creationTimestamp: midnight}, {spec: {}, status: {}, ...rest}),
]

const kubelet = await certificateRequest({subject: 'O=system:nodes,CN=system:node:a'})

const cases: Case[] = [
  {
    name: 'a token cleaner, when a token expires, for which nobody waits',
    create: createTokenCleaner,
    objects: [
      [
        'secrets',
        object(
          'Secret',
          {name: 'bootstrap-token-abcdef', namespace: 'kube-system'},
          {
            type: 'bootstrap.kubernetes.io/token',
            data: {expiration: base64('2026-01-01T00:01:00Z')},
          },
        ),
      ],
    ],
    due: ['background 50s'],
    change: ['secrets', 'kube-system/bootstrap-token-abcdef', {data: {expiration: base64('2026-01-01T00:02:00Z')}}],
    dueThen: ['background 110s'],
  },
  {
    name: 'a certificate cleaner, a day after a request was made, or an hour after it was denied',
    create: createCertificateCleaner,
    objects: [request({})],
    due: [`background ${86_400 - 10 + 0.001}s`],
    change: [
      'certificatesigningrequests',
      'csr',
      {status: {conditions: [{type: 'Denied', status: 'True', lastUpdateTime: midnight}]}},
    ],
    dueThen: [`background ${3600 - 10 + 0.001}s`],
  },
  {
    name: 'a certificate approver, as long as the request is open: the right may be given later',
    create: createCertificateApproving,
    objects: [
      request({
        spec: {
          request: kubelet.base64,
          signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
          usages: ['digital signature', 'client auth'],
          username: 'somebody',
        },
      }),
    ],
    due: ['background 60s'],
    change: ['certificatesigningrequests', 'csr', {status: {conditions: [{type: 'Denied', status: 'True'}]}}],
    dueThen: [],
  },
  {
    name: 'a CronJob, at its next time, for which somebody waits',
    create: createCronJobController,
    objects: [['cronjobs', object('CronJob', web, {spec: {schedule: '*/1 * * * *', jobTemplate: {spec: {}}}})]],
    due: ['50s'],
    change: ['cronjobs', 'd/web', {spec: {schedule: '*/5 * * * *', jobTemplate: {spec: {}}}}],
    dueThen: ['290s'],
  },
  {
    name: 'a suspended CronJob, not at all',
    create: createCronJobController,
    objects: [['cronjobs', object('CronJob', web, {spec: {schedule: '*/1 * * * *', jobTemplate: {spec: {}}}})]],
    due: ['50s'],
    change: ['cronjobs', 'd/web', {spec: {schedule: '*/1 * * * *', suspend: true, jobTemplate: {spec: {}}}}],
    dueThen: [],
  },
  {
    name: 'a ReplicaSet, when its ready pod counts as available',
    create: createReplicaSetController,
    objects: [['replicasets', workload('ReplicaSet', {minReadySeconds: 30})], readyPod('ReplicaSet')],
    due: ['20s'],
    change: ['replicasets', 'd/web', {spec: {replicas: 1, selector, template, minReadySeconds: 60}}],
    dueThen: ['50s'],
  },
  {
    name: 'a StatefulSet, when its ready pod counts as available',
    create: createStatefulSetController,
    objects: [
      ['statefulsets', workload('StatefulSet', {minReadySeconds: 30, serviceName: 'web'})],
      readyPod('StatefulSet'),
    ],
    due: ['20s'],
    change: ['statefulsets', 'd/web', {spec: {replicas: 1, selector, template, minReadySeconds: 60}}],
    dueThen: ['50s'],
  },
  {
    name: 'a DaemonSet, when its ready pod counts as available',
    create: createDaemonSetController,
    objects: [
      node(),
      ['daemonsets', workload('DaemonSet', {minReadySeconds: 30, updateStrategy: {type: 'OnDelete'}})],
      readyPod('DaemonSet'),
    ],
    due: ['20s'],
    change: [
      'daemonsets',
      'd/web',
      {spec: {selector, template, updateStrategy: {type: 'OnDelete'}, minReadySeconds: 60}},
    ],
    dueThen: ['50s'],
  },
  {
    name: 'a Deployment, a second after it has stood still for too long',
    create: createDeploymentController,
    objects: [['deployments', workload('Deployment', {progressDeadlineSeconds: 600})]],
    due: ['601s'],
    change: ['deployments', 'd/web', {spec: {replicas: 1, selector, template, progressDeadlineSeconds: 900}}],
    dueThen: ['901s'],
  },
  {
    name: 'a paused Deployment, not at all',
    create: createDeploymentController,
    objects: [['deployments', workload('Deployment', {progressDeadlineSeconds: 600})]],
    due: ['601s'],
    change: [
      'deployments',
      'd/web',
      {spec: {replicas: 1, selector, template, progressDeadlineSeconds: 600, paused: true}},
    ],
    dueThen: [],
  },
  {
    name: 'a Job, when it has run for too long',
    create: createJobController,
    objects: [['jobs', workload('Job', {parallelism: 1, completions: 1, backoffLimit: 6, activeDeadlineSeconds: 30})]],
    due: ['30s'],
    change: [
      'jobs',
      'd/web',
      {spec: {selector, template, parallelism: 1, completions: 1, backoffLimit: 6, activeDeadlineSeconds: 90}},
    ],
    dueThen: ['90s'],
  },
  {
    name: 'a finished Job, when it has been kept for long enough',
    create: createTtlAfterFinishedController,
    objects: [['jobs', object('Job', web, {spec: {ttlSecondsAfterFinished: 30}, status: ended(midnight)})]],
    due: ['20s'],
    change: ['jobs', 'd/web', {spec: {ttlSecondsAfterFinished: 60}}],
    dueThen: ['50s'],
  },
  {
    name: 'a finished Job that is to be kept after all, not at all',
    create: createTtlAfterFinishedController,
    objects: [['jobs', object('Job', web, {spec: {ttlSecondsAfterFinished: 30}, status: ended(midnight)})]],
    due: ['20s'],
    change: ['jobs', 'd/web', {spec: {}}],
    dueThen: [],
  },
  {
    name: 'a disruption budget, when an eviction has taken too long',
    create: createDisruptionController,
    objects: [
      [
        'poddisruptionbudgets',
        object('PodDisruptionBudget', web, {
          spec: {selector, maxUnavailable: 1},
          status: {disruptedPods: {'web-0': midnight}},
        }),
      ],
      ['pods', object('Pod', {name: 'web-0', namespace: 'd', labels}, {spec: {}, status: {phase: 'Running'}})],
    ],
    due: ['110s'],
    change: [
      'poddisruptionbudgets',
      'd/web',
      {status: {disruptedPods: {'web-0': '2026-01-01T00:00:10Z'}, disruptionsAllowed: 0}},
    ],
    dueThen: ['120s'],
  },
  {
    name: 'an evictor, when a taint is tolerated no longer',
    create: createTaintEvictionController,
    objects: [node({}, {taints: [taint]}), ['pods', object('Pod', web, {spec: tolerating(30), status: {}})]],
    due: ['20s'],
    change: ['pods', 'd/web', {spec: tolerating(300)}],
    dueThen: ['290s'],
  },
  {
    name: 'an evictor whose taint is gone, not at all',
    create: createTaintEvictionController,
    objects: [node({}, {taints: [taint]}), ['pods', object('Pod', web, {spec: tolerating(30), status: {}})]],
    due: ['20s'],
    change: ['nodes', 'one', {spec: {}}],
    dueThen: [],
  },
  {
    name: 'a pod collector, when a node has been gone for long enough',
    create: createPodGarbageCollector,
    objects: [['pods', object('Pod', web, {spec: {nodeName: 'gone'}, status: {phase: 'Running'}})]],
    due: ['40s'],
  },
  {
    name: 'a namespace that is not empty yet, every second',
    create: createNamespaceController,
    objects: [
      [
        discovery,
        object(
          'APIGroupDiscovery',
          {name: ''},
          {
            versions: [
              {version: 'v1', resources: [{resource: 'pods', scope: 'Namespaced', verbs: ['list', 'delete']}]},
            ],
          },
        ),
      ],
      ['pods', object('Pod', {...web, deletionTimestamp: midnight, finalizers: ['test/stay']}, {spec: {}, status: {}})],
      [
        'namespaces',
        object(
          'Namespace',
          {name: 'd', deletionTimestamp: midnight, finalizers: ['test/stay']},
          {spec: {finalizers: ['kubernetes']}, status: {}},
        ),
      ],
    ],
    due: ['1s'],
  },
  {
    name: 'a network of Services that goes, when nobody gives out its addresses any more',
    create: createServiceCidrController,
    objects: [
      [
        'servicecidrs',
        object(
          'ServiceCIDR',
          {
            name: 'net',
            deletionTimestamp: '2026-01-01T00:00:05Z',
            finalizers: ['networking.k8s.io/service-cidr-finalizer'],
          },
          {spec: {cidrs: ['10.0.0.0/24']}, status: {}},
        ),
      ],
    ],
    due: ['5s'],
  },
  {
    name: 'an unbound claim, to say again what it waits for',
    create: createPersistentVolumeController,
    objects: [['persistentvolumeclaims', object('PersistentVolumeClaim', web, {spec: {}, status: {phase: 'Pending'}})]],
    due: ['background 15s'],
    change: ['persistentvolumeclaims', 'd/web', {spec: {volumeName: 'named'}}],
    dueThen: [],
  },
  {
    name: 'a node, when its silence is too long, which only matters to those who stopped it',
    create: createNodeLifecycleController,
    objects: [node({creationTimestamp: midnight})],
    due: ['background 50s'],
    change: [
      'nodes',
      'one',
      {metadata: {name: 'one', annotations: {'kctl.dev/kubelet-stopped': '2026-01-01T00:00:10Z'}}},
    ],
    dueThen: ['50s'],
  },
  {
    name: 'a node whose kubelet goes on, as housekeeping again',
    create: createNodeLifecycleController,
    objects: [node({annotations: {'kctl.dev/kubelet-stopped': midnight}})],
    due: ['40s'],
    change: ['nodes', 'one', {metadata: {name: 'one', creationTimestamp: midnight}}],
    dueThen: ['background 50s'],
  },
  {
    name: 'a new autoscaler, when it is first asked, and from then on as housekeeping',
    create: createPodAutoscaler,
    objects: [
      [
        'horizontalpodautoscalers',
        object('HorizontalPodAutoscaler', web, {
          spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, maxReplicas: 3},
        }),
      ],
    ],
    due: ['5s'],
    change: ['horizontalpodautoscalers', 'd/web', {status: {conditions: []}}],
    dueThen: ['background 15s'],
  },
  {
    name: 'a cleaner of old tokens, every day',
    create: createLegacyTokenCleaner,
    objects: [],
    due: ['background 86400s'],
  },
  {
    name: 'a keeper of flow schemas, every minute',
    create: createFlowControlKeeper,
    objects: [],
    due: ['background 60s'],
  },
  {
    name: 'an API server’s lease, every ten seconds, and those of others every hour',
    create: context => createIdentityLease(context, {hostname: 'one'}),
    objects: [],
    due: ['background 10s', 'background 3600s'],
  },
  {
    name: 'a leader’s lease, every ten seconds',
    create: context => createLeaderLease(context, {program: 'kube-scheduler', hostname: 'one'}),
    objects: [],
    due: ['background 10s'],
  },
]

describe('what controllers come back for', () => {
  for (const {name, create, objects, due, change, dueThen} of cases)
    it(`is ${name}`, async () => {
      const at = bench(...objects)
      await at.advance(10_000)
      const pending = pendingTimers(at.clock)

      await at.run(create)
      const first = pending()
      if (change) at.api.change(change[0], change[1], old => ({...old, ...change[2]}) as KubeObject)
      await at.settle()
      const second = pending()
      await at.close()

      assert.deepEqual(first, due)
      if (change) assert.deepEqual(second, dueThen)
    })
})
