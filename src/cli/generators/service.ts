import {isDns1123Subdomain, isPortName, isPortNumber} from '../../api/names.ts'
import {type Flag, int, string, stringSlice} from '../flags/flag.ts'
import type {Generator} from './generator.ts'

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
type ServiceFlags = {
  tcp: Flag<string[]>
  clusterip?: Flag<string>
  'node-port'?: Flag<number>
  'external-name'?: Flag<string>
}

const tcp = stringSlice({usage: 'Ports, as <port>:<targetPort>.'})

export const clusterIpService = service('ClusterIP', {
  tcp,
  clusterip: string({usage: "The cluster IP to take; 'None' for a service without one."}),
})
export const nodePortService = service('NodePort', {
  tcp,
  'node-port': int({usage: 'The port of every node that leads to the service.'}),
})
export const loadBalancerService = service('LoadBalancer', {tcp})
export const externalNameService = service('ExternalName', {
  tcp,
  'external-name': string({required: true, usage: 'The name outside that the service stands for.'}),
})

/** A service of one type that selects the pods labelled app=NAME. */
function service<Flags extends ServiceFlags>(type: ServiceType, flags: Flags): Generator<Flags> {
  return {
    flags,
    target: {group: '', version: 'v1', resource: 'services', namespaced: true},
    failure: `${type} service: `,
    unsaved: true,
    generate({name, flags: given}) {
      const {
        tcp,
        clusterip: clusterIP = '',
        'node-port': nodePort = 0,
        'external-name': externalName = '',
      } = given as {
        tcp: string[]
        clusterip?: string
        'node-port'?: number
        'external-name'?: string
      }
      if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName')
        throw new Error('at least one tcp port specifier must be provided')
      if (type === 'ExternalName' && isDns1123Subdomain(externalName).length > 0)
        throw new Error(`invalid service external name ${externalName}`)
      const ports = tcp.map(text => ({name: text.replaceAll(':', '-'), protocol: 'TCP', ...parsePorts(text), nodePort}))
      const labels = {app: name}
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {name, labels},
        spec: {ports, selector: labels, clusterIP, type, externalName},
      }
    },
  }
}

/** `80:8080`, `80:http`, `80`. */
function parsePorts(text: string): {port: number; targetPort: number | string} {
  const [first = '', target] = text.split(':')
  const port = parsePort(first)
  if (target === undefined) return {port, targetPort: port}
  if (!/^[+-]?\d+$/.test(target)) return {port, targetPort: valid(target, isPortName(target))}
  return {port, targetPort: valid(Number(target), isPortNumber(Number(target)))}
}

function valid<T>(value: T, problems: readonly string[]): T {
  if (problems.length > 0) throw new Error(problems.join(','))
  return value
}

function parsePort(text: string): number {
  const parsing = `strconv.ParseUint: parsing ${JSON.stringify(text)}`
  if (!/^\d+$/.test(text)) throw new Error(`${parsing}: invalid syntax`)
  if (Number(text) > 65_535) throw new Error(`${parsing}: value out of range`)
  return Number(text)
}
