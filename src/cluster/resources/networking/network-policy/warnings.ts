import type {NetworkPolicy} from '../../../../api/kinds.ts'
import {cidrWarnings} from '../../validation/ip.ts'

/** What is odd about the networks that a policy names. */
export const networkPolicyWarnings = ({spec}: NetworkPolicy): string[] => [
  ...(spec?.ingress ?? []).flatMap(({from}, index) => peerWarnings(`spec.ingress[${index}].from`, from)),
  ...(spec?.egress ?? []).flatMap(({to}, index) => peerWarnings(`spec.egress[${index}].to`, to)),
]

interface Peer {
  ipBlock?: {cidr: string; except?: string[]}
}

const peerWarnings = (path: string, peers: Peer[] = []): string[] =>
  peers.flatMap(({ipBlock}, index) => {
    if (!ipBlock) return []
    const at = `${path}[${index}].ipBlock`
    const {cidr, except = []} = ipBlock
    return [
      ...cidrWarnings(`${at}.cidr`, cidr),
      ...except.flatMap((each, place) => cidrWarnings(`${at}.except[${place}]`, each)),
    ]
  })
