/** Why a spec is not run: what it needs that a kctl cluster does not have. */
export interface Exception {
  /** A regular expression over the spec's full name. */
  pattern: string
  reason: string
}

/** A named set of Kubernetes' own end-to-end specs. */
export interface SpecSet {
  /** A regular expression over the spec's full name. */
  focus: string
  without: Exception[]
}

const conformance = (sig: string): string => `\\[${sig}\\].*\\[Conformance\\]`

const foreignServers: Exception = {
  pattern: 'Aggregator',
  reason:
    'a pod must run the image of Kubernetes’ sample API server with an etcd beside it, which no simulated container does',
}

/** What `npm run conformance -- NAME` runs. */
export const specSets: Record<string, SpecSet> = {
  'api-machinery': {focus: conformance('sig-api-machinery'), without: [foreignServers]},
  auth: {focus: conformance('sig-auth'), without: []},
  cli: {focus: conformance('sig-cli'), without: []},
  scheduling: {focus: conformance('sig-scheduling'), without: []},
  apps: {focus: conformance('sig-apps'), without: []},
}
