import type {FlowSchema, PriorityLevelConfiguration} from '../../../api/kinds.ts'

const everything = {
  resourceRules: [{verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*']}],
  nonResourceRules: [{verbs: ['*'], nonResourceURLs: ['*']}],
}
const group = (name: string) => ({kind: 'Group', group: {name}})

/** What the flow schemas say without which the server could not place a request. Nobody may change it. */
export const mandatoryFlowSchemaSpecs: Record<string, NonNullable<FlowSchema['spec']>> = {
  exempt: {
    priorityLevelConfiguration: {name: 'exempt'},
    matchingPrecedence: 1,
    rules: [{subjects: [group('system:masters')], ...everything}],
  },
  'catch-all': {
    priorityLevelConfiguration: {name: 'catch-all'},
    matchingPrecedence: 10_000,
    distinguisherMethod: {type: 'ByUser'},
    rules: [{subjects: [group('system:unauthenticated'), group('system:authenticated')], ...everything}],
  },
}

/** The same of the priority levels; of the exempt one the shares are free. */
export const mandatoryPriorityLevelSpecs: Record<string, NonNullable<PriorityLevelConfiguration['spec']>> = {
  exempt: {type: 'Exempt', exempt: {nominalConcurrencyShares: 0, lendablePercent: 0}},
  'catch-all': {
    type: 'Limited',
    limited: {nominalConcurrencyShares: 5, limitResponse: {type: 'Reject'}, lendablePercent: 0},
  },
}
