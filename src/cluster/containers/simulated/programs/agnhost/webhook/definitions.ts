import type {Review} from './review.ts'

/** Refuses CustomResourceDefinitions whose label says so. */
export const definitions: Review = ({resource, object}) => {
  if (resource.resource !== 'customresourcedefinitions')
    return {
      allowed: false,
      status: {message: `expect resource to be customresourcedefinitions, got ${resource.resource}`},
    }
  return object?.metadata?.labels?.['webhook-e2e-test'] === 'webhook-disallow'
    ? {allowed: false, status: {message: 'the crd contains unwanted label'}}
    : {allowed: true}
}
