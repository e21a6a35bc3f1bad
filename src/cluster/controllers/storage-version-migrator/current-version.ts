import type {GroupVersionResource} from '../../../api/object.ts'
import type {Client} from '../../../client/client.ts'

/** No namespace can be called so: its lists are empty, and as current as any. */
const nowhere = '@fake:svm_ns!'

/** The resource version at which a collection is now. */
export async function currentVersion(
  client: Client,
  resource: GroupVersionResource,
  {namespaced}: {namespaced: boolean},
): Promise<string> {
  const {metadata} = await client.list({...resource, ...(namespaced && {namespace: nowhere})}, {limit: 1})
  return metadata.resourceVersion ?? ''
}
