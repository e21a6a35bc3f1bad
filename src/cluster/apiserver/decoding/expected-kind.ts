import {apiVersionOf, type GroupVersionKind, type KubeObject} from '../../../api/object.ts'
import {type Schema, schemaOf} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Clock} from '../../runtime/clock.ts'

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

/** What bodies of a kind are to hold; the clock is for kinds that note when something was first told. */
export const expectedKind = (definition: ResourceDefinition, clock?: Clock): ExpectedKind => {
  const {group, version, kind, storage, defaults, defaultTimes} = definition
  return {
    group,
    version,
    kind,
    schema: schemaFor(definition),
    ...(storage && {prefix: storage.prefix}),
    ...(defaults && {defaults}),
    ...(defaultTimes &&
      clock && {
        defaults(draft: KubeObject) {
          defaults?.(draft)
          defaultTimes(draft, clock.now())
        },
      }),
  }
}

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
