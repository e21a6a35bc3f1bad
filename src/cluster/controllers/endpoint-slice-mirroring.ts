import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../api/builtin-resources.ts'
import type {EndpointSlice, Endpoints, Service} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {controllerRef} from '../runtime/controller-ref.ts'
import {createObjectClient} from '../runtime/object-client.ts'
import {managedByLabel, serviceNameLabel} from './endpoint-slice/index.ts'

const manager = 'endpointslicemirroring-controller.k8s.io'
const source = 'endpoint-slice-mirroring-controller'
const mostPerSubset = 1000
const notMirrored = new Set([
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
])

/** Copies Endpoints that people write themselves, for services without a selector, into EndpointSlices. */
export function createEndpointSliceMirroringController(context: ComponentContext): Component {
  const {informers} = context
  const services = informers.informer<Service>(builtin.services)
  const endpoints = informers.informer<Endpoints>(builtin.endpoints)
  const slices = informers.informer<EndpointSlice>(builtin.endpointSlices)
  slices.addIndex('mirror', slice => (isMirror(slice) ? [mirrored(slice)] : []))
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<undefined> => {
    const source = endpoints.get(key)
    const service = services.get(key)
    const existing = [...slices.byIndex('mirror', key)].sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))
    const wanted = source && service && isMirrored(source, service) ? mirrorsOf(source) : []
    for (const [index, slice] of wanted.entries()) {
      const present = existing[index]
      if (!present) await objects.create(builtin.endpointSlices, slice)
      else if (differs(present, slice)) await objects.update(builtin.endpointSlices, merged(present, slice))
    }
    for (const slice of existing.slice(wanted.length)) await objects.delete(builtin.endpointSlices, slice)
  }

  return createController(context, {
    name: source,
    queue: 'endpoint_slice_mirroring',
    watches: [
      watch(endpoints, object => [objectKey(object)]),
      watch(services, service => [objectKey(service)]),
      watch(slices, slice => (isMirror(slice) ? [mirrored(slice)] : [])),
    ],
    reconcile,
  })
}

const isMirror = ({metadata}: EndpointSlice): boolean => metadata.labels?.[managedByLabel] === manager
const mirrored = ({metadata}: EndpointSlice): string => `${metadata.namespace}/${metadata.labels?.[serviceNameLabel]}`

const isMirrored = ({metadata}: Endpoints, {spec}: Service): boolean =>
  spec?.selector === undefined &&
  !metadata.labels?.['endpointslice.kubernetes.io/skip-mirror'] &&
  !metadata.annotations?.['control-plane.alpha.kubernetes.io/leader']

/** A slice per subset and address family. */
function mirrorsOf(endpoints: Endpoints): EndpointSlice[] {
  const {namespace, name, labels, annotations = {}} = endpoints.metadata
  const kept = Object.fromEntries(Object.entries(annotations).filter(([key]) => !notMirrored.has(key)))
  return (endpoints.subsets ?? []).flatMap(({addresses = [], notReadyAddresses = [], ports = []}) => {
    const all = [
      ...addresses.map(address => ({address, ready: true})),
      ...notReadyAddresses.map(address => ({address, ready: false})),
    ].slice(0, mostPerSubset)
    return ['IPv4', 'IPv6'].flatMap(family => {
      const members = all.filter(({address}) => address.ip.includes(':') === (family === 'IPv6'))
      if (members.length === 0) return []
      return {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          generateName: `${name}-`,
          namespace,
          labels: {...labels, [serviceNameLabel]: name, [managedByLabel]: manager},
          ...(Object.keys(kept).length > 0 && {annotations: kept}),
          ownerReferences: [controllerRef(endpoints)],
        },
        addressType: family,
        endpoints: members.map(({address: {ip, hostname, nodeName, targetRef}, ready}) => ({
          addresses: [ip],
          conditions: {ready},
          ...(hostname && {hostname}),
          ...(nodeName && {nodeName}),
          ...(targetRef && {targetRef}),
        })),
        ports: ports.map(({name: portName = '', port, protocol, appProtocol}) => ({
          name: portName,
          port,
          protocol,
          ...(appProtocol && {appProtocol}),
        })),
      } as EndpointSlice
    })
  })
}

const differs = (present: EndpointSlice, wanted: EndpointSlice): boolean =>
  present.addressType !== wanted.addressType ||
  !isDeepStrictEqual(present.endpoints, wanted.endpoints) ||
  !isDeepStrictEqual(present.ports, wanted.ports) ||
  !isDeepStrictEqual({...present.metadata.labels}, {...wanted.metadata.labels})

const merged = (present: EndpointSlice, wanted: EndpointSlice): EndpointSlice => ({
  ...wanted,
  metadata: {...present.metadata, labels: wanted.metadata.labels, annotations: wanted.metadata.annotations},
})
