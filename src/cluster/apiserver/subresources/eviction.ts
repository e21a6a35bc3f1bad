import {builtin} from '../../../api/builtin-resources.ts'
import {invalidValue} from '../../../api/field-error.ts'
import type {Pod, PodDisruptionBudget} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {schemaOf} from '../../../api/schema/index.ts'
import {labelSelectorMatcher} from '../../../api/selectors/index.ts'
import {badRequest, forbidden, invalid, isConflict, notFound, StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {timestamp} from '../../runtime/clock.ts'
import {lookUpAll} from '../admission/lookup.ts'
import {decodeBody} from '../decoding/decode-body.ts'
import {bodyText, readBody} from '../decoding/read-body.ts'
import {trackAcrossVersions} from '../field-manager.ts'
import {fieldVersions} from '../field-versions.ts'
import {matchNamespace} from '../handlers/create.ts'
import {writeQuery} from '../handlers/query-options.ts'
import {checkPreconditions, deleteObject} from '../registry/delete-object.ts'
import type {DeleteOptions} from '../registry/delete-options.ts'
import {writeScope} from '../registry/write-scope.ts'
import type {RequestContext} from '../request-context.ts'
import {objectResponse, outputForm, successStatus} from '../responses.ts'
import {admitCreation} from './admit-creation.ts'
import {withPodCondition} from './pod-condition.ts'
import {podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

const budgets = builtin.podDisruptionBudgets
/** More evictions than this that no controller has confirmed are too many. */
const mostDisrupted = 2000

interface Eviction extends KubeObject {
  deleteOptions?: DeleteOptions
}

/** Deletes a pod if the disruption budgets about it allow that. */
export const eviction: SubresourceHandler = {create: evict}

async function evict(context: RequestContext): Promise<ApiResponse> {
  const {server, info, request, warnings} = context
  const form = outputForm(context)
  const body = readBody(request)
  const query = writeQuery(info.query, 'CreateOptions')
  const schema = schemaOf('io.k8s.api.policy.v1.Eviction')
  // The older version says the same in the same words.
  const version = /^policy\/v1beta1$/.test(apiVersionIn(body.value)) ? 'v1beta1' : 'v1'
  const expected = {group: 'policy', version, kind: 'Eviction', schema}
  const {fieldValidation} = query
  const asked = decodeBody(body, expected, {fieldValidation, warnings, resources: server.resources}) as Eviction
  matchNamespace(asked, info.namespace)
  if (asked.metadata.name !== info.name) throw badRequest('name in URL does not match name in Eviction object')
  const options = asked.deleteOptions ?? {}
  if (options.ignoreStoreReadErrorWithClusterBreakingPotential)
    throw invalid({group: 'policy', kind: 'Eviction'}, info.name, [
      invalidValue(
        'deleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential',
        true,
        'can not be set for pod eviction, try after removing the option',
      ),
    ])
  checkDryRuns(info.query.getAll('dryRun'), options.dryRun ?? [])
  const dryRun = query.dryRun || (options.dryRun ?? []).length > 0
  await admitCreation(context, asked, dryRun)
  const pod = await podOf(context)
  if (!isUnprotected(pod)) await takeFromBudget(context, pod, dryRun)
  if (!dryRun) await markDisrupted(context, options)
  await deleteObject(
    {...writeScope(context, {dryRun}), subresource: ''},
    info.name,
    dryRun ? options : withoutRevision(options),
  )
  return objectResponse({...successStatus(), code: 201}, 201, form)
}

/** The request and its body may not speak of two different dry runs. */
function checkDryRuns(asked: readonly string[], inside: readonly string[]): void {
  if (asked.length === 0 || inside.length === 0 || asked.join(' ') === inside.join(' ')) return
  const message = `Non-matching dry-run options in request and content: [${asked.join(' ')}] and [${inside.join(' ')}]`
  throw new StatusError({message, code: 500})
}

/** Says on the pod why it ends, by which a Job knows that it is not to blame. */
async function markDisrupted({server, definition, info}: RequestContext, options: DeleteOptions): Promise<void> {
  const now = timestamp(server.clock.now())
  const mark = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  }
  await server.resourceStore(definition).update(info.namespace, info.name, current => {
    if (!current) throw notFound({group: '', resource: 'pods'}, info.name)
    checkPreconditions({definition}, current, options)
    const {status, ...pod} = current as Pod
    return {...pod, status: {...status, conditions: withPodCondition(status?.conditions, mark, now)}} as KubeObject
  })
}

/** The revision that was to be evicted is no longer the pod's: it has just been marked. */
const withoutRevision = ({preconditions, ...options}: DeleteOptions): DeleteOptions =>
  preconditions?.uid ? {...options, preconditions: {uid: preconditions.uid}} : options

/** The apiVersion of a body that can be read; '' of any other. */
function apiVersionIn(body: object | string | Uint8Array): string {
  try {
    const value = typeof body === 'string' || body instanceof Uint8Array ? JSON.parse(String(bodyText(body))) : body
    return String((value as {apiVersion?: unknown} | null)?.apiVersion ?? '')
  } catch {
    return ''
  }
}

/** Pods that are over, not begun or on their way out disturb nobody by going. */
const isUnprotected = ({metadata, status}: Pod): boolean =>
  metadata.deletionTimestamp !== undefined || ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '')

