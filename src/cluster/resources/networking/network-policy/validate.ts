import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  pendingMetadata,
  required,
} from '../../../../api/field-error.ts'
import type {NetworkPolicy} from '../../../../api/kinds.ts'
import {isPortName} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, supportedWord} from '../../validation/errors.ts'
import {validateLegacyCidr} from '../../validation/ip.ts'
import {networkValue, parseCidr} from '../../validation/ip-address.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {validatePortNumber} from '../../validation/ports.ts'

type Spec = NonNullable<NetworkPolicy['spec']>
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number]
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number]

export const validateNetworkPolicy = ({spec}: NetworkPolicy): FieldError[] => [...specErrors(spec as Spec, [])]

export const validateNetworkPolicyUpdate = ({spec}: NetworkPolicy, old: NetworkPolicy): FieldError[] => {
  const peers = [
    ...(old.spec?.ingress ?? []).flatMap(({from}) => from ?? []),
    ...(old.spec?.egress ?? []).flatMap(({to}) => to ?? []),
  ]
  const known = peers.flatMap(({ipBlock}) => (ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : []))
  return [...validateNetworkPolicy({spec} as NetworkPolicy), pendingMetadata('U'), ...specErrors(spec as Spec, known)]
}

function* specErrors(spec: Spec, known: string[]): Errors {
  yield* validateLabelSelector('spec.podSelector', spec?.podSelector)
  yield* each('spec.ingress', spec?.ingress, function* ({ports, from}, path) {
    yield* each(`${path}.ports`, ports, portErrors)
    yield* each(`${path}.from`, from, (peer, at) => peerErrors(at, peer, known))
  })
  yield* each('spec.egress', spec?.egress, function* ({ports, to}, path) {
    yield* each(`${path}.ports`, ports, portErrors)
    yield* each(`${path}.to`, to, (peer, at) => peerErrors(at, peer, known))
  })
  const types = spec?.policyTypes ?? []
  if (types.length > 2) {
    yield invalidValue('spec.policyTypes', types, 'may not specify more than two policyTypes')
    return
  }
  yield* each('spec.policyTypes', types, (type, path) => supportedWord(path, type, ['Ingress', 'Egress']))
}

function* portErrors({protocol, port, endPort}: Port, path: string): Errors {
  if (protocol !== undefined && !['TCP', 'UDP', 'SCTP'].includes(protocol))
    yield notSupported(`${path}.protocol`, protocol, ['TCP', 'UDP', 'SCTP'])
  const at = `${path}.endPort`
  if (typeof port === 'number') {
    yield* validatePortNumber(`${path}.port`, port)
    if (endPort === undefined) return
    if (endPort < port) yield invalidValue(at, port, 'must be greater than or equal to `port`')
    yield* validatePortNumber(at, endPort)
    return
  }
  if (endPort !== undefined)
    yield invalidValue(
      at,
      endPort,
      `may not be specified when \`port\` is ${port === undefined ? 'not specified' : 'non-numeric'}`,
    )
  if (port !== undefined) yield* invalidBecause(`${path}.port`, port, isPortName(port))
}

function* peerErrors(path: string, {podSelector, namespaceSelector, ipBlock}: Peer, known: string[]): Errors {
  yield* validateLabelSelector(`${path}.podSelector`, podSelector)
  yield* validateLabelSelector(`${path}.namespaceSelector`, namespaceSelector)
  if (ipBlock) yield* blockErrors(`${path}.ipBlock`, ipBlock, known)
  if (!podSelector && !namespaceSelector && !ipBlock) yield required(path, 'must specify a peer')
  else if (ipBlock && (podSelector || namespaceSelector))
    yield forbiddenField(path, 'may not specify both ipBlock and another peer')
}

function* blockErrors(path: string, {cidr, except}: NonNullable<Peer['ipBlock']>, known: string[]): Errors {
  if (!cidr) {
    yield required(`${path}.cidr`)
    return
  }
  yield* validateLegacyCidr(`${path}.cidr`, cidr, known)
  const outer = parseCidr(cidr)
  if (!outer) return
  yield* each(`${path}.except`, except, function* (text, at) {
    yield* validateLegacyCidr(at, text, known)
    const inner = parseCidr(text)
    if (!inner) return
    const same = inner.address.version === outer.address.version
    const start = networkValue({address: {...inner.address, value: networkValue(inner)}, bits: outer.bits})
    if (!same || start !== networkValue(outer) || outer.bits >= inner.bits)
      yield invalidValue(at, text, 'must be a strict subset of `cidr`')
  })
}
