import type {KubeObject} from '../../../api/object.ts'
import {createAttributes} from '../registry/create-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import type {RequestContext} from '../request-context.ts'

/** Has admission decide on what is posted to a subresource. */
export async function admitCreation(context: RequestContext, object: KubeObject, dryRun: boolean): Promise<void> {
  const {server, info} = context
  const attributes = {...createAttributes(writeScope(context, {dryRun}), object), name: info.name}
  await server.admission.admit(attributes, server)
  await server.admission.validate(attributes, server)
}
