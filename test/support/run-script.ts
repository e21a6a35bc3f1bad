import type {ContainerConfig} from '../../src/cluster/containers/container.ts'
import type {VolumeFiles} from '../../src/cluster/containers/node-volumes.ts'
import {simulatedPods} from './simulated-pods.ts'

export interface ScriptRun {
  /** What it put out, errors too. */
  output: string
  exitCode: number | undefined
}

/** Runs a container of its own on a clock that is led through so much time (milliseconds), and returns what came of it. `volumes` are by the path of their folder on the node. */
export async function runContainer(
  config: Partial<ContainerConfig>,
  {time = 60_000, volumes = {}}: {time?: number; volumes?: Record<string, VolumeFiles>} = {},
): Promise<ScriptRun> {
  const {runtime, start, pass, logs} = simulatedPods({seed: 'script', volumes: path => volumes[path]})
  const {containers} = await start([config], {namespace: 'd', name: 'p', uid: 'u', hostname: 'p', ip: '10.0.0.1'})
  await pass(time)
  const output = await logs(containers[0]!)
  const {exitCode} = await runtime.containerStatus(containers[0]!)
  await runtime.close()
  return {output, exitCode}
}

/** The same for a shell script. */
export const runScript = (script: string, config: Partial<ContainerConfig> = {}): Promise<ScriptRun> =>
  runContainer({command: ['sh', '-c', script], ...config})
