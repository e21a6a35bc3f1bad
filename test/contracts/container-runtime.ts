import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../src/cluster/containers/container.ts'
import type {ContainerRuntime} from '../../src/cluster/containers/container-runtime.ts'
import type {PodSandboxConfig} from '../../src/cluster/containers/pod-sandbox.ts'

export interface RuntimeUnderTest {
  runtime: ContainerRuntime
  /** Lets the cluster's time pass, with all that happens meanwhile. */
  pass(milliseconds: number): Promise<void>
  close(): Promise<void>
}

const sandbox: PodSandboxConfig = {
  namespace: 'default',
  name: 'pod',
  uid: 'uid-1',
  attempt: 0,
  node: 'node',
  hostname: 'pod',
  ip: '10.244.0.5',
  hostNetwork: false,
  dns: {servers: ['10.96.0.10'], searches: ['default.svc.cluster.local'], options: ['ndots:5']},
  labels: {},
  annotations: {},
}

const container = (command: string[], more: Partial<ContainerConfig> = {}): ContainerConfig => ({
  name: 'c',
  attempt: 0,
  image: 'busybox:1.36',
  command,
  env: [],
  mounts: [],
  stdin: false,
  stdinOnce: false,
  tty: false,
  terminationMessagePath: '/dev/termination-log',
  ...more,
})

/** What every container runtime has to do for the kubelet. */
export function describeContainerRuntime(open: () => Promise<RuntimeUnderTest>): void {
  let under: RuntimeUnderTest
  beforeEach(async () => {
    under = await open()
  })
  afterEach(() => under.close())

  const run = async (command: string[], more?: Partial<ContainerConfig>): Promise<string> => {
    const id = await under.runtime.createContainer(await under.runtime.runPodSandbox(sandbox), container(command, more))
    await under.runtime.startContainer(id)
    await under.pass(0)
    return id
  }
  const logs = async (id: string, options = {}): Promise<string> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of under.runtime.containerLogs(id, options)) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  const endings = [
    {
      name: 'nothing wrong',
      given: ['sh', '-c', 'echo out; echo err >&2'],
      expected: {exitCode: 0, reason: 'Completed', logs: 'out\nerr\n'},
    },
    {name: 'an exit code', given: ['sh', '-c', 'exit 3'], expected: {exitCode: 3, reason: 'Error', logs: ''}},
    {name: 'true', given: ['true'], expected: {exitCode: 0, reason: 'Completed', logs: ''}},
    {
      name: 'an unknown command',
      given: ['sh', '-c', 'nosuch'],
      expected: {exitCode: 127, reason: 'Error', logs: 'sh: nosuch: not found\n'},
    },
    {
      name: 'a missing file',
      given: ['cat', '/absent'],
      expected: {exitCode: 1, reason: 'Error', logs: "cat: can't open '/absent': No such file or directory\n"},
    },
    {
      name: 'a trap on its own exit',
      given: ['sh', '-c', 'trap "echo bye" EXIT; echo hi; exit 4'],
      expected: {exitCode: 4, reason: 'Error', logs: 'hi\nbye\n'},
    },
    {
      name: 'jobs in the background',
      given: ['sh', '-c', '(sleep 0; echo job) & wait; echo done'],
      expected: {exitCode: 0, reason: 'Completed', logs: 'job\ndone\n'},
    },
  ]
  for (const {name, given, expected} of endings) {
    it(`reports how a container ended: ${name}`, async () => {
      const id = await run(given)
      const {state, exitCode, reason} = await under.runtime.containerStatus(id)
      assert.deepEqual({state, exitCode, reason, logs: await logs(id)}, {state: 'Exited', ...expected})
    })
  }

  it('refuses an executable that does not exist', async () => {
    const id = await under.runtime.createContainer(await under.runtime.runPodSandbox(sandbox), container(['nosuch']))
    await assert.rejects(
      under.runtime.startContainer(id),
      /exec: "nosuch": executable file not found in \$PATH: unknown/,
    )
    const {exitCode, reason} = await under.runtime.containerStatus(id)
    assert.deepEqual({exitCode, reason}, {exitCode: 128, reason: 'StartError'})
  })

  it('lets scripts sleep by the clock', async () => {
    const id = await run(['sh', '-c', 'for i in 1 2 3; do echo $i; sleep 10; done'])
    assert.equal(await logs(id), '1\n')
    await under.pass(10_000)
    assert.equal(await logs(id), '1\n2\n')
    await under.pass(20_000)
    assert.equal((await under.runtime.containerStatus(id)).state, 'Exited')
  })

  it('tails, limits and stamps output', async () => {
    const id = await run(['sh', '-c', 'echo one; echo two; echo three'])
    assert.equal(await logs(id, {tailLines: 2}), 'two\nthree\n')
    assert.equal(await logs(id, {limitBytes: 5}), 'one\nt')
    assert.match(await logs(id, {timestamps: true, tailLines: 1}), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z three\n$/)
  })

  it('kills after the grace period what does not listen', async () => {
    const id = await run(['sleep', '3600'])
    const stopped = under.runtime.stopContainer(id, 30)
    await under.pass(29_000)
    assert.equal((await under.runtime.containerStatus(id)).state, 'Running')
    await under.pass(1000)
    await stopped
    assert.equal((await under.runtime.containerStatus(id)).exitCode, 137)
  })

  it('lets a trap end a script', async () => {
    const id = await run(['sh', '-c', 'trap "echo bye; exit 7" TERM; while true; do sleep 1; done'])
    const stopped = under.runtime.stopContainer(id, 30)
    await under.pass(1000)
    await stopped
    assert.equal((await under.runtime.containerStatus(id)).exitCode, 7)
    assert.equal(await logs(id), 'bye\n')
  })

  it('executes commands and shares volumes', async () => {
    const mounts = [
      {
        containerPath: '/data',
        hostPath: '/var/lib/kubelet/pods/uid-1/volumes/kubernetes.io~empty-dir/v',
        readOnly: false,
      },
    ]
    const id = await run(['sleep', '3600'], {mounts, env: [{name: 'COLOR', value: 'teal'}]})
    const result = await under.runtime.execSync(id, ['sh', '-c', 'echo $COLOR > /data/f; cat /data/f; exit 5'])
    assert.deepEqual(result, {stdout: 'teal\n', stderr: '', exitCode: 5})
    const other = await run(['sleep', '3600'], {mounts})
    assert.equal((await under.runtime.execSync(other, ['cat', '/data/f'])).stdout, 'teal\n')
  })

  it('does not find what no registry has', async () => {
    await assert.rejects(under.runtime.images.pull('nginx:no-such-tag', 'node'), {
      message:
        'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:no-such-tag": failed to resolve reference "docker.io/library/nginx:no-such-tag": docker.io/library/nginx:no-such-tag: not found',
    })
  })
}
