import {createHash} from 'node:crypto'
import {askApi} from '../network/ask-api.ts'
import type {ProgramHost, StartProgram} from './program.ts'

/**
 * `dra-example-kubeletplugin`, the driver of Kubernetes' tutorial on dynamic resource allocation (kubernetes-sigs/dra-example-driver): publishes the GPUs that
 * its node pretends to have. Preparing them is the kubelet's simulated driver's business.
 */
export const draExampleDriver: StartProgram = host => {
  void host.work(async () => {
    try {
      await publish(host)
    } catch (error) {
      host.stderr(`Error: ${error instanceof Error ? error.message : String(error)}\n`)
      host.exit(1)
    }
  })
  return {signal: signal => (signal === 'SIGKILL' ? host.exit(137) : host.exit(0))}
}

const slices = '/apis/resource.k8s.io/v1/resourceslices'

/** Once for a node: whoever comes after finds what the one before has left. */
async function publish(host: ProgramHost): Promise<void> {
  const node = host.env['NODE_NAME'] ?? ''
  const driver = host.env['DRIVER_NAME'] || 'gpu.example.com'
  const known = await ask(host, {path: `${slices}?fieldSelector=spec.nodeName%3D${node},spec.driver%3D${driver}`})
  if ((known['items'] as unknown[]).length > 0) return
  const {metadata} = (await ask(host, {path: `/api/v1/nodes/${node}`})) as {metadata: {uid: string}}
  const owner = {apiVersion: 'v1', kind: 'Node', name: node, uid: metadata.uid, controller: true}
  const devices = Array.from({length: Number(host.env['NUM_DEVICES'] || 8)}, (_, index) => gpu(node, index))
  const body = {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceSlice',
    metadata: {generateName: `${node}-${driver}-`, ownerReferences: [owner]},
    spec: {driver, nodeName: node, pool: {name: node, generation: 1, resourceSliceCount: 1}, devices},
  }
  await ask(host, {method: 'POST', path: slices, body})
}

async function ask(host: ProgramHost, request: Parameters<typeof askApi>[1]): Promise<Record<string, unknown>> {
  const {status, object} = await askApi(host, request)
  if (status >= 300) throw new Error(String(object['message']))
  return object
}

/** A GPU keeps its UUID for as long as its node has its name. */
function gpu(node: string, index: number) {
  const hex = createHash('sha1').update(`${node}/${index}`).digest('hex')
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, 'gpu-$1-$2-$3-$4-$5')
  return {
    name: `gpu-${index}`,
    attributes: {
      index: {int: index},
      uuid: {string: uuid},
      model: {string: 'LATEST-GPU-MODEL'},
      driverVersion: {version: '1.0.0'},
    },
    capacity: {memory: {value: '80Gi'}},
  }
}
