import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import type {CSINode, Event, Lease, Node, Pod} from '../../../src/api/kinds.ts'
import {SimulatedRuntime} from '../../../src/cluster/containers/index.ts'
import {createKubelets, createServiceDirectory} from '../../../src/cluster/kubelet/index.ts'
import {createEventRecorder, createInformerFactory} from '../../../src/cluster/runtime/index.ts'
import {silent} from '../../../src/cluster/runtime/logger.ts'
import {startTestApiServer} from '../../support/api-server.ts'

const pods = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}

async function start() {
  const api = await startTestApiServer({namespaces: ['default', 'kube-node-lease']})
  const {clock, activity, random, client} = api
  const log = silent
  const informers = createInformerFactory({client, clock, activity, log})
  const events = createEventRecorder({client, clock, random, activity, log})
  const context = {client, informers, clock, random, activity, events, log}
  const runtime = new SimulatedRuntime({clock, activity, random})
  runtime.useDirectory(createServiceDirectory(context))
  const kubelets = createKubelets({
    context,
    runtime,
    nodes: [{name: 'node-1', address: '172.18.0.2', podCIDR: '10.244.0.0/24'}],
  })
  await kubelets.start()
  await activity.settled()
  return {
    api,
    kubelets,
    runtime,
    informers,
    create: async (name: string, spec: object, metadata: object = {}) => {
      const base = {terminationGracePeriodSeconds: 0, nodeName: 'node-1', tolerations: []}
      await client.create(pods, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {name, ...metadata},
        spec: {...base, ...spec},
      })
      await activity.settled()
    },
    sandboxes: async () => (await runtime.listPodSandboxes()).map(({config}) => config.name),
    get: (name: string) => client.get<Pod>({...pods, name}),
    resize: async (name: string, resources: object) => {
      const pod = await client.get<Pod>({...pods, name})
      const [container] = pod.spec!.containers
      const spec = {...pod.spec!, containers: [{...container!, resources}]}
      await client.update({...pods, name, subresource: 'resize'}, {...pod, spec})
      await activity.settled()
    },
    pass: async (milliseconds: number) => {
      await clock.advance(clock.now() + milliseconds, () => activity.settled())
    },
    events: async (name: string) => {
      await activity.settled()
      const {items} = await client.list<Event>({...pods, resource: 'events'})
      return items
        .filter(({involvedObject}) => involvedObject.name === name)
        .map(({type, reason, message}) => `${type} ${reason} ${message}`)
    },
    close: async () => {
      await kubelets.stop()
      await informers.stop()
      await api.close()
    },
  }
}

