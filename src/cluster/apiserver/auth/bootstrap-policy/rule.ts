import type {PolicyRule} from '../../../../api/kinds.ts'

/** Verbs on resources of API groups; words are separated by spaces, and `core` among several groups is the core group. */
export const allow = (verbs: string, groups: string, resources: string, names?: string): PolicyRule => ({
  verbs: verbs.split(' '),
  apiGroups: groups.split(' ').map(group => (group === 'core' ? '' : group)),
  resources: resources.split(' '),
  ...(names !== undefined && {resourceNames: names.split(' ')}),
})

/** Verbs on paths that are no resources. */
export const visit = (verbs: string, paths: string): PolicyRule => ({
  verbs: verbs.split(' '),
  nonResourceURLs: paths.split(' '),
})