async function takeFromBudget({server, info}: RequestContext, pod: Pod, dryRun: boolean): Promise<void> {
  const all = await lookUpAll<PodDisruptionBudget>(server, budgets, info.namespace)
  const about = all.filter(({spec}) => labelSelectorMatcher(spec?.selector).matches(pod.metadata.labels ?? {}))
  if (about.length === 0) return
  if (about.length > 1)
    throw new StatusError({
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      code: 500,
    })
  const budget = about[0]!
  if (!isReady(pod) && mayGoUnready(budget)) return
  const definition = server.resources.get(budgets)!
  const now = timestamp(server.clock.now())
  const spend = async (current: KubeObject | undefined): Promise<KubeObject> => {
    const draft = spent(current as PodDisruptionBudget, pod, now)
    const versions = fieldVersions(server, definition)
    const writer = {manager: 'kube-apiserver', subresource: 'status', now: server.clock.now()}
    await trackAcrossVersions(draft, {definition, old: current, versions, ...writer})
    return draft
  }
  try {
    await server.resourceStore(definition).update(info.namespace, budget.metadata.name ?? '', spend, {dryRun})
  } catch (error) {
    if (isConflict(error)) throw tooMany(`The disruption budget ${budget.metadata.name} is being changed.`)
    throw error
  }
}

function mayGoUnready({spec, status}: PodDisruptionBudget): boolean {
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  return (status?.currentHealthy ?? 0) >= (status?.desiredHealthy ?? 0) && (status?.desiredHealthy ?? 0) > 0
}

/** The budget with one disruption less to give. */
function spent(budget: PodDisruptionBudget, pod: Pod, now: string): KubeObject {
  const {metadata, status} = budget
  const name = metadata.name ?? ''
  const refuse = (why: string) => forbidden({group: 'policy', resource: 'poddisruptionbudgets'}, name, why)
  if (!status || (status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`, 10)
  if (status.disruptionsAllowed < 0) throw refuse('pdb disruptions allowed is negative')
  if (Object.keys(status.disruptedPods ?? {}).length > mostDisrupted)
    throw refuse('DisruptedPods map too big - too many evictions not confirmed by PDB controller')
  if (status.disruptionsAllowed === 0)
    throw tooMany(
      `The disruption budget ${name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
    )
  const disruptedPods = {...status.disruptedPods, [pod.metadata.name ?? '']: now}
  return {
    ...budget,
    metadata: {...metadata},
    status: {...status, disruptionsAllowed: status.disruptionsAllowed - 1, disruptedPods},
  }
}

function tooMany(cause: string, retryAfterSeconds?: number): StatusError {
  return new StatusError(
    {
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      reason: 'TooManyRequests',
      details: {causes: [{reason: 'DisruptionBudget', message: cause}], ...(retryAfterSeconds && {retryAfterSeconds})},
      code: 429,
    },
    retryAfterSeconds ? {'retry-after': String(retryAfterSeconds)} : {},
  )
}

const isReady = ({status}: Pod): boolean =>
  status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True') === true
