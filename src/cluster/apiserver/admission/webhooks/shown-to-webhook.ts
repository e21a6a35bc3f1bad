import type {KubeObject} from '../../../../api/object.ts'
import {internalError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {shownIn} from '../dynamic/in-version.ts'

/** A write as a webhook sees it. Where that cannot be had the write fails, whatever the webhook's failure policy; kube-apiserver says so twice for those that mutate. */
export async function shownToWebhook(
  attributes: AdmissionAttributes,
  {seen, mutating}: {seen: ResourceDefinition; mutating: boolean},
): Promise<{object?: KubeObject; old?: KubeObject}> {
  try {
    return await shownIn(attributes, seen)
  } catch (error) {
    const once = internalError((error as Error).message)
    throw mutating ? internalError(once.message) : once
  }
}
