import type {Pod} from '../../../api/kinds.ts'
import {badRequest, type StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ContainerStatus} from '../../containers/container.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'

export interface LogRequest {
  follow?: boolean
  previous?: boolean
  timestamps?: boolean
  sinceSeconds?: number
  /** RFC 3339. */
  sinceTime?: string
  tailLines?: number
  limitBytes?: number
  stream?: 'All' | 'Stdout' | 'Stderr'
}

/** What a container has put out; a 400 that says why where there is no such container yet. `now` in milliseconds since the epoch. */
export function containerLog(
  {runtime, pod, container}: {runtime: ContainerRuntime; pod: Pod; container: string},
  instance: ContainerStatus | undefined,
  options: LogRequest & {now: number},
  signal?: AbortSignal,
): ApiResponse {
  if (!instance || instance.state === 'Created') throw noLog(pod, container, options.previous ?? false)
  const {now, sinceTime, sinceSeconds, ...rest} = options
  const since = sinceTime ? Date.parse(sinceTime) : sinceSeconds === undefined ? undefined : now - sinceSeconds * 1000
  const chunks = runtime.containerLogs(instance.id, {...rest, ...(since !== undefined && {sinceMillis: since})}, signal)
  return {status: 200, headers: {'content-type': 'text/plain'}, body: {type: 'stream', chunks}}
}

const failing = [
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
]

function noLog({metadata: {name}, status}: Pod, container: string, previous: boolean): StatusError {
  if (previous) return badRequest(`previous terminated container "${container}" in pod "${name}" not found`)
  const all = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ]
  const reason = all.find(each => each.name === container)?.state?.waiting?.reason ?? 'ContainerCreating'
  const isOfImage = failing.includes(reason) && reason.includes('mage')
  const detail = isOfImage ? 'trying and failing to pull image' : reason
  return badRequest(`container "${container}" in pod "${name}" is waiting to start: ${detail}`)
}
