import type {Container} from '../../../../api/kinds.ts'
import {containersOf, type PodSecurityCheck, quoted} from './check.ts'

/** Probes and lifecycle hooks ask the pod itself, nobody else. */
export const hostProbes: PodSecurityCheck = spec => {
  const bad = containersOf(spec).filter(container => hostsOf(container).length > 0)
  if (bad.length === 0) return undefined
  const names = [...new Set(bad.map(({name}) => name))].sort()
  const hosts = [...new Set(bad.flatMap(hostsOf))].sort()
  const [containers, use] = names.length === 1 ? ['container', 'uses'] : ['containers', 'use']
  const what = `probe or lifecycle host${hosts.length === 1 ? '' : 's'}`
  return {
    reason: 'probe or lifecycle host',
    detail: `${containers} ${quoted(names)} ${use} ${what} ${quoted(hosts)}`,
  }
}

const hostsOf = ({livenessProbe, readinessProbe, startupProbe, lifecycle}: Container): string[] =>
  [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop]
    .flatMap(each => [each?.httpGet?.host, each?.tcpSocket?.host])
    .flatMap(host => host || [])
