import type {Pod} from '../../api/kinds.ts'
import {pathOf} from '../../client/client.ts'
import {
  containerNames,
  defaultContainerAnnotation,
  findContainer,
  hasSeveralContainers,
} from '../streams/choose-container.ts'
import type {LogsInvocation} from './logs.ts'

/** One container's log. */
export interface LogRequest {
  pod: string
  container: string
  url: string
}

/** The logs of a pod that are asked for: one container's, or all in the order in which they start. */
export function logRequests(invocation: LogsInvocation, pod: Pod): LogRequest[] {
  const {flags, args} = invocation
  const {spec} = pod
  if (!flags['all-containers']) return [requestFor(invocation, pod, args[1] ?? flags.container)]
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])]
  return all.map(({name}) => requestFor(invocation, pod, name))
}

function requestFor(invocation: LogsInvocation, pod: Pod, wanted: string): LogRequest {
  const name = wanted || preferred(invocation, pod) || first(invocation, pod)
  const {namespace = '', name: podName = ''} = pod.metadata
  if (!findContainer(pod, name)) throw new Error(`container ${name} is not valid for pod ${podName}`)
  const path = pathOf({group: '', version: 'v1', resource: 'pods', namespace, name: podName, subresource: 'log'})
  return {pod: podName, container: name, url: `${path}?${parametersOf(invocation, name)}`}
}

function preferred(invocation: LogsInvocation, pod: Pod): string | undefined {
  const name = pod.metadata.annotations?.[defaultContainerAnnotation]
  if (!name || findContainer(pod, name)) return name
  invocation.err(`Default container name ${JSON.stringify(name)} not found in pod ${pod.metadata.name}\n`)
  return undefined
}

function first(invocation: LogsInvocation, pod: Pod): string {
  const name = pod.spec?.containers[0]?.name ?? ''
  if (hasSeveralContainers(pod) && !invocation.flags['all-pods'])
    invocation.err(`Defaulted container ${JSON.stringify(name)} out of: ${containerNames(pod)}\n`)
  return name
}

function parametersOf(invocation: LogsInvocation, container: string): URLSearchParams {
  const {flags} = invocation
  const tail = flags.selector && !invocation.changed('tail') ? 10 : flags.tail
  const parameters = new URLSearchParams({container})
  if (flags.follow) parameters.set('follow', 'true')
  if (flags.previous) parameters.set('previous', 'true')
  if (flags.timestamps) parameters.set('timestamps', 'true')
  if (flags['insecure-skip-tls-verify-backend']) parameters.set('insecureSkipTLSVerifyBackend', 'true')
  if (flags['since-time']) parameters.set('sinceTime', flags['since-time'])
  if (flags.since !== 0) parameters.set('sinceSeconds', String(Math.round(flags.since / 1000)))
  if (flags['limit-bytes'] !== 0) parameters.set('limitBytes', String(flags['limit-bytes']))
  if (tail !== -1) parameters.set('tailLines', String(tail))
  return parameters
}
