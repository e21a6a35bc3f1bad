import {apiVersionOf, type GroupVersionKind} from '../../../api/object.ts'
import type {Client} from '../../../client/client.ts'
import {definitionOfKind} from '../../openapi/definition-of-kind.ts'
import {readJson} from '../../openapi/read-json.ts'
import type {SwaggerDocument} from '../../openapi/swagger-schema.ts'
import {findField} from './find-field.ts'
import {renderModel} from './render-model.ts'

/** The explanation as kubectl gave it from OpenAPI v2. */
export async function explainV2(
  client: Client,
  kind: GroupVersionKind,
  {path, recursive}: {path: readonly string[]; recursive: boolean},
): Promise<string> {
  const document = await readJson<SwaggerDocument>(client, '/openapi/v2')
  const schema = definitionOfKind(document, kind)?.schema
  if (!schema)
    throw new Error(`couldn't find resource for ${JSON.stringify(`${kind.group}/${kind.version}, Kind=${kind.kind}`)}`)
  const found = findField(schema, path, document)
  return renderModel(found, {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    name: path.at(-1) ?? '',
    document,
    recursive,
  })
}
