import {string, stringArray} from '../flags/flag.ts'
import type {Generator} from './generator.ts'

const flags = {
  annotation: stringArray({usage: 'An annotation of the ingress, as key=value.'}),
  class: string({usage: 'The ingress class.'}),
  'default-backend': string({usage: 'Where what no rule takes goes, as service:port.'}),
  rule: stringArray({
    usage: 'host/path=service:port[,tls[=secret]]. A path that ends with * is taken as a prefix.',
  }),
}

const validRule = /^[\w*\-.]*\/.*=[\w-]+:[\w-]+(,(tls)=?([\w-]+)?)?/

/** An ingress of rules, a default backend, or both. */
export const ingress: Generator<typeof flags> = {
  flags,
  target: {group: 'networking.k8s.io', version: 'v1', resource: 'ingresses', namespaced: true},
  failure: 'ingress: ',
  generate({name, flags: {annotation, class: ingressClass, 'default-backend': backend, rule: rules}}) {
    check(rules, annotation, backend)
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {name, annotations: Object.fromEntries(annotation.map(cut))},
      spec: {
        ...(ingressClass && {ingressClassName: ingressClass}),
        ...(backend && {defaultBackend: backendOf(backend)}),
        tls: tlsOf(rules),
        rules: rulesOf(rules),
      },
    }
  },
}

function check(rules: readonly string[], annotations: readonly string[], backend: string): void {
  if (!backend && rules.length === 0)
    throw new Error(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    )
  for (const rule of rules)
    if (!validRule.test(rule))
      throw new Error(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`)
  for (const annotation of annotations)
    if (!annotation.includes('='))
      throw new Error(`annotation ${annotation} is invalid and should be in format key=[value]`)
  if (backend && backend.split(':').length !== 2)
    throw new Error('default-backend should be in format servicename:serviceport')
}

const cut = (pair: string): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]

interface IngressTls {
  hosts: string[]
  secretName: string
}

/** A host gets one secret, the first; hosts of one secret stand together. */
function tlsOf(rules: readonly string[]): IngressTls[] {
  const list: IngressTls[] = []
  const seen = new Set<string>()
  for (const rule of rules) {
    const parts = rule.split(',')
    const host = rule.split('/')[0] ?? ''
    if (parts.length !== 2 || seen.has(host)) continue
    seen.add(host)
    const secretName = parts[1]?.split('=')[1] ?? ''
    const same = list.find(tls => tls.secretName === secretName)
    if (same) same.hosts.push(host)
    else if (host || secretName) list.push({hosts: host ? [host] : [], secretName})
  }
  return list
}

interface IngressRule {
  host: string
  http: {paths: unknown[]}
}

function rulesOf(rules: readonly string[]): IngressRule[] {
  const list: IngressRule[] = []
  for (const rule of rules) {
    const bare = rule.split(',')[0] ?? ''
    const slash = bare.indexOf('/')
    const host = bare.slice(0, slash)
    const path = pathOf(bare.slice(slash))
    const same = list.find(other => other.host === host)
    if (same) same.http.paths.push(path)
    else list.push({host, http: {paths: [path]}})
  }
  return list
}

function pathOf(text: string): unknown {
  const [path = '', service = ''] = text.split('=')
  const prefix = path.endsWith('*')
  return {
    path: prefix ? path.slice(0, -1) : path,
    pathType: prefix ? 'Prefix' : 'Exact',
    backend: backendOf(service),
  }
}

function backendOf(text: string): unknown {
  const [name = '', port = ''] = text.split(':')
  return {service: {name, port: /^[+-]?\d+$/.test(port) ? {number: Number(port)} : {name: port}}}
}
