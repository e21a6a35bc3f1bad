import type {Review} from './review.ts'

/** Lets nobody type into container1 of to-be-attached-pod. */
export const attachments: Review = ({name, resource, subResource, object}) => {
  if (name !== 'to-be-attached-pod') return {allowed: true}
  if (resource.resource !== 'pods' || subResource !== 'attach')
    return {allowed: false, status: {message: `expect subresource to be attach, got ${subResource ?? ''}`}}
  if (!object?.['stdin'] || object['container'] !== 'container1') return {allowed: true}
  return {allowed: false, status: {message: "attaching to pod 'to-be-attached-pod' is not allowed"}}
}