describe('kubelets', () => {
  let cluster: Awaited<ReturnType<typeof start>>
  beforeEach(async () => {
    cluster = await start()
  })
  afterEach(() => cluster.close())

  const busybox = (command: string[], more: object = {}) => ({name: 'c', image: 'busybox:1.36', command, ...more})

  it('says that its node uses CSI drivers where Kubernetes had disks of its own', async () => {
    const {metadata, spec} = await cluster.api.client.get<CSINode>({...builtin.csiNodes, name: 'node-1'})

    assert.equal(spec.drivers?.length ?? 0, 0)
    assert.match(
      metadata.annotations!['storage.alpha.kubernetes.io/migrated-plugins']!,
      /^kubernetes.io\/aws-ebs,.*portworx/,
    )
    assert.equal(metadata.ownerReferences?.[0]?.kind, 'Node')
  })

  it('ends a pod that has been active for as long as it may be since the start that it has told of', async () => {
    await cluster.create('brief', {containers: [busybox(['sleep', 'inf'])], activeDeadlineSeconds: 20})

    await cluster.pass(19_000)
    const before = await cluster.get('brief')
    await cluster.pass(1_000)
    const after = await cluster.get('brief')

    assert.equal(before.status?.phase, 'Running')
    assert.deepEqual([after.status?.phase, after.status?.reason], ['Failed', 'DeadlineExceeded'])
  })

  it('is silent while it is stopped, and takes up what has happened', async () => {
    const {client, activity} = cluster.api
    const node = {group: '', version: 'v1', resource: 'nodes', name: 'node-1'}
    const lease = {group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespace: 'kube-node-lease'}
    const renewed = async () => (await client.get<Lease>({...lease, name: 'node-1'})).spec?.renewTime
    const say = async (since: string | null) => {
      await client.patch(node, 'merge', {metadata: {annotations: {'kctl.dev/kubelet-stopped': since}}})
      await activity.settled()
    }
    await cluster.create('stays', {containers: [busybox(['sleep', '25'])], restartPolicy: 'Never'})
    await cluster.create('goes', {containers: [busybox(['sleep', 'inf'])]})
    const beat = await renewed()

    await say('2026-01-01T00:00:00Z')
    await client.delete({...pods, name: 'goes'}, {gracePeriodSeconds: 0})
    await cluster.create('comes', {containers: [busybox(['sleep', 'inf'])]})
    await cluster.pass(30_000)
    const silent = {beat: await renewed(), stays: await cluster.get('stays'), comes: await cluster.get('comes')}
    await assert.rejects(
      cluster.kubelets.connector.log(silent.stays, 'c', {tailLines: 3}),
      /Get "https:\/\/172\.18\.0\.2:10250\/containerLogs\/default\/stays\/c\?tailLines=3": dial tcp 172\.18\.0\.2:10250: connect: connection refused/,
    )
    await say(null)

    assert.equal(silent.beat, beat)
    assert.deepEqual([silent.stays.status?.phase, silent.comes.status?.phase], ['Running', 'Pending'])
    assert.notEqual(await renewed(), beat)
    assert.equal((await cluster.get('stays')).status?.phase, 'Succeeded')
    assert.equal((await cluster.get('comes')).status?.phase, 'Running')
    assert.deepEqual((await cluster.sandboxes()).sort(), ['comes', 'stays'])
  })

  it('says that its node is ready again when it comes back', async () => {
    const {client, activity} = cluster.api
    const node = {group: '', version: 'v1', resource: 'nodes', name: 'node-1'}
    const say = async (since: string | null) => {
      await client.patch(node, 'merge', {metadata: {annotations: {'kctl.dev/kubelet-stopped': since}}})
      await activity.settled()
    }
    await say('2026-01-01T00:00:00Z')
    const {status} = await client.get<Node>(node)
    const conditions = status!.conditions!.map(condition => ({...condition, status: 'Unknown'}))
    await client.patch({...node, subresource: 'status'}, 'merge', {
      status: {conditions: [...conditions, {type: 'Mine', status: 'True'}]},
    })
    await cluster.pass(60_000)

    await say(null)

    const after = await client.get<Node>(node)
    assert.deepEqual(
      after.status!.conditions!.map(({type, status, reason = ''}) => `${type} ${status} ${reason}`),
      [
        'Mine True ',
        'MemoryPressure False KubeletHasSufficientMemory',
        'DiskPressure False KubeletHasNoDiskPressure',
        'PIDPressure False KubeletHasSufficientPID',
        'Ready True KubeletReady',
      ],
    )
    assert.ok((await cluster.events('node-1')).includes('Normal NodeReady Node node-1 status is now: NodeReady'))
  })

  it('tells which images a node has, the largest first', async () => {
    await cluster.create('small', {containers: [busybox(['sleep', 'inf'])]})
    await cluster.create('large', {containers: [{name: 'c', image: 'nginx:1.27'}]})

    await cluster.pass(10_000)
    // Heartbeats go along with what somebody waits for.
    const {status} = await cluster.api.client.get<{status: {images?: {names: string[]; sizeBytes: number}[]}}>({
      group: '',
      version: 'v1',
      resource: 'nodes',
      name: 'node-1',
    })

    assert.deepEqual(
      status.images?.map(({names, sizeBytes}) => [names[1], sizeBytes]),
      [
        ['docker.io/library/nginx:1.27', 72404038],
        ['docker.io/library/busybox:1.36', 2223659],
      ],
    )
    assert.match(status.images![0]!.names[0]!, /^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/)
  })

  it('registers nodes', async () => {
    const node = await cluster.api.client.get<{status: {conditions: {type: string; status: string}[]}}>({
      group: '',
      version: 'v1',
      resource: 'nodes',
      name: 'node-1',
    })
    assert.deepEqual(
      node.status.conditions.map(({type, status}) => `${type}=${status}`),
      ['MemoryPressure=False', 'DiskPressure=False', 'PIDPressure=False', 'Ready=True'],
    )
  })

  it('runs a pod', async () => {
    await cluster.create('web', {containers: [{name: 'web', image: 'nginx:1.27'}]})
    const {status} = await cluster.get('web')
    assert.equal(status?.phase, 'Running')
    assert.deepEqual(
      status?.conditions?.map(({type, status: is}) => `${type}=${is}`),
      ['PodReadyToStartContainers=True', 'Initialized=True', 'Ready=True', 'ContainersReady=True', 'PodScheduled=True'],
    )
    assert.match(status?.containerStatuses?.[0]?.imageID ?? '', /^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/)
    assert.deepEqual(await cluster.events('web'), [
      'Normal Pulled Container image "nginx:1.27" already present on machine',
      'Normal Created Created container: web',
      'Normal Started Started container web',
    ])
  })

  const states = [
    {
      name: 'completed',
      given: {restartPolicy: 'Never', containers: [busybox(['true'])]},
      expected: 'Succeeded Completed',
    },
    {
      name: 'failed',
      given: {restartPolicy: 'Never', containers: [busybox(['sh', '-c', 'exit 3'])]},
      expected: 'Failed Error',
    },
    {
      name: 'image',
      given: {containers: [{name: 'c', image: 'nginx:no-such-tag'}]},
      expected: 'Pending ImagePullBackOff',
    },
    {
      name: 'never',
      given: {containers: [{name: 'c', image: 'example.com/absent:1', imagePullPolicy: 'Never'}]},
      expected: 'Pending ErrImageNeverPull',
    },
    {
      name: 'config',
      given: {
        containers: [
          busybox(['sleep', '9'], {env: [{name: 'A', valueFrom: {configMapKeyRef: {name: 'absent', key: 'a'}}}]}),
        ],
      },
      expected: 'Pending CreateContainerConfigError',
    },
    {
      name: 'outside',
      given: {
        volumes: [{name: 'v', emptyDir: {}}],
        initContainers: [
          busybox(['ln', '-s', '/bin', '/v/a'], {name: 'i', volumeMounts: [{name: 'v', mountPath: '/v'}]}),
        ],
        containers: [busybox(['sleep', '99'], {volumeMounts: [{name: 'v', mountPath: '/a', subPath: 'a'}]})],
      },
      expected: 'Pending CreateContainerConfigError',
    },
    {name: 'start', given: {containers: [busybox(['nosuch'])]}, expected: 'Running CrashLoopBackOff'},
    {
      name: 'volume',
      given: {volumes: [{name: 'v', configMap: {name: 'absent'}}], containers: [busybox(['sleep', '99'])]},
      expected: 'Pending ContainerCreating',
    },
    {
      name: 'init',
      given: {initContainers: [{...busybox(['sleep', '3600']), name: 'i'}], containers: [busybox(['sleep', '99'])]},
      expected: 'Pending PodInitializing',
    },
    {name: 'crash', given: {containers: [busybox(['false'])]}, expected: 'Running CrashLoopBackOff'},
  ]
  for (const {name, given, expected} of states) {
    it(`reports what a pod has come to: ${expected}`, async () => {
      await cluster.create(name, given)
      await cluster.pass(3000)
      const {status} = await cluster.get(name)
      const [container] = status?.containerStatuses ?? []
      const {waiting, terminated, running} = container?.state ?? {}
      assert.equal(`${status?.phase} ${waiting?.reason ?? terminated?.reason ?? (running ? 'Running' : '')}`, expected)
    })
  }

  it('does what a change asks for that comes between its looking and its own report', async () => {
    const {api, runtime, informers} = cluster
    const startContainer = runtime.startContainer.bind(runtime)
    const isSeen = new Promise<void>(resolve => {
      informers
        .informer<Pod>(builtin.pods)
        .onChange({updated: pod => pod.spec!.containers[0]!.image === 'busybox:1.37' && resolve()})
    })
    runtime.startContainer = async id => {
      runtime.startContainer = startContainer
      await startContainer(id)
      const spec = {containers: [{name: 'c', image: 'busybox:1.37'}]}
      await api.client.patch({...pods, name: 'changed'}, 'strategic', {spec})
      await isSeen
    }

    await cluster.create('changed', {containers: [busybox(['sleep', 'inf'])]})
    await cluster.pass(60_000)

    const [container] = (await cluster.get('changed')).status!.containerStatuses!
    assert.equal(container!.image, 'docker.io/library/busybox:1.37')
  })

  it('backs off ever longer', async () => {
    await cluster.create('crash', {containers: [busybox(['false'])]})
    const counts: number[] = []
    for (const seconds of [0, 10, 20, 40]) {
      await cluster.pass(seconds * 1000)
      counts.push((await cluster.get('crash')).status!.containerStatuses![0]!.restartCount)
    }
    assert.deepEqual(counts, [1, 2, 3, 4])
  })

  it('restarts what its liveness probe finds dead, and says why', async () => {
    await cluster.create('sick', {
      containers: [
        busybox(['sleep', '3600'], {
          livenessProbe: {exec: {command: ['cat', '/absent']}, periodSeconds: 1, failureThreshold: 2},
        }),
      ],
    })
    await cluster.pass(3000)
    assert.ok((await cluster.get('sick')).status!.containerStatuses![0]!.restartCount >= 1)
    const events = await cluster.events('sick')
    assert.ok(
      events.includes(
        "Warning Unhealthy Liveness probe failed: cat: can't open '/absent': No such file or directory\n",
      ),
      events.join('|'),
    )
    assert.ok(events.includes('Normal Killing Container c failed liveness probe, will be restarted'))
  })

  it('restarts the documentation’s example at the right times', async () => {
    const script = 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'
    const livenessProbe = {exec: {command: ['cat', '/tmp/healthy']}, initialDelaySeconds: 5, periodSeconds: 5}
    await cluster.create('docs', {
      terminationGracePeriodSeconds: 30,
      containers: [{name: 'c', image: 'busybox', args: ['/bin/sh', '-c', script], livenessProbe}],
    })

    await cluster.pass(69_000)
    const before = await cluster.get('docs')
    await cluster.pass(2000)
    const after = await cluster.get('docs')

    assert.equal(before.status!.containerStatuses![0]!.restartCount, 0)
    assert.equal(after.status!.containerStatuses![0]!.restartCount, 1)
  })

  it('lets time go on while a post-start hook runs', async () => {
    const lifecycle = {postStart: {exec: {command: ['sh', '-c', 'sleep 5']}}}
    await cluster.create('hook', {containers: [{name: 'c', image: 'busybox', command: ['sleep', '1h'], lifecycle}]})

    await cluster.pass(4000)
    const during = await cluster.get('hook')
    await cluster.pass(2000)
    const after = await cluster.get('hook')

    assert.equal(during.status!.containerStatuses![0]!.state!.waiting!.reason, 'ContainerCreating')
    assert.equal(after.status!.phase, 'Running')
  })

  it('kills a sidecar that ignores its end when its time is up', async () => {
    await cluster.create('sidecar', {
      terminationGracePeriodSeconds: 30,
      restartPolicy: 'Never',
      initContainers: [{name: 's', image: 'alpine', restartPolicy: 'Always', command: ['sh', '-c', 'tail -F /none']}],
      containers: [{name: 'c', image: 'alpine', command: ['true']}],
    })

    await cluster.pass(35_000)
    const {status} = await cluster.get('sidecar')

    assert.equal(status!.phase, 'Succeeded')
    assert.equal(status!.initContainerStatuses![0]!.state!.terminated!.exitCode, 137)
  })

  it('ends a probe that takes too long', async () => {
    const livenessProbe = {exec: {command: ['sh', '-c', 'sleep 10']}, timeoutSeconds: 2, failureThreshold: 1}
    await cluster.create('slow', {
      containers: [{name: 'c', image: 'busybox', command: ['sleep', '1h'], livenessProbe}],
    })

    await cluster.pass(3000)

    const events = await cluster.events('slow')
    assert.ok(events.some(text => text.startsWith('Warning Unhealthy Liveness probe failed: command timed out')))
  })

  it('follows its probes to other paths of the same host, and no further', async () => {
    const probe = (loc: string) => ({
      livenessProbe: {
        httpGet: {path: `/redirect?loc=${encodeURIComponent(loc)}`, port: 8080},
        initialDelaySeconds: 15,
        failureThreshold: 1,
      },
    })
    const image = 'registry.k8s.io/e2e-test-images/agnhost:2.56'
    await cluster.create('near', {containers: [{name: 'c', image, args: ['liveness'], ...probe('/healthz')}]})
    await cluster.create('far', {containers: [{name: 'c', image, args: ['liveness'], ...probe('http://0.0.0.0/')}]})
    await cluster.pass(20_000)

    const restarts = async (name: string) => (await cluster.get(name)).status!.containerStatuses![0]!.restartCount
    assert.deepEqual([await restarts('near'), await restarts('far')], [1, 0])
    assert.ok(
      (await cluster.events('near')).includes(
        'Warning Unhealthy Liveness probe failed: HTTP probe failed with statuscode: 500',
      ),
    )
    const warning =
      'Warning ProbeWarning Liveness probe warning: Probe terminated redirects, Response body: <a href="http://0.0.0.0/">Found</a>.\n\n'
    assert.ok((await cluster.events('far')).includes(warning))
  })

  it('becomes ready when its readiness probe passes', async () => {
    await cluster.create('web', {
      containers: [
        {
          name: 'web',
          image: 'nginx:1.27',
          ports: [{containerPort: 80, name: 'http'}],
          readinessProbe: {httpGet: {path: '/', port: 'http'}},
        },
      ],
    })
    assert.equal((await cluster.get('web')).status!.containerStatuses![0]!.ready, true)
  })

  describe('resizes a pod that runs', () => {
    const given = (cpu: string, memory: string) => ({limits: {cpu, memory}, requests: {cpu, memory}})
    const resizePolicy = [{resourceName: 'memory', restartPolicy: 'RestartContainer'}]
    const cases: {
      name: string
      cpu: string
      memory: string
      expected: {cpu: string; memory: string; restarts: number; pending?: string; event?: string}
    }[] = [
      {
        name: 'while it does',
        cpu: '200m',
        memory: '64Mi',
        expected: {
          cpu: '200m',
          memory: '64Mi',
          restarts: 0,
          event:
            'Normal ResizeCompleted Pod resize completed: {"containers":[{"name":"c","resources":{"limits":{"cpu":"200m","memory":"64Mi"},"requests":{"cpu":"200m","memory":"64Mi"}}}]}',
        },
      },
      {
        name: 'by a restart, where its policy says so',
        cpu: '100m',
        memory: '128Mi',
        expected: {
          cpu: '100m',
          memory: '128Mi',
          restarts: 1,
          event: 'Normal Killing Container c resize requires restart',
        },
      },
      {
        name: 'not at all beyond what its node has',
        cpu: '1k',
        memory: '64Mi',
        expected: {
          cpu: '100m',
          memory: '64Mi',
          restarts: 0,
          pending: "Infeasible Node didn't have enough capacity: cpu, requested: 1000000, capacity: 8000",
        },
      },
    ]

    for (const [index, {name, cpu, memory, expected}] of cases.entries())
      it(name, async () => {
        const pod = `resize-${index}`
        const resources = given('100m', '64Mi')
        await cluster.create(pod, {containers: [{name: 'c', image: 'redis', resources, resizePolicy}]})
        await cluster.pass(1000)

        await cluster.resize(pod, given(cpu, memory))
        await cluster.pass(1000)

        const {status} = await cluster.get(pod)
        const {resources: actual, restartCount} = status!.containerStatuses![0]!
        const pending = status!.conditions!.find(({type}) => type === 'PodResizePending')
        const {event, ...state} = expected
        assert.deepEqual(
          {
            ...actual!.limits,
            restarts: restartCount,
            ...(pending && {pending: `${pending.reason} ${pending.message}`}),
          },
          state,
        )
        if (event) assert.ok((await cluster.events(pod)).includes(event))
      })

    it('not below the memory that it uses, and as soon as it fits in again', async () => {
      await cluster.create('tight', {containers: [{name: 'c', image: 'redis', resources: given('100m', '64Mi')}]})
      await cluster.pass(1000)
      const look = async () => {
        const {status} = await cluster.get('tight')
        const {reason, message} = status!.conditions!.find(({type}) => type === 'PodResizeInProgress') ?? {}
        return {has: status!.containerStatuses![0]!.resources!.limits!['memory'], reason, message}
      }

      await cluster.resize('tight', given('100m', '10Ki'))
      await cluster.pass(1000)
      const {message, ...tight} = await look()
      await cluster.resize('tight', given('100m', '60Mi'))
      await cluster.pass(1000)

      assert.deepEqual(tight, {has: '64Mi', reason: 'Error'})
      assert.match(message!, /^attempting to set container "c" memory limit \(10240\) below current usage \(\d+\)$/)
      assert.deepEqual(await look(), {has: '60Mi', reason: undefined, message: undefined})
    })

    it('tells what a container has until it has been restarted', async () => {
      const command = ['sh', '-c', 'trap "echo on" TERM; while true; do sleep 1; done']
      const resources = given('100m', '64Mi')
      await cluster.create('slow', {
        terminationGracePeriodSeconds: 30,
        containers: [{...busybox(command), resources, resizePolicy}],
      })
      const look = async () => {
        const {status} = await cluster.get('slow')
        const {resources: held, allocatedResources} = status!.containerStatuses![0]!
        return [
          held!.limits!['memory'],
          allocatedResources!['memory'],
          status!.conditions!.some(({type}) => type === 'PodResizeInProgress'),
          (await cluster.events('slow')).some(text => text.includes('ResizeCompleted')),
        ]
      }
      await cluster.pass(1000)

      await cluster.resize('slow', given('100m', '128Mi'))
      await cluster.pass(1000)
      const between = await look()
      await cluster.pass(40_000)

      assert.deepEqual(between, ['64Mi', '128Mi', true, false])
      assert.deepEqual(await look(), ['128Mi', '128Mi', false, true])
    })
  })

  it('tells that a pod is ready no more while it ends, and restarts nothing', async () => {
    const exec = {command: ['test', '-f', '/tmp/ready']}
    const command = ['sh', '-c', 'touch /tmp/ready; trap "rm /tmp/ready" TERM; while true; do sleep 1; done']
    const probe = {initialDelaySeconds: 1, periodSeconds: 1, failureThreshold: 1, exec}
    await cluster.create('p', {
      containers: [busybox(command, {readinessProbe: probe, livenessProbe: probe})],
      terminationGracePeriodSeconds: 30,
    })
    const ready = async () => (await cluster.get('p')).status?.containerStatuses?.[0]?.ready
    await cluster.pass(2000)
    const before = await ready()

    await cluster.api.client.delete({...pods, name: 'p'})
    await cluster.api.activity.settled()
    await cluster.pass(5000)

    assert.deepEqual([before, await ready()], [true, false])
    assert.equal((await cluster.get('p')).status?.containerStatuses?.[0]?.restartCount, 0)
    await cluster.pass(30_000)
    await assert.rejects(cluster.get('p'), /not found/)
  })

  it('ends a pod gracefully and takes it away', async () => {
    await cluster.create('slow', {terminationGracePeriodSeconds: 30, containers: [busybox(['sleep', '3600'])]})
    await cluster.api.client.delete({...pods, name: 'slow'})
    await cluster.pass(29_000)
    assert.ok(await cluster.get('slow'))
    await cluster.pass(2000)
    await assert.rejects(cluster.get('slow'), /not found/)
  })

  it('serves logs and exec', async () => {
    await cluster.create('box', {containers: [busybox(['sh', '-c', 'echo hello; sleep 3600'])]})
    const pod = await cluster.get('box')
    const {body} = await cluster.kubelets.connector.log(pod, 'c', {})
    assert.ok(body.type === 'stream')
    const chunks: Uint8Array[] = []
    for await (const chunk of body.chunks) chunks.push(chunk)
    assert.equal(Buffer.concat(chunks).toString(), 'hello\n')

    const answer = await cluster.kubelets.connector.exec(pod, 'c', {
      command: ['sh', '-c', 'echo out; exit 5'],
      stdin: false,
      stdout: true,
      stderr: true,
      tty: false,
    })
    assert.ok(answer.body.type === 'session')
    const received: string[] = []
    for await (const {channel, data} of answer.body.session.received)
      if (data.length > 0) received.push(`${channel} ${Buffer.from(data)}`)
    assert.equal(received[0], '1 out\n')
    assert.match(received[1] ?? '', /^3 .*"reason":"NonZeroExitCode".*"message":"5"/)
  })
})
