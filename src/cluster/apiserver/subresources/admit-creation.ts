import type {KubeObject} from '../../../api/object.ts'
import type {AdmissionAttributes} from '../admission/admission.ts'
import {createAttributes} from '../registry/create-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import type {RequestContext} from '../request-context.ts'

/** Has admission decide on what is posted to a subresource. */
export async function admitCreation(context: RequestContext, object: KubeObject, dryRun: boolean): Promise<void> {
  await mutateCreation(context, object, dryRun)
  await validateCreation(context, object, dryRun)
}

/** The plugins that may change what is posted: they are asked before anybody looks whether there is something to post it to. */
export const mutateCreation = ({server, ...context}: RequestContext, object: KubeObject, dryRun: boolean) =>
  server.admission.admit(attributesOf({server, ...context}, object, dryRun), server)

export const validateCreation = ({server, ...context}: RequestContext, object: KubeObject, dryRun: boolean) =>
  server.admission.validate(attributesOf({server, ...context}, object, dryRun), server)

const attributesOf = (context: RequestContext, object: KubeObject, dryRun: boolean): AdmissionAttributes => ({
  ...createAttributes(writeScope(context, {dryRun}), object),
  name: context.info.name,
})
