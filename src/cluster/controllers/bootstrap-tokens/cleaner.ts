import {builtin} from '../../../api/builtin-resources.ts'
import type {Secret} from '../../../api/kinds.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {expiration, isBootstrapToken} from './token.ts'

/** Deletes bootstrap tokens when they expire. */
export function createTokenCleaner(context: ComponentContext): Component {
  const secrets = context.informers.informer<Secret>(builtin.secrets)
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const secret = secrets.get(key)
    const end = secret && isBootstrapToken(secret) ? expiration(secret) : undefined
    if (!secret || end === undefined) return
    const left = end - context.clock.now()
    if (left > 0) return {requeueAfter: left, background: true}
    await objects.delete(builtin.secrets, secret)
  }

  return createController(context, {
    name: 'token-cleaner-controller',
    queue: 'token_cleaner',
    watches: [
      watch(secrets, secret =>
        isBootstrapToken(secret) ? [`${secret.metadata.namespace}/${secret.metadata.name}`] : [],
      ),
    ],
    reconcile,
  })
}
