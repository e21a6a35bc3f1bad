import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import type {Client} from '../../client/client.ts'
import {kindProblems} from '../manifests/kind-and-version.ts'
import {definitionOfKind} from './definition-of-kind.ts'
import {readJson} from './read-json.ts'
import type {SwaggerDocument} from './swagger-schema.ts'
import {modelErrors} from './validate-model.ts'

/** What is wrong with an object, or with the items of a List, by the OpenAPI v2 document of the server; nothing of kinds that are not in it. */
export async function objectErrors(client: Client, object: KubeObject): Promise<string[]> {
  const document = await readJson<SwaggerDocument>(client, '/openapi/v2')
  if (object.kind !== 'List' || object.apiVersion !== 'v1') return ownErrors(object, document)
  const items: unknown = object['items']
  return Array.isArray(items) ? items.flatMap(item => itemErrors(item, document)) : ['invalid object to validate']
}

function itemErrors(item: unknown, document: SwaggerDocument): string[] {
  const problems = kindProblems(item)
  return problems.length > 0 ? problems : ownErrors(item as KubeObject, document)
}

function ownErrors(object: KubeObject, document: SwaggerDocument): string[] {
  const {kind, apiVersion} = object
  const definition = definitionOfKind(document, {...parseApiVersion(apiVersion), kind})
  if (!definition) return []
  return [...modelErrors(object, definition.schema, {path: kind, model: definition.name, document})]
}
