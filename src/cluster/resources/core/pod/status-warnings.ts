import type {Pod} from '../../../../api/kinds.ts'
import {ipWarnings} from '../../validation/ip.ts'

/** What is odd about the addresses that a kubelet reports. */
export const podStatusWarnings = ({status}: Pod): string[] =>
  (['podIPs', 'hostIPs'] as const).flatMap(list =>
    (status?.[list] ?? []).flatMap(({ip}, index) => (ip ? ipWarnings(`status.${list}[${index}].ip`, ip) : [])),
  )
