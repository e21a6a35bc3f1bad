import {apiVersionOf, type GroupVersionKind, type KubeObject} from '../../../api/object.ts'
import {type Schema, schemaOf} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'

/** What a body is expected to hold. */
export interface ExpectedKind extends GroupVersionKind {
  schema: Schema
  /** Same storage, other version: converted by hand, never mistaken for a stranger. */
  prefix?: string
  /** What Kubernetes calls the type where it has forgotten to register it, which it then says of every body that it cannot read. */
  unregistered?: string
  /** Completes a decoded draft. */
  defaults?(draft: KubeObject): void
}

/** The schema that a kind's bodies are decoded with. */
export const schemaFor = ({schema, structural}: ResourceDefinition): Schema => structural ?? schemaOf(schema)

export const expectedKind = (definition: ResourceDefinition): ExpectedKind => ({
  group: definition.group,
  version: definition.version,
  kind: definition.kind,
  schema: schemaFor(definition),
  ...(definition.storage && {prefix: definition.storage.prefix}),
  ...(definition.defaults && {defaults: definition.defaults}),
})

/** A decoded value as an object of its kind, with the kind's defaults. */
export function completed(decoded: Record<string, unknown>, expected: ExpectedKind): KubeObject {
  const {kind: _, apiVersion: __, metadata, ...rest} = decoded
  const object = {
    kind: expected.kind,
    apiVersion: apiVersionOf(expected),
    metadata: metadata ?? {},
    ...rest,
  } as KubeObject
  expected.defaults?.(object)
  return object
}
