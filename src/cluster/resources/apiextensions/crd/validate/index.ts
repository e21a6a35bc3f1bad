import {type FieldError, invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import {deepEqual} from '../../../../../api/json/deep-equal.ts'
import type {CustomResourceDefinition} from '../../../../../api/kinds.ts'
import {isDns1035Label, isDns1123Subdomain} from '../../../../../api/names.ts'
import type {Errors} from '../../../validation/errors.ts'
import {conversionErrors} from './conversion.ts'
import {internalVersion, type Shared} from './internal-version.ts'
import {nameErrors} from './names.ts'
import {somewhere} from './schema-node.ts'
import {type VersionPaths, versionErrors} from './versions.ts'

type Spec = CustomResourceDefinition['spec']
type Version = Spec['versions'][number]

/** All that is wrong with a definition, apart from expressions in it that do not compile. */
export function validateDefinition(definition: CustomResourceDefinition): FieldError[] {
  const {metadata, spec} = definition
  const wrongNames = (['generateName', 'name'] as const)
    .filter(field => metadata[field] && metadata[field] !== `${spec.names?.plural}.${spec.group}`)
    .map(field => invalidValue(`metadata.${field}`, metadata[field], 'must be spec.names.plural+"."+spec.group'))
  return [
    ...wrongNames,
    ...specErrors(spec),
    ...statusErrors(definition),
    ...approvalErrors(definition, undefined),
    ...preservationErrors(definition, undefined),
  ]
}

/** Like validateDefinition, and what may not change. */
export function validateDefinitionUpdate(
  definition: CustomResourceDefinition,
  old: CustomResourceDefinition,
): FieldError[] {
  return [
    ...specErrors(definition.spec),
    ...immutable(definition, old),
    ...statusErrors(definition),
    ...approvalErrors(definition, old),
    ...preservationErrors(definition, old),
  ]
}

function* specErrors(spec: Spec): Errors {
  const {group, scope, names, conversion, preserveUnknownFields} = spec
  const versions = spec.versions ?? []
  if (!group) yield required('spec.group')
  else {
    const messages = isDns1123Subdomain(group)
    if (messages.length > 0) yield invalidValue('spec.group', group, messages.join(','))
    else if (!group.includes('.')) yield invalidValue('spec.group', group, 'should be a domain with at least one dot')
  }
  if (!scope) yield required('spec.scope')
  else if (scope !== 'Cluster' && scope !== 'Namespaced')
    yield notSupported('spec.scope', scope, ['Cluster', 'Namespaced'])
  if (preserveUnknownFields && versions.some(hasDefaults))
    yield invalidValue('spec.preserveUnknownFields', true, 'must be false in order to use defaults in the schema')
  const paths = whereThingsAre(versions)
  for (const [index, version] of versions.entries())
    if (!version.schema?.openAPIV3Schema) yield required(`spec.versions[${index}].schema.openAPIV3Schema`)
  for (const [index, version] of versions.entries()) {
    const messages = isDns1035Label(version.name)
    if (messages.length > 0) yield invalidValue(`spec.versions[${index}].name`, version.name, messages.join(','))
    const own = {...version}
    for (const part of Object.keys(paths.shared) as (keyof typeof paths.shared)[])
      if (paths.shared[part]) delete own[part]
    yield* versionErrors(own, paths.of(index))
  }
  const unique = new Set(versions.map(version => version.name)).size === versions.length
  if (!unique)
    yield invalidValue(
      'spec.versions',
      versions.map(version => internalVersion(version, paths.shared)),
      'must contain unique version names',
    )
  if (versions.filter(version => version.storage).length !== 1)
    yield invalidValue(
      'spec.versions',
      spec.versions?.map(version => internalVersion(version, paths.shared)) ?? null,
      'must have exactly one version marked as storage version',
    )
  const first = versions[0]
  const problems = first?.name ? isDns1035Label(first.name) : []
  if (problems.length > 0) yield invalidValue('spec.version', first?.name, problems.join(','))
  for (const part of ['plural', 'singular', 'kind', 'listKind'] as const)
    if (!names?.[part]) yield required(`spec.names.${part}`)
  yield* nameErrors(names ?? {}, 'spec.names')
  if (first && Object.values(paths.shared).some(Boolean))
    yield* versionErrors(sharedPart(first, paths.shared), topLevel)
  if (conversion?.strategy && conversion.strategy !== 'None' && preserveUnknownFields)
    yield invalidValue(
      'spec.conversion.strategy',
      conversion.strategy,
      'must be None if spec.preserveUnknownFields is true',
    )
  if (conversion) yield* conversionErrors(conversion, 'spec.conversion')
}

/** What the API server itself says of a definition. */
export const validateDefinitionStatus = ({status}: CustomResourceDefinition): FieldError[] => [
  ...nameErrors(status?.acceptedNames ?? {}, 'status.acceptedNames'),
]

const hasDefaults = ({schema}: Version): boolean =>
  somewhere(schema?.openAPIV3Schema, node => node['default'] !== undefined && node['default'] !== null)

const topLevel: VersionPaths = {
  version: 'spec',
  schema: 'spec.validation',
  subresources: 'spec.subresources',
  columns: 'spec.additionalPrinterColumns',
  selectableFields: 'spec.selectableFields',
}

/** What all versions say alike, Kubernetes holds (and reports) once, above the versions. */
function whereThingsAre(versions: readonly Version[]): {shared: Shared; of(index: number): VersionPaths} {
  const alike = (part: keyof Shared): boolean =>
    versions.length > 0 &&
    versions[0]![part] !== undefined &&
    versions.every(version => deepEqual(version[part], versions[0]![part]))
  const shared = {
    schema: alike('schema'),
    subresources: alike('subresources'),
    additionalPrinterColumns: alike('additionalPrinterColumns'),
    selectableFields: alike('selectableFields'),
  }
  return {
    shared,
    of: index => ({
      version: `spec.versions[${index}]`,
      schema: `spec.versions[${index}].schema`,
      subresources: `spec.versions[${index}].subresources`,
      columns: `spec.versions[${index}].additionalPrinterColumns`,
      selectableFields: `spec.versions[${index}].selectableFields`,
    }),
  }
}

const sharedPart = (version: Version, shared: Shared): Version => ({
  name: version.name,
  served: version.served,
  storage: version.storage,
  ...(shared.schema && {schema: version.schema}),
  ...(version.subresources && {subresources: version.subresources}),
  ...(shared.additionalPrinterColumns && {additionalPrinterColumns: version.additionalPrinterColumns}),
  ...(shared.selectableFields && {selectableFields: version.selectableFields}),
})

function* immutable({spec}: CustomResourceDefinition, {spec: old, status}: CustomResourceDefinition): Errors {
  const established = status?.conditions?.some(({type, status: is}) => type === 'Established' && is === 'True')
  const pairs: [string, string, string][] = [
    ...(established
      ? ([
          ['scope', spec.scope, old.scope],
          ['names.kind', spec.names.kind, old.names.kind],
        ] as [string, string, string][])
      : []),
    ['group', spec.group, old.group],
    ['names.plural', spec.names.plural, old.names.plural],
  ]
  for (const [path, now, before] of pairs)
    if (now !== before) yield invalidValue(`spec.${path}`, now, 'field is immutable')
}

function* statusErrors({spec, status}: CustomResourceDefinition): Errors {
  yield* nameErrors(status?.acceptedNames ?? {}, 'status.acceptedNames')
  const path = 'status.storedVersions'
  const stored = status?.storedVersions ?? []
  if (stored.length === 0) {
    yield invalidValue(path, status?.storedVersions ?? null, 'must have at least one stored version')
    return
  }
  const names = (spec.versions ?? []).map(version => version.name)
  for (const {name, storage} of spec.versions ?? [])
    if (storage && !stored.includes(name)) yield invalidValue(path, stored, `must have the storage version ${name}`)
  for (const [index, name] of stored.entries())
    if (!names.includes(name))
      yield invalidValue(
        `${path}[${index}]`,
        name,
        `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
      )
}

const approval = 'api-approved.kubernetes.io'

/** What Kubernetes' own groups ask of definitions that extend them. */
export function approvalState({metadata, spec}: CustomResourceDefinition): {
  state: 'unprotected' | 'missing' | 'bypassed' | 'approved' | 'invalid'
  reason: string
} {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(spec.group)) return {state: 'unprotected', reason: ''}
  const annotation = metadata.annotations?.[approval] ?? ''
  const wanted = `protected groups must have approval annotation "${approval}"`
  const more = 'see https://github.com/kubernetes/enhancements/pull/1111'
  if (!annotation) return {state: 'missing', reason: `${wanted}, ${more}`}
  if (annotation.startsWith('unapproved'))
    return {state: 'bypassed', reason: `not approved: ${JSON.stringify(annotation)}`}
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]+/.test(annotation))
    return {state: 'approved', reason: `approved in ${annotation}`}
  return {state: 'invalid', reason: `${wanted} with either a URL or a reason starting with "unapproved", ${more}`}
}

function* approvalErrors(definition: CustomResourceDefinition, old: CustomResourceDefinition | undefined): Errors {
  const {state, reason} = approvalState(definition)
  if (old && approvalState(old).state === state) return
  const path = `metadata.annotations[${approval}]`
  if (state === 'missing') yield required(path, reason)
  if (state === 'invalid') yield invalidValue(path, definition.metadata.annotations?.[approval], reason)
}

function* preservationErrors({spec}: CustomResourceDefinition, old: CustomResourceDefinition | undefined): Errors {
  if (old?.spec.preserveUnknownFields || !spec.preserveUnknownFields) return
  yield invalidValue(
    'spec.preserveUnknownFields',
    true,
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
  )
}
