import {invalidValue} from '../../../api/field-error.ts'
import type {LabelSelector} from '../../../api/kinds.ts'
import {apiVersionOf, type KubeObject} from '../../../api/object.ts'
import {type ScaledKind, scaleManagers, withScaleManagers} from '../../../api/patch/managed-fields/index.ts'
import {schemaOf} from '../../../api/schema/index.ts'
import {formatLabelSelector} from '../../../api/selectors/index.ts'
import {conflict, internalError, invalid} from '../../../api/status-error.ts'
import {ageColumn, integer, nameColumn, text} from '../../resources/columns.ts'
import type {Column, ResourceDefinition} from '../../resources/define-resource.ts'
import {setManagedFields} from '../field-manager.ts'
import {objectOf} from '../handlers/get.ts'
import {type ObjectView, shownBy} from '../handlers/object-view.ts'
import {patch} from '../handlers/patch.ts'
import {update} from '../handlers/update.ts'
import type {RequestContext} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import type {ServerParts} from '../server-parts.ts'
import type {SubresourceHandler} from './subresource.ts'

/** How many replicas an object wants and has, whatever its kind. */
export const scale: SubresourceHandler = {
  async get(context) {
    const form = outputForm(context)
    const object = await objectOf(context)
    checkReplicas(context.definition, object)
    const view = scaleView(context)
    return singleResponse(shownBy(context, view), view.show(object), form)
  },
  update: context => update(context, scaleView(context)),
  patch: context => patch(context, scaleView(context)),
}

/** Custom resources without any count of replicas have a scale that can be written, not one that can be read. */
function checkReplicas({structural, scale}: ResourceDefinition, object: KubeObject): void {
  if (structural && !hasReplicas({scale}, object))
    throw internalError(`the spec replicas field ${JSON.stringify(scale?.specReplicas ?? '')} does not exist`)
}

const hasReplicas = ({scale}: Pick<ResourceDefinition, 'scale'>, object: KubeObject): boolean =>
  at(object, scale?.specReplicas ?? '') !== undefined

/** In tables, scales have columns of their own, whatever they are scales of. */
const scaleColumns: Column[] = [
  text('Name', ({metadata}) => metadata.name ?? ''),
  integer('Desired', object => Number(at(object, 'spec.replicas') ?? 0)),
  integer('Available', object => Number(at(object, 'status.replicas') ?? 0)),
  ageColumn,
]

const customScaleColumns: Column[] = [nameColumn, ...scaleColumns.slice(1, 3), {...ageColumn, type: 'date'}]

const where = {specReplicas: 'spec.replicas', statusReplicas: 'status.replicas', labelSelector: 'spec.selector'}

const scaleView = ({definition, server}: RequestContext): ObjectView => ({
  columns: definition.structural ? customScaleColumns : scaleColumns,
  expected: {
    group: 'autoscaling',
    version: 'v1',
    kind: 'Scale',
    schema: schemaOf('io.k8s.api.autoscaling.v1.Scale'),
    ...(definition.structural && {unregistered: 'v1.Scale'}),
  },
  show: object => scaleOf(definition, object),
  take: (view, current) => scaled(definition, view, {current: current!, kind: scaledKind(definition, server)}),
  admitted: {
    show: object => scaleOf(definition, object),
    take: (view, object) => withValue(object, replicasPath(definition), replicasOf(view)) as KubeObject,
  },
  managed(object) {
    const view = scaleOf(definition, object)
    // Of a count that is not there nobody is the manager.
    if (definition.structural && !hasReplicas(definition, object)) return view
    const managedFields = scaleManagers(object.metadata.managedFields, scaledKind(definition, server))
    return managedFields ? {...view, metadata: {...view.metadata, managedFields}} : view
  },
})

function scaleOf(definition: ResourceDefinition, object: KubeObject): KubeObject {
  const paths = definition.scale ?? where
  const {name, namespace, uid, resourceVersion, creationTimestamp} = object.metadata
  const replicas = Number(at(object, paths.specReplicas) ?? 0)
  const selector = selectorText(paths.labelSelector ? at(object, paths.labelSelector) : undefined)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {name, ...(namespace && {namespace}), uid, resourceVersion, creationTimestamp},
    spec: replicas === 0 ? {} : {replicas},
    status: {replicas: Number(at(object, paths.statusReplicas) ?? 0), ...(selector && {selector})},
  }
}

function scaled(
  definition: ResourceDefinition,
  view: KubeObject,
  {current, kind}: {current: KubeObject; kind: ScaledKind},
): KubeObject {
  const wanted = replicasOf(view)
  if (wanted < 0 && !definition.structural)
    throw invalid({group: 'autoscaling', kind: 'Scale'}, view.metadata.name ?? '', [
      invalidValue('spec.replicas', wanted, 'must be greater than or equal to 0'),
    ])
  const {name = '', uid = ''} = current.metadata
  if (view.metadata.uid && view.metadata.uid !== uid)
    throw conflict(
      {group: definition.group, resource: `${definition.plural}/scale`},
      name,
      `Precondition failed: UID in precondition: ${view.metadata.uid}, UID in object meta: ${uid}`,
    )
  const object = withValue(current, replicasPath(definition), wanted) as KubeObject
  const draft = {
    ...object,
    metadata: {...object.metadata, resourceVersion: view.metadata.resourceVersion || current.metadata.resourceVersion},
  }
  const {managedFields} = current.metadata
  setManagedFields(draft, withScaleManagers(managedFields, view.metadata.managedFields, kind))
  return draft
}

const replicasOf = (view: KubeObject): number => (view['spec'] as {replicas?: number} | undefined)?.replicas ?? 0

const replicasPath = ({scale = where}: ResourceDefinition): string[] => scale.specReplicas.replace(/^\./, '').split('.')

/** Versions in which built-in kinds with a scale once were. */
const formerVersions = ['apps/v1beta1', 'apps/v1beta2']

function scaledKind(definition: ResourceDefinition, {resources}: Pick<ServerParts, 'resources'>): ScaledKind {
  const {group, plural, structural} = definition
  const others = structural
    ? [...resources.all()].filter(other => other.group === group && other.plural === plural)
    : []
  const apiVersion = apiVersionOf(definition)
  return {
    apiVersion,
    replicas: new Map([
      ...(structural ? [] : formerVersions.map(former => [former, replicasPath(definition)] as const)),
      ...others.map(other => [apiVersionOf(other), other.scale && replicasPath(other)] as const),
      [apiVersion, replicasPath(definition)],
    ]),
  }
}

function at(object: KubeObject, path: string): unknown {
  let value: unknown = object
  for (const part of path.replace(/^\./, '').split('.')) value = (value as Record<string, unknown> | undefined)?.[part]
  return value
}

function withValue(value: unknown, [head, ...rest]: readonly string[], replacement: unknown): unknown {
  if (head === undefined) return replacement
  const object = (value ?? {}) as Record<string, unknown>
  return {...object, [head]: withValue(object[head], rest, replacement)}
}

/** Selectors are text in custom kinds, labels in ReplicationControllers, LabelSelectors elsewhere. */
function selectorText(selector: unknown): string {
  if (typeof selector === 'string') return selector
  if (!selector) return ''
  const isLabelSelector = 'matchLabels' in (selector as object) || 'matchExpressions' in (selector as object)
  return formatLabelSelector((isLabelSelector ? selector : {matchLabels: selector}) as LabelSelector)
}
