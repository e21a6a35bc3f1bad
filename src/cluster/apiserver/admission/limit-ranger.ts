import {builtin} from '../../../api/builtin-resources.ts'
import type {Container, LimitRange, PersistentVolumeClaim, Pod, PodSpec} from '../../../api/kinds.ts'
import {podLimits, podRequests} from '../../../api/pod-requests.ts'
import {formatQuantity} from '../../../api/quantity.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout, isNewPod} from './is-kind.ts'
import {limitErrors, type Resources} from './limit-constraints.ts'
import {lookUpAll} from './lookup.ts'
import {refuse} from './refuse.ts'

const {limitRanges} = builtin

type Limit = NonNullable<NonNullable<LimitRange['spec']>['limits']>[number]

/** Gives containers the namespace's default requests and limits, and refuses what lies outside of its bounds. */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  admit: (attributes, server) => (isSized(attributes) ? complete(attributes, server) : undefined),
  validate(attributes, server) {
    const claim = isAbout(attributes, '', 'persistentvolumeclaims') && attributes.operation !== 'DELETE'
    return claim || isSized(attributes) ? check(attributes, server, claim) : undefined
  },
}

/** Of pods that are there only those that are resized come to ask for something else. */
const isSized = (attributes: AdmissionAttributes): boolean =>
  isNewPod(attributes) ||
  (attributes.subresource === 'resize' &&
    attributes.operation === 'UPDATE' &&
    attributes.definition.group === '' &&
    attributes.definition.plural === 'pods')

async function complete({object, namespace, definition}: AdmissionAttributes, server: ServerParts): Promise<void> {
  for (const range of await lookUpAll<LimitRange>(server, limitRanges, namespace))
    giveDefaults(object as Pod, defaultsOf(range))
  // What a pod asks for as a whole has defaults that follow from its containers'.
  if ((object as Pod).spec?.resources) definition.defaults?.(object as Pod)
}

async function check(attributes: AdmissionAttributes, server: ServerParts, claim: boolean): Promise<void> {
  const {object} = attributes
  for (const range of await lookUpAll<LimitRange>(server, limitRanges, attributes.namespace)) {
    const limits = range.spec?.limits ?? []
    const errors = limits.flatMap(limit =>
      claim ? claimErrors(object as PersistentVolumeClaim, limit) : podErrors((object as Pod).spec as PodSpec, limit),
    )
    if (errors.length > 0) throw refuse(attributes, aggregate(errors))
  }
}

/** What a range gives to containers: of several limits the last one that says something. */
const defaultsOf = ({spec}: LimitRange): Pick<Limit, 'default' | 'defaultRequest'> => {
  const limits = (spec?.limits ?? []).filter(({type}) => type === 'Container')
  return {
    default: Object.assign({}, ...limits.map(limit => limit.default)),
    defaultRequest: Object.assign({}, ...limits.map(limit => limit.defaultRequest)),
  }
}

function giveDefaults({metadata, spec}: Pod, limit: Pick<Limit, 'default' | 'defaultRequest'>): void {
  const told: string[] = []
  const give = (container: Container, what: string) => {
    const {resources = {}} = container
    const requests = missing(limit.defaultRequest, resources.requests)
    const limits = missing(limit.default, resources.limits)
    if (requests.length > 0) told.push(`${requests.join(', ')} request for ${what} ${container.name}`)
    if (limits.length > 0) told.push(`${limits.join(', ')} limit for ${what} ${container.name}`)
    if (requests.length + limits.length === 0) return
    const all = {
      limits: {...limit.default, ...resources.limits},
      requests: {...limit.defaultRequest, ...resources.requests},
    }
    container.resources = {
      ...resources,
      ...(Object.keys(all.limits).length > 0 && {limits: all.limits}),
      ...(Object.keys(all.requests).length > 0 && {requests: all.requests}),
    }
  }
  for (const container of spec?.containers ?? []) give(container, 'container')
  for (const container of spec?.initContainers ?? []) give(container, 'init container')
  if (told.length > 0)
    metadata.annotations = {
      ...metadata.annotations,
      'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${told.join('; ')}`,
    }
}

const missing = (defaults: Record<string, string> = {}, present: Record<string, string> = {}): string[] =>
  Object.keys(defaults)
    .filter(name => present[name] === undefined)
    .sort()

function podErrors(spec: PodSpec, limit: Limit): string[] {
  if (limit.type === 'Container')
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({resources = {}}) =>
      limitErrors(limit, {requests: resources.requests ?? {}, limits: resources.limits ?? {}}),
    )
  if (limit.type !== 'Pod') return []
  return limitErrors(limit, {requests: texts(podRequests(spec, bare)), limits: texts(podLimits(spec, bare))})
}

/** What its runtime takes besides is no affair of ranges. */
const bare = {withoutOverhead: true}

function claimErrors({spec}: PersistentVolumeClaim, limit: Limit): string[] {
  if (limit.type !== 'PersistentVolumeClaim') return []
  return limitErrors(limit, {requests: spec?.resources?.requests ?? {}})
}

const texts = (amounts: ReturnType<typeof podRequests>): Resources['requests'] =>
  Object.fromEntries([...amounts].map(([name, quantity]) => [name, formatQuantity(quantity)]))

const aggregate = (errors: string[]): string => {
  const [first, ...more] = [...new Set(errors)]
  return more.length === 0 ? first! : `[${[first, ...more].join(', ')}]`
}
