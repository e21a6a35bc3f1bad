import {apiVersionOf, type KubeObject, parseApiVersion} from '../../api/object.ts'
import {typedErrors, type VersionedObject, type Versions} from '../../api/patch/managed-fields/index.ts'
import {StatusError} from '../../api/status-error.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import {schemaFor} from './decoding/expected-kind.ts'
import type {ServerParts} from './server-parts.ts'

/** The versions of a kind, for managed fields: each manager's are those of the version in which it writes. */
export const fieldVersions = (server: Pick<ServerParts, 'resources'>, definition: ResourceDefinition): Versions => ({
  async convert(object, to) {
    if (definition.structural) return customVersion(object as never, to, definition)
    const {group, version} = parseApiVersion(to)
    const target = server.resources.get({group, version, resource: definition.plural})
    if (!target?.storage || !definition.storage) return undefined
    const from = object['apiVersion'] === to ? undefined : sourceOf(server, object as never, definition)
    const stored = from?.storage?.toStored?.(structuredClone(object) as never) ?? structuredClone(object)
    const converted = from && target.storage.fromStored ? target.storage.fromStored(stored as never) : stored
    return {schema: schemaFor(target), object: {...converted, apiVersion: to}}
  },
})

const sourceOf = (
  server: Pick<ServerParts, 'resources'>,
  {apiVersion = ''}: KubeObject,
  {plural}: ResourceDefinition,
) => server.resources.get({...parseApiVersion(apiVersion), resource: plural})

/** A custom resource in another version, served or not: as its webhook makes it, or as it is, and then it must be of that version's type. */
async function customVersion(object: KubeObject, to: string, definition: ResourceDefinition): Promise<VersionedObject> {
  const schema = definition.storage?.schemaIn?.(parseApiVersion(to).version)
  if (!schema) throw new StatusError({message: `request to convert CR to an invalid group/version: ${to}`, code: 500})
  const convert = definition.storage?.convert
  const whole = {...object, apiVersion: object.apiVersion ?? apiVersionOf(definition), kind: definition.kind}
  const converted = convert ? await convert(whole, to) : {...whole, apiVersion: to}
  const errors = typedErrors(schema, converted)
  if (errors.length > 0)
    throw new Error(errors.length === 1 ? errors[0] : `errors:\n${errors.map(text => `  ${text}`).join('\n')}`)
  return {schema, object: converted}
}
