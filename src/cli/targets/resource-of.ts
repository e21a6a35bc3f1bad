import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import type {Connection} from '../../client/connection.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {NoKindMatchError} from '../../client/no-match-error.ts'

/**
 * The resource that an object is one of; throws in kubectl's words if the server knows no such kind. Of a document the source is told, of an
 * item of a list nothing but the kind.
 */
export async function resourceOf(
  {discovery}: Connection,
  object: KubeObject,
  source?: string,
): Promise<ServedResource> {
  try {
    return await discovery.kind({...parseApiVersion(object.apiVersion), kind: object.kind})
  } catch (error) {
    if (!(error instanceof NoKindMatchError)) throw error
    if (source === undefined) throw new Error(`unable to recognize ${error.message}`)
    const {name = '', namespace = ''} = object.metadata ?? {}
    const quoted = [name, namespace, source].map(text => JSON.stringify(text))
    throw new Error(
      `resource mapping not found for name: ${quoted[0]} namespace: ${quoted[1]} from ${quoted[2]}: ${error.message}\nensure CRDs are installed first`,
    )
  }
}
