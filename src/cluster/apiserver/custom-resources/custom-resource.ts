import {formatGoValue} from '../../../api/go/format-value.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import {type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {
  applySchemaDefaults,
  type Field,
  prune,
  type Schema,
  schemaOf,
  structuralSchema,
} from '../../../api/schema/index.ts'
import type {ResourceDefinition, Subresource} from '../../resources/define-resource.ts'
import {allMetadata} from '../../resources/metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../../resources/verbs.ts'
import {compareVersions} from '../discovery/group-order.ts'
import type {ExpressionTimes} from '../metrics/expression-times.ts'
import {columnsOf, pathOf, valueAt} from './columns.ts'
import type {Convert} from './conversion/convert-by-webhook.ts'
import {dropNulls} from './nulls.ts'
import {instanceValidation} from './validate-instance.ts'

type Version = CustomResourceDefinition['spec']['versions'][number]

/** The kind that a definition's version is, like any other kind. */
export async function resourceOf(
  definition: CustomResourceDefinition,
  version: Version,
  convert?: Convert,
  times?: ExpressionTimes,
): Promise<ResourceDefinition> {
  const {spec, status} = definition
  const names = status?.acceptedNames ?? spec.names
  const schema = schemaIn(spec, version.name)!
  const kind = names.kind || spec.names.kind
  const storage = spec.versions.find(candidate => candidate.storage)?.name ?? version.name
  const apiVersion = `${spec.group}/${version.name}`
  const schemaOfVersion = (name: string): Schema => schemaIn(spec, name) ?? structuralSchema({type: 'object'})
  /** Nobody converts anything: of another version there is what its schema knows. */
  const inVersion = (object: KubeObject, name: string): KubeObject => {
    const other = `${spec.group}/${name}`
    if (object.apiVersion === other) return object
    const copy = {...structuredClone(object), apiVersion: other}
    prune(schemaOfVersion(name), copy)
    return copy
  }
  /** What is read is completed by the version in which it was written, whatever it will be shown in. */
  const read = (stored: KubeObject): KubeObject =>
    restored(schemaOfVersion(parseApiVersion(stored.apiVersion).version), stored)
  return {
    group: spec.group,
    version: version.name,
    kind,
    plural: spec.names.plural,
    singular: names.singular ?? kind.toLowerCase(),
    ...(names.shortNames?.length && {shortNames: names.shortNames}),
    ...(names.categories?.length && {categories: names.categories}),
    namespaced: spec.scope === 'Namespaced',
    verbs: everyVerb,
    schema: '',
    structural: withMetadata(schema),
    storage: {
      prefix: `/registry/${spec.group}/${spec.names.plural}`,
      version: storage,
      ...(!spec.versions.some(({name, served}) => name === storage && served) && {unserved: true}),
      schemaIn(name) {
        const schema = schemaIn(spec, name)
        return schema && withMetadata(schema)
      },
      toStored: object => (convert ? object : inVersion(object, storage)),
      fromStored: stored =>
        convert
          ? shown(schema, {...stored, apiVersion}, version.name === storage)
          : inVersion(read(stored), version.name),
      ...(convert && {convert, completed: read}),
    },
    ...subresourcesOf(version, kind),
    fieldSelectors: selectorsOf(version),
    generation: true,
    keptOnStatusUpdate: allMetadata,
    defaults: draft => complete(schema, draft),
    ...(await instanceValidation({group: spec.group, version, kind, schema, times})),
    ...(version.deprecated && {
      deprecationWarning: version.deprecationWarning ?? deprecation(spec, version, kind),
    }),
    columns: columnsOf(version.additionalPrinterColumns),
  }
}

function schemaIn({versions}: CustomResourceDefinition['spec'], name: string): Schema | undefined {
  const version = versions.find(each => each.name === name)
  return version && structuralSchema((version.schema?.openAPIV3Schema ?? {type: 'object'}) as object)
}

/** What is said of a version that is going away, with the best of those that are better. */
function deprecation({group, versions}: CustomResourceDefinition['spec'], {name}: Version, kind: string): string {
  const better = versions
    .filter(each => each.served && !each.deprecated && compareVersions(each.name, name) < 0)
    .map(each => each.name)
    .sort(compareVersions)
  const told = `${group}/${name} ${kind} is deprecated`
  return better[0] === undefined ? told : `${told}; use ${group}/${better[0]} ${kind}`
}

/** What every object has, whether its definition says so or not. */
function withMetadata(schema: Schema): Schema {
  const fields = new Map(schema.fields)
  const field = (name: string, schema: Schema): Field => ({name, schema, required: false, pointer: true, omit: 'empty'})
  for (const name of ['apiVersion', 'kind']) fields.set(name, field(name, text))
  fields.set('metadata', field('metadata', schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')))
  return {...schema, type: 'object', fields}
}

const text = structuralSchema({type: 'string'})

function subresourcesOf({subresources}: Version, kind: string) {
  if (!subresources) return {}
  const {status, scale} = subresources
  const own: Record<string, Subresource> = {
    ...(status && {status: {kind, verbs: readWriteVerbs}}),
    ...(scale && {scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs}}),
  }
  if (!scale) return {subresources: own}
  const {specReplicasPath, statusReplicasPath, labelSelectorPath} = scale
  return {
    subresources: own,
    scale: {
      specReplicas: specReplicasPath,
      statusReplicas: statusReplicasPath,
      ...(labelSelectorPath && {labelSelector: labelSelectorPath}),
    },
  }
}

function selectorsOf({selectableFields = []}: Version): ResourceDefinition['fieldSelectors'] {
  return Object.fromEntries(
    selectableFields.map(({jsonPath}) => {
      const path = pathOf(jsonPath)
      return [
        jsonPath.replace(/^\./, ''),
        (object: KubeObject) => {
          const value = path && valueAt(path, object)
          return value === undefined || value === null ? '' : formatGoValue(value)
        },
      ]
    }),
  )
}

/** Fills in defaults; nulls that may not be give way. */
function complete(schema: Schema, draft: KubeObject): void {
  applySchemaDefaults(schema, draft)
  dropNulls(schema, draft)
}

/** What a webhook has made of an object, or had not to: defaults are those of the version that is stored, and the webhook knows of them. */
function shown(schema: Schema, object: KubeObject, isStored: boolean): KubeObject {
  if (isStored) return restored(schema, object)
  prune(schema, object)
  return object
}

/** What was stored under another schema, as this one has it. */
function restored(schema: Schema, object: KubeObject): KubeObject {
  prune(schema, object)
  complete(schema, object)
  return object
}
