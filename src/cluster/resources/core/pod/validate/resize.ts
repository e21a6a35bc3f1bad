import {type FieldError, forbiddenField, invalidValue} from '../../../../../api/field-error.ts'
import type {Container, Pod, PodSpec} from '../../../../../api/kinds.ts'
import {qosClass} from '../../../../../api/qos.ts'
import type {ResourceList} from '../../../../../api/resource-list.ts'
import {sameMeaning} from '../../../validation/equality.ts'
import type {Errors} from '../../../validation/errors.ts'
import {metadataAndSpec, specOf} from './metadata-and-spec.ts'
import {rulesOfOld} from './old-rules.ts'

const lists = ['containers', 'initContainers'] as const

/** An update through `resize`: the CPU and memory of containers, in place. What is refused as a whole has Go's empty path. */
export function validatePodResize(pod: Pod, old: Pod): FieldError[] {
  const refusal = refusalOf(pod, old)
  if (refusal) return [forbiddenField('[]', refusal)]
  return [...resizeErrors(pod, old)]
}

/** Why a pod cannot be resized at all. */
function refusalOf(pod: Pod, old: Pod): string | undefined {
  if (hasOwnResources(old) || hasOwnResources(pod)) return 'pods with pod-level resources cannot be resized'
  if (old.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return 'static pods cannot be resized'
  return old.spec?.os?.name === 'windows' ? 'windows pods cannot be resized' : undefined
}

const hasOwnResources = ({spec}: Pod): boolean =>
  Object.keys({...spec?.resources?.requests, ...spec?.resources?.limits}).length > 0

function* resizeErrors(pod: Pod, old: Pod): Errors {
  const [now, before] = [specOf(pod), specOf(old)]
  yield* metadataAndSpec(pod, rulesOfOld(before, old.metadata))
  const quality = old.status?.qosClass ?? qosClass(before)
  if (qosClass(now) !== quality)
    yield invalidValue('spec', quality, 'Pod QOS Class may not change as a result of resizing')
  if (!isSupported(old)) yield forbiddenField('spec', 'Pod running on node without support for resize')
  const order = lists.flatMap(list => orderErrors(list, now, before))
  yield* order
  if (order.length > 0) return
  for (const list of ['initContainers', 'containers'] as const)
    for (const [index, container] of (before[list] ?? []).entries())
      if (list === 'containers' || container.restartPolicy === 'Always')
        yield* removalErrors(`spec.${list}[${index}].resources`, now[list]![index]!, container)
  for (const [index, container] of (now.containers ?? []).entries())
    if (!sameButComputing(container, before.containers[index]!))
      yield forbiddenField('spec', 'only cpu and memory resources are mutable')
  for (const [index, container] of (now.initContainers ?? []).entries()) yield* initErrors(container, before, index)
}

/** A kubelet that can resize tells the resources of what it runs. */
function isSupported({status}: Pod): boolean {
  const running = status?.containerStatuses?.find(({state}) => state?.running)
  return !running || running.resources !== undefined
}

function orderErrors(list: (typeof lists)[number], now: PodSpec, before: PodSpec): FieldError[] {
  const [after, old] = [now[list] ?? [], before[list] ?? []]
  if (after.length !== old.length)
    return [forbiddenField(`spec.${list}`, `${list} may not be added or removed on resize`)]
  return old.flatMap(({name}, index) =>
    after[index]!.name === name
      ? []
      : [forbiddenField(`spec.${list}[${index}].name`, `${list} may not be renamed or reordered on resize`)],
  )
}

function* removalErrors(path: string, now: Container, before: Container): Errors {
  for (const list of ['requests', 'limits'] as const) {
    const [after, old] = [now.resources?.[list] ?? {}, before.resources?.[list] ?? {}]
    if (Object.keys(old).some(name => !(name in after)))
      yield forbiddenField(`${path}.${list}`, `resource ${list} cannot be removed`)
  }
}

function* initErrors(container: Container, before: PodSpec, index: number): Errors {
  const old = before.initContainers![index]!
  if (container.restartPolicy === 'Always') {
    if (!sameButComputing(container, old))
      yield forbiddenField('spec', 'only cpu and memory resources for sidecar containers are mutable')
  } else if (!sameMeaning(container, old))
    yield forbiddenField('spec', 'resources for non-sidecar init containers are immutable')
}

/** Whether two containers differ in their CPU and memory at most. */
function sameButComputing(container: Container, old: Container): boolean {
  const limits = withComputing(container.resources?.limits, old.resources?.limits)
  const requests = withComputing(container.resources?.requests, old.resources?.requests)
  const resources = {...(limits && {limits}), ...(requests && {requests})}
  return sameMeaning({...container, resources}, {...old, resources: {...old.resources}})
}

/** Resources with the CPU and memory of others; what was none at all is none. */
function withComputing(list: ResourceList | undefined, old: ResourceList | undefined): ResourceList | undefined {
  if (!old) return undefined
  const {cpu: _, memory: __, ...rest} = (list ?? {}) as Record<string, string>
  const computing = Object.entries(old).filter(([name]) => name === 'cpu' || name === 'memory')
  return {...rest, ...Object.fromEntries(computing)} as ResourceList
}
