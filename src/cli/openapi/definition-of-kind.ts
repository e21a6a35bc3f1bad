import type {GroupVersionKind} from '../../api/object.ts'
import type {SwaggerDocument, SwaggerSchema} from './swagger-schema.ts'

/** What a document says of a kind, and under which name; undefined if nothing. Of several definitions the last by name counts. */
export function definitionOfKind(
  {definitions = {}}: SwaggerDocument,
  {group, version, kind}: GroupVersionKind,
): {name: string; schema: SwaggerSchema} | undefined {
  const isIt = (other: GroupVersionKind) => other.group === group && other.version === version && other.kind === kind
  const name = Object.keys(definitions)
    .filter(each => definitions[each]!['x-kubernetes-group-version-kind']?.some(isIt))
    .sort()
    .at(-1)
  return name === undefined ? undefined : {name, schema: definitions[name]!}
}
