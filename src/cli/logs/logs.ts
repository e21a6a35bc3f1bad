import type {Pod} from '../../api/kinds.ts'
import {isNotFound} from '../../api/status-error.ts'
import {throwCollected, usageError} from '../errors/command-error.ts'
import type {Invocation} from '../invocation.ts'
import {podQuery} from '../streams/find-pod.ts'
import {byLogging, goTypeOf, podSelectorOf, podsOf} from '../streams/pods-of.ts'
import type {Target} from '../targets/target.ts'
import {collectTargets} from '../targets/targets.ts'
import type {logFlags} from './log-flags.ts'
import {type LogRequest, logRequests} from './log-requests.ts'
import {printLogs} from './print-logs.ts'

export type LogsInvocation = Invocation<typeof logFlags>

const usage = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command`

/** Prints the logs of containers. */
export async function logs(invocation: LogsInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if ((args.length === 0 && !flags.selector) || args.length > 2) throw usageError(commandPath, usage)
  if (args.length === 1 && flags.selector)
    throw usageError(commandPath, 'only a selector (-l) or a POD name is allowed')
  if (flags['pod-running-timeout'] <= 0) throw new Error('--pod-running-timeout must be higher than zero')
  checkTime(flags['since-time'])
  const targets = await targetsOf(invocation)
  checkFlags(invocation)
  const requests = await requestsFor(invocation, targets)
  const limit = flags['max-log-requests']
  if (flags.follow && requests.length > 1 && requests.length > limit)
    throw new Error(
      `you are attempting to follow ${requests.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`,
    )
  await printLogs(invocation, requests)
}

function checkTime(text: string): void {
  if (!text || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return
  throw new Error(
    `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
  )
}

async function targetsOf(invocation: LogsInvocation): Promise<Target[]> {
  const {flags, args} = invocation
  const query = flags.selector
    ? {types: ['pods'], selector: flags.selector}
    : {...podQuery(args.slice(0, 1)), singleType: true}
  const {targets, errors} = await collectTargets(invocation, query)
  const {namespace} = await invocation.connect()
  const [error] = errors
  if (isNotFound(error))
    throw new Error(`error: error from server (NotFound): ${error.message} in namespace ${JSON.stringify(namespace)}`)
  throwCollected(errors)
  if (!flags.selector && targets.length !== 1) throw new Error('expected a resource')
  if (targets.length === 0) invocation.err(`No resources found in ${namespace} namespace.\n`)
  return targets
}

function checkFlags(invocation: LogsInvocation): void {
  const {flags, args} = invocation
  const container = args[1] ?? flags.container
  if (flags['since-time'] && flags.since !== 0)
    throw new Error('at most one of `sinceTime` or `sinceSeconds` may be specified')
  if (flags['all-containers'] && container)
    throw new Error(`--all-containers=true should not be specified with container name ${container}`)
  if (invocation.changed('container') && args.length === 2)
    throw new Error('only one of -c or an inline [CONTAINER] arg is allowed')
  if (flags['limit-bytes'] < 0) throw new Error('--limit-bytes must be greater than 0')
  if (flags.since < 0) throw new Error('--since must be greater than 0')
  if (flags.tail < -1) throw new Error('--tail must be greater than or equal to -1')
}

async function requestsFor(invocation: LogsInvocation, targets: readonly Target[]): Promise<LogRequest[]> {
  const {flags} = invocation
  const [target] = targets
  if (flags.selector || target?.resource.resource === 'pods')
    return targets.flatMap(({object}) => logRequests(invocation, object as Pod))
  const object = target!.object!
  const pods = await podsOf(await invocation.client(), {
    namespace: target!.namespace,
    labelSelector: selectorFor(object),
    timeout: flags['pod-running-timeout'],
    order: byLogging,
  })
  if (flags['all-pods']) return pods.flatMap(pod => logRequests(invocation, pod))
  const [first] = pods
  if (pods.length > 1) invocation.err(`Found ${pods.length} pods, using pod/${first!.metadata.name}\n`)
  return logRequests(invocation, first!)
}

function selectorFor(object: Parameters<typeof podSelectorOf>[0]): string {
  try {
    return podSelectorOf(object)
  } catch (error) {
    throw new Error(`cannot get the logs from ${goTypeOf(object)}: ${(error as Error).message}`)
  }
}
