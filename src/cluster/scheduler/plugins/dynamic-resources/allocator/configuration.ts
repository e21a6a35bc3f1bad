import type {AllocatedConfiguration, ResourceClaim} from '../../../../../api/kinds.ts'
import type {WantedRequest} from './wanted-request.ts'

/** What drivers are told of the devices: what their classes say, each class once, and then what the claim says of requests that were chosen. */
export function configurationOf({spec}: ResourceClaim, chosen: readonly WantedRequest[]): AllocatedConfiguration[] {
  return [...ofClasses(chosen), ...ofClaim(spec?.devices?.config ?? [], chosen)]
}

function ofClasses(chosen: readonly WantedRequest[]): AllocatedConfiguration[] {
  const requests = new Map<string, string[]>()
  for (const {
    class: {metadata},
    name,
  } of chosen)
    requests.set(metadata.name!, [...(requests.get(metadata.name!) ?? []), name])
  const classes = new Map(chosen.map(request => [request.class.metadata.name!, request.class]))
  return [...classes].flatMap(([name, {spec}]) =>
    (spec?.config ?? []).map(config => ({source: 'FromClass', requests: requests.get(name)!, ...config})),
  )
}

/** Once for each request that it is meant for; once where it is meant for all. */
const ofClaim = (
  configs: NonNullable<NonNullable<NonNullable<ResourceClaim['spec']>['devices']>['config']>,
  chosen: readonly WantedRequest[],
): AllocatedConfiguration[] =>
  configs.flatMap(({requests = [], ...config}) => {
    const entry = {source: 'FromClaim', ...(requests.length > 0 && {requests}), ...config}
    if (requests.length === 0) return [entry]
    return chosen.filter(({name}) => requests.includes(name) || requests.includes(name.split('/')[0]!)).map(() => entry)
  })
