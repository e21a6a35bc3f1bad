import type {Review} from './review.ts'

/** Refuses objects whose data say so under `webhook-e2e-test`: some may not be written, some not deleted. */
export const admitData =
  ({unwanted, kept}: {unwanted: string; kept: string}): Review =>
  ({operation, object, oldObject}) => {
    const mark = (operation === 'DELETE' ? oldObject : object)?.data?.['webhook-e2e-test']
    if (mark === 'webhook-disallow' && (operation === 'CREATE' || operation === 'UPDATE'))
      return {allowed: false, status: {reason: unwanted}}
    if (mark === 'webhook-nondeletable' && operation === 'DELETE') return {allowed: false, status: {reason: kept}}
    return {allowed: true}
  }

/** Takes an object's data one stage further. */
export const mutateData: Review = ({object}) => {
  const {data = {}} = object ?? {}
  const stage = data['mutation-stage-1'] === 'yes' ? 2 : data['mutation-start'] === 'yes' ? 1 : undefined
  if (!stage) return {allowed: true}
  return {allowed: true, patch: [{op: 'add', path: `/data/mutation-stage-${stage}`, value: 'yes'}]}
}
