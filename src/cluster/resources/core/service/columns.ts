import type {Service} from '../../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../../columns.ts'
import type {Column} from '../../define-resource.ts'
import {addressesText} from '../../load-balancer.ts'
import {labelsText} from '../../selector-text.ts'

export const serviceColumns: Column<Service>[] = [
  nameColumn,
  text('Type', ({spec}) => spec?.type ?? ''),
  text('Cluster-IP', ({spec}) => spec?.clusterIPs?.[0] ?? '<none>'),
  text('External-IP', externalIps),
  text('Port(s)', portsText),
  ageColumn,
  wide(text('Selector', ({spec}) => labelsText(spec?.selector))),
]

function externalIps({spec, status}: Service): string {
  const own = spec?.externalIPs ?? []
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return own.length > 0 ? own.join(',') : '<none>'
    case 'LoadBalancer': {
      const balanced = addressesText(status?.loadBalancer?.ingress)
      const all = [...(balanced ? [balanced] : []), ...own]
      return all.length > 0 ? all.join(',') : '<pending>'
    }
    case 'ExternalName':
      return spec.externalName ?? ''
    default:
      return '<unknown>'
  }
}

function portsText({spec}: Service): string {
  const ports = (spec?.ports ?? []).map(({port, nodePort, protocol}) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  )
  return ports.join(',') || '<none>'
}
