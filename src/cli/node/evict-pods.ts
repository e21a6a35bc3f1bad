import {formatDuration} from '../../api/duration.ts'
import {isForbidden, isNotFound, StatusError} from '../../api/status-error.ts'
import type {Client, ResourcePath} from '../../client/client.ts'
import {sleep} from '../../client/machine/timers.ts'
import {throwAggregate} from '../errors/throw-aggregate.ts'
import type {DryRun} from '../flags/dry-run.ts'
import type {DrainInvocation} from './drain.ts'
import {isLongGone, type Pod} from './drain-filters.ts'

/** Evicts or deletes pods, and waits until they are gone. */
export async function removePods(invocation: DrainInvocation, pods: readonly Pod[], dryRun: DryRun): Promise<void> {
  if (pods.length === 0) return
  const client = await invocation.client()
  const {timeout, 'disable-eviction': plain} = invocation.flags
  const deadline = timeout > 0 ? invocation.context.now() + timeout : Number.POSITIVE_INFINITY
  const removal: Removal = {invocation, client, dryRun, deadline}
  if (plain) return deletePods(removal, pods)
  const results = await Promise.all(pods.map(pod => evict(removal, pod).catch((error: Error) => error)))
  throwAggregate(results.filter(result => result instanceof Error))
}

interface Removal {
  invocation: DrainInvocation
  client: Client
  dryRun: DryRun
  /** In the invocation's time. */
  deadline: number
}

async function evict(removal: Removal, pod: Pod): Promise<void> {
  const {invocation, client, dryRun, deadline} = removal
  const {name = '', namespace = ''} = pod.metadata
  const shown = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`
  for (;;) {
    invocation.out(`evicting pod ${namespace}/${name}${dryRun === 'server' ? ' (server dry run)' : ''}\n`)
    if (invocation.context.now() >= deadline)
      throw new Error(
        `error when evicting ${shown}: global timeout reached: ${formatDuration(invocation.flags.timeout)}`,
      )
    try {
      await client.create({...pathOf(pod), subresource: 'eviction'}, evictionOf(removal, pod))
      break
    } catch (error) {
      if (isNotFound(error)) return
      const {message} = error as Error
      if (isTerminatingNamespace(error)) {
        if (pod.metadata.deletionTimestamp) break
        invocation.err(
          `error when evicting pod ${JSON.stringify(name)} from terminating namespace ${JSON.stringify(namespace)} (will retry after 5s): ${message}\n`,
        )
      } else if (error instanceof StatusError && error.reason === 'TooManyRequests')
        invocation.err(`error when evicting ${shown} (will retry after 5s): ${message}\n`)
      else throw new Error(`error when evicting ${shown}: ${message}`)
      await sleep(5000)
    }
  }
  if (dryRun === 'server') return
  await untilGone(removal, [pod]).catch(error => {
    throw new Error(
      `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${error.message}`,
    )
  })
}

async function deletePods(removal: Removal, pods: readonly Pod[]): Promise<void> {
  const {client, dryRun, invocation} = removal
  const {'grace-period': grace} = invocation.flags
  for (const pod of pods) {
    const options = {
      ...(grace >= 0 && {gracePeriodSeconds: grace}),
      ...(dryRun === 'server' && {dryRun: ['All'] as unknown as 'All'}),
    }
    await client.delete(pathOf(pod), options).catch(error => {
      if (!isNotFound(error)) throw error
    })
    const {namespace, name} = pod.metadata
    invocation.out(`deleting pod ${namespace}/${name}${dryRun === 'server' ? ' (server dry run)' : ''}\n`)
  }
  if (dryRun !== 'server') await untilGone(removal, pods)
}

async function untilGone(removal: Removal, pods: readonly Pod[]): Promise<void> {
  const {invocation, client, deadline} = removal
  let pending = [...pods]
  for (;;) {
    const still: Pod[] = []
    for (const pod of pending) {
      const live = await client.get<Pod>(pathOf(pod)).catch(error => {
        if (!isNotFound(error)) throw error
        return undefined
      })
      if (!live || live.metadata.uid !== pod.metadata.uid) {
        invocation.out(`pod/${pod.metadata.name} ${invocation.flags['disable-eviction'] ? 'deleted' : 'evicted'}\n`)
      } else if (isLongGone(invocation, live)) {
        const seconds = invocation.flags['skip-wait-for-delete-timeout']
        invocation.out(
          `pod ${JSON.stringify(pod.metadata.name)} has DeletionTimestamp older than ${seconds} seconds, skipping\n`,
        )
      } else still.push(pod)
    }
    pending = still
    if (pending.length === 0) return
    if (invocation.context.now() >= deadline) throw new Error('context deadline exceeded')
    await sleep(1000)
  }
}

function evictionOf({invocation, dryRun}: Removal, {metadata: {name, namespace}}: Pod): unknown {
  const {'grace-period': grace} = invocation.flags
  return {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: {name, namespace},
    deleteOptions: {
      ...(grace >= 0 && {gracePeriodSeconds: grace}),
      ...(dryRun === 'server' && {dryRun: ['All']}),
    },
  }
}

const isTerminatingNamespace = (error: unknown): boolean =>
  isForbidden(error) &&
  (error as StatusError).status.details?.causes?.some(({reason}) => reason === 'NamespaceTerminating') === true

const pathOf = ({metadata: {name = '', namespace = ''}}: Pod): ResourcePath => ({
  group: '',
  version: 'v1',
  resource: 'pods',
  namespace,
  name,
})
