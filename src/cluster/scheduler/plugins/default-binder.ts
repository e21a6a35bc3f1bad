import type {Plugin} from '../framework/plugin.ts'
import type {PluginContext} from './index.ts'

/** Writes the decision down: a Binding of the pod to its node. */
export const defaultBinder = ({client, activity}: Pick<PluginContext, 'client' | 'activity'>): Plugin => ({
  name: 'DefaultBinder',
  async bind(_state, {metadata: {namespace, name, uid}}, nodeName) {
    const path = {group: '', version: 'v1', resource: 'pods', namespace, name, subresource: 'binding'}
    const target = {kind: 'Node', name: nodeName}
    await activity.during(
      client.create(path, {apiVersion: 'v1', kind: 'Binding', metadata: {namespace, name, uid}, target}),
    )
    return undefined
  },
})
