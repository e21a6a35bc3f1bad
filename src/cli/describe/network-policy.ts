import type {LabelSelector, NetworkPolicy} from '../../api/kinds.ts'
import {formatLabelSelector} from '../../api/selectors/index.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {orNone, plainTime} from './parts/values.ts'

type Spec = NonNullable<NetworkPolicy['spec']>
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number]
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number]

interface Rule {
  ports: readonly Port[]
  peers: readonly Peer[]
}

/** A NetworkPolicy: whose traffic it lets through. */
export const networkPolicy = describer<NetworkPolicy>(
  ({metadata, spec}, out) => {
    out.field(0, 'Name', metadata.name)
    out.field(0, 'Namespace', metadata.namespace)
    out.field(0, 'Created on', plainTime(metadata.creationTimestamp))
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    const {podSelector, policyTypes = [], ingress = [], egress = []} = spec ?? ({} as Spec)
    out.line(0, 'Spec:')
    const selector = isEmpty(podSelector)
      ? '<none> (Allowing the specific traffic to all pods in this namespace)'
      : formatLabelSelector(podSelector)
    out.line(1, `PodSelector:     ${selector}`)
    writeDirection(out, policyTypes.includes('Ingress'), {
      word: 'ingress',
      peers: 'From',
      any: 'From: <any> (traffic not restricted by source)',
      rules: ingress.map(({ports = [], from = []}) => ({ports, peers: from})),
    })
    writeDirection(out, policyTypes.includes('Egress'), {
      word: 'egress',
      peers: 'To',
      any: 'To: <any> (traffic not restricted by destination)',
      rules: egress.map(({ports = [], to = []}) => ({ports, peers: to})),
    })
    out.line(1, `Policy Types: ${orNone(policyTypes.join(', '))}`)
  },
  {events: false},
)

const isEmpty = (selector: LabelSelector | undefined): boolean =>
  Object.keys(selector?.matchLabels ?? {}).length === 0 && !selector?.matchExpressions?.length

interface Direction {
  word: string
  peers: string
  any: string
  rules: readonly Rule[]
}

function writeDirection(out: Description, enabled: boolean, {word, peers: title, any, rules}: Direction): void {
  if (!enabled) return out.line(1, `Not affecting ${word} traffic`)
  out.line(1, `Allowing ${word} traffic:`)
  if (rules.length === 0) out.line(2, `<none> (Selected pods are isolated for ${word} connectivity)`)
  for (const [index, {ports, peers}] of rules.entries()) {
    if (ports.length === 0) out.line(2, 'To Port: <any> (traffic allowed to all ports)')
    for (const port of ports) out.line(2, portText(port))
    if (peers.length === 0) out.line(2, any)
    for (const peer of peers) writePeer(out, title, peer)
    if (index < rules.length - 1) out.line(2, '----------')
  }
}

function portText({port, endPort, protocol = 'TCP'}: Port): string {
  const number = port ?? '<nil>'
  return endPort === undefined ? `To Port: ${number}/${protocol}` : `To Port Range: ${number}-${endPort}/${protocol}`
}

function writePeer(out: Description, title: string, {podSelector, namespaceSelector, ipBlock}: Peer): void {
  out.line(2, `${title}:`)
  if (namespaceSelector) out.line(3, `NamespaceSelector: ${formatLabelSelector(namespaceSelector)}`)
  if (podSelector) out.line(3, `PodSelector: ${formatLabelSelector(podSelector)}`)
  if (podSelector || namespaceSelector || !ipBlock) return
  out.line(3, 'IPBlock:')
  out.line(4, `CIDR: ${ipBlock.cidr}`)
  out.line(4, `Except: ${(ipBlock.except ?? []).join(', ')}`)
}
