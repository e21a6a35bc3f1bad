import type {Review} from './review.ts'

const name = 'added-label'
const value = 'yes'

/** Gives every object the label `added-label: yes`. */
export const addLabel: Review = ({object}) => {
  const labels = object?.metadata?.labels ?? {}
  if (labels[name] === value) return {allowed: true}
  if (Object.keys(labels).length === 0)
    return {allowed: true, patch: [{op: 'add', path: '/metadata/labels', value: {[name]: value}}]}
  const op = Object.hasOwn(labels, name) ? 'replace' : 'add'
  return {allowed: true, patch: [{op, path: `/metadata/labels/${name}`, value}]}
}
