import type {ConfigMap, Secret} from '../../../api/kinds.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {ComponentContext} from '../../runtime/component.ts'

/** Looks ConfigMaps and Secrets up: in the cache, and at the server when they may be too new for it. */
export class ObjectSource {
  private readonly context: ComponentContext

  constructor(context: ComponentContext) {
    this.context = context
  }

  configMap(namespace: string, name: string): Promise<ConfigMap | undefined> {
    return this.find<ConfigMap>('configmaps', namespace, name)
  }

  secret(namespace: string, name: string): Promise<Secret | undefined> {
    return this.find<Secret>('secrets', namespace, name)
  }

  private async find<T>(resource: string, namespace: string, name: string): Promise<T | undefined> {
    try {
      return await this.context.client.get<T>({group: '', version: 'v1', resource, namespace, name})
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
}
