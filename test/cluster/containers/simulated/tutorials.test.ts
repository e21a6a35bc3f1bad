import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../src/cluster/containers/container.ts'
import {podHttp} from '../../../../src/cluster/kubelet/pod-http.ts'
import {runContainer} from '../../../support/run-script.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

const addresses: Record<string, string> = {
  hello: '10.244.0.9',
  'redis-leader': '10.244.0.7',
  'redis-follower': '10.244.0.8',
}

/** Pods by name, each with one container, that find each other by the names of `addresses`. */
async function start(pods: Record<string, Partial<ContainerConfig> & {image: string}>) {
  const {clock, activity, runtime, start: begin} = simulatedPods({seed: 'tutorials'})
  runtime.useDirectory({
    resolve: (name: string) => (addresses[name] ? {name, addresses: [addresses[name]!]} : undefined),
    records: () => undefined,
    route: () => undefined,
  } as never)
  const sandboxes: Record<string, string> = {}
  const containers: Record<string, string> = {}
  for (const [name, config] of Object.entries(pods)) {
    const started = await begin([config], {name, uid: name, hostname: name, ip: addresses[name] ?? '10.244.0.5'})
    sandboxes[name] = started.sandbox
    containers[name] = started.containers[0]!
  }
  const get = async (name: string, port: number, path = '/') => {
    const answer = await podHttp(await runtime.connect(sandboxes[name]!, port), {method: 'GET', path, headers: {}})
    return Buffer.from(answer.body).toString()
  }
  return {clock, activity, get, usage: (name: string) => runtime.containerStats(containers[name]!)}
}

describe("images of Kubernetes' tutorials", () => {
  const servers = [
    {
      image: 'gcr.io/google-samples/kubernetes-bootcamp:v1',
      port: 8080,
      says: 'Hello Kubernetes bootcamp! | Running on: pod | v=1\n',
    },
    {
      image: 'jocatalin/kubernetes-bootcamp:v2',
      port: 8080,
      says: 'Hello Kubernetes bootcamp! | Running on: pod | v=2\n',
    },
    {image: 'gcr.io/google-samples/hello-app:1.0', port: 8080, says: 'Hello, world!\nVersion: 1.0.0\nHostname: pod\n'},
    {
      image: 'us-docker.pkg.dev/google-samples/containers/gke/hello-app:2.0',
      port: 8080,
      says: 'Hello, world!\nVersion: 2.0.0\nHostname: pod\n',
    },
    {image: 'gcr.io/google-samples/node-hello:1.0', port: 8080, says: 'Hello Kubernetes!'},
    {image: 'k8s.gcr.io/e2e-test-images/agnhost:2.40', args: ['serve-hostname'], port: 9376, says: 'pod'},
  ]
  for (const {port, says, ...config} of servers)
    it(`${config.image} answers as it does`, async () => {
      const {get} = await start({pod: config})

      assert.equal(await get('pod', port), says)
    })

  it('a frontend shows what its backend says', async () => {
    const {get} = await start({
      hello: {image: 'gcr.io/google-samples/hello-go-gke:1.0'},
      frontend: {image: 'gcr.io/google-samples/hello-frontend:1.0'},
    })

    assert.equal(await get('frontend', 80), '{"message":"Hello"}\n')
  })

  it('the guestbook keeps words in the leader and reads them from a follower', async () => {
    const {get} = await start({
      'redis-leader': {image: 'docker.io/redis:6.0.5'},
      'redis-follower': {image: 'gcr.io/google_samples/gb-redis-follower:v2'},
      front: {image: 'gcr.io/google_samples/gb-frontend:v5'},
    })

    const set = await get('front', 80, '/guestbook.php?cmd=set&key=messages&value=hi%20there')
    const read = await get('front', 80, '/guestbook.php?cmd=get&key=messages')

    assert.deepEqual([set, read], ['{"message":"Updated"}', '{"data":"hi there"}'])
  })

  it("the autoscaler walkthrough's server is busy with its requests and rests after them", async () => {
    const {get, usage, clock, activity} = await start({php: {image: 'registry.k8s.io/hpa-example'}})

    for (let count = 0; count < 300; count += 1) await get('php', 80)
    const busy = await usage('php')
    await clock.advance(clock.now() + 30_000, () => activity.settled())
    const rested = await usage('php')

    assert.equal(Math.round(busy!.cpuNanocores / 1e6), 241)
    assert.equal(Math.round(rested!.cpuNanocores / 1e6), 1)
  })

  it('Redis says what its configuration file says, to redis-cli with the options of probes', async () => {
    const hostPath = '/var/lib/kubelet/pods/u/volumes/kubernetes.io~configmap/c'
    const volumes = {
      [hostPath]: {'redis.conf': {content: 'maxmemory 2mb\nmaxmemory-policy allkeys-lru\n', mode: 0o644}},
    }
    const script =
      'redis-server /config/redis.conf & sleep 1; redis-cli -h localhost -p 6379 ping; redis-cli CONFIG GET "maxmemory*"; redis-cli CONFIG SET maxmemory 1; redis-cli CONFIG GET maxmemory'

    const {output} = await runContainer(
      {
        image: 'redis:7.2',
        command: ['sh', '-c', script],
        mounts: [{hostPath, containerPath: '/config', readOnly: true}],
      },
      {volumes},
    )

    assert.equal(
      output.split('\n').slice(-9).join(' '),
      'PONG maxmemory 2097152 maxmemory-policy allkeys-lru OK maxmemory 1 ',
    )
  })

  it('stress uses what it is told to, within its limit', async () => {
    const {usage} = await start({
      memory: {
        image: 'polinux/stress',
        command: ['stress'],
        args: ['--vm', '1', '--vm-bytes', '150M', '--vm-hang', '1'],
      },
      cpu: {image: 'vish/stress', args: ['-cpus', '2'], limits: {cpuMillis: 1000}},
    })

    const [memory, cpu] = [await usage('memory'), await usage('cpu')]

    assert.equal(Math.round(memory!.memoryBytes / 2 ** 20), 155)
    assert.equal(Math.round(cpu!.cpuNanocores / 1e6), 990)
  })
})
