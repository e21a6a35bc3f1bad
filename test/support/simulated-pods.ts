import type {ContainerConfig} from '../../src/cluster/containers/container.ts'
import {type MemoryStateStore, SimulatedRuntime} from '../../src/cluster/containers/index.ts'
import type {VolumeFiles} from '../../src/cluster/containers/node-volumes.ts'
import type {PodSandboxConfig} from '../../src/cluster/containers/pod-sandbox.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'

/** The time at which every test's clock begins. */
export const beginning = Date.UTC(2026, 0, 1)

export interface RuntimeGiven {
  time?: number
  seed?: string
  store?: MemoryStateStore
  /** What is in a folder of a node; undefined: it is the containers' own. */
  volumes?(path: string): VolumeFiles | undefined
}

export interface StartedPod {
  sandbox: string
  containers: string[]
}

/** A runtime of its own on a clock that stands still until it is led on. */
export function simulatedPods({time = beginning, seed = 'pods', store, volumes}: RuntimeGiven = {}) {
  const clock = new ClusterClock(time)
  const activity = new Activity()
  const runtime = new SimulatedRuntime({clock, activity, random: new SeededRandom(seed), ...(store && {store})})
  if (volumes) runtime.volumes.provider = async path => volumes(path)
  return {
    clock,
    activity,
    runtime,

    /** Starts a pod's containers one after the other, and returns once they have come to rest. */
    async start(
      containers: Partial<ContainerConfig>[],
      sandboxConfig: Partial<PodSandboxConfig> = {},
    ): Promise<StartedPod> {
      const sandbox = await runtime.runPodSandbox({...plainSandbox, ...sandboxConfig})
      const ids: string[] = []
      for (const [index, config] of containers.entries()) {
        const id = await runtime.createContainer(sandbox, {...plainContainer, name: `c${index}`, ...config})
        await runtime.startContainer(id)
        ids.push(id)
      }
      await activity.settled()
      return {sandbox, containers: ids}
    },

    /** Lets so many milliseconds go by. */
    async pass(milliseconds: number): Promise<void> {
      await activity.settled()
      await clock.advance(clock.now() + milliseconds, () => activity.settled())
      await activity.settled()
    },

    /** All that a container has put out, errors too. */
    async logs(id: string): Promise<string> {
      const chunks: Uint8Array[] = []
      for await (const chunk of runtime.containerLogs(id, {})) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    },
  }
}

const plainSandbox: PodSandboxConfig = {
  namespace: 'default',
  name: 'pod',
  uid: 'uid',
  attempt: 0,
  node: 'node',
  hostname: 'pod',
  ip: '10.244.0.5',
  hostNetwork: false,
  dns: {servers: [], searches: [], options: []},
  labels: {},
  annotations: {},
}

const plainContainer: ContainerConfig = {
  name: 'c',
  attempt: 0,
  image: 'busybox:1.36',
  env: [],
  mounts: [],
  stdin: false,
  stdinOnce: false,
  tty: false,
  terminationMessagePath: '/dev/termination-log',
}
