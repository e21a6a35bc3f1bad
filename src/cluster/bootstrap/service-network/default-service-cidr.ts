import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {ServiceCIDR} from '../../../api/kinds.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import type {Client} from '../../../client/client.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {type BootstrapObject, object, serviceCidr} from '../bootstrap-object.ts'

const fieldManager = 'kubernetes-service-cidr-controller'
const name = 'kubernetes'
const cidrs = [serviceCidr]

/** The network that services have their addresses from. */
export const defaultServiceCidr = (): BootstrapObject => ({
  resource: builtin.serviceCidrs,
  object: object('networking.k8s.io/v1', 'ServiceCIDR', {name}, {spec: {cidrs}}),
})

/** Says that the cluster's own ServiceCIDR is ready before anybody else does, unless somebody has said anything; `now` in milliseconds. */
export async function markDefaultServiceCidr(client: Client, found: ServiceCIDR, now: number): Promise<void> {
  const {apiVersion, kind, metadata, spec, status} = found
  const ready = status?.conditions?.find(({type}) => type === 'Ready')
  const settled = ready?.status === 'True' || ready?.status === 'False'
  if (metadata.deletionTimestamp || settled || !isDeepStrictEqual(spec?.cidrs, cidrs)) return
  const condition = {
    type: 'Ready',
    status: 'True',
    message: 'Kubernetes default Service CIDR is ready',
    lastTransitionTime: timestamp(now),
  }
  await client.patch(
    {...builtin.serviceCidrs, name, subresource: 'status'},
    'apply',
    {apiVersion, kind, metadata: {name}, status: {conditions: [condition]}},
    {fieldManager, force: true},
  )
}

/** Keeps the cluster's own ServiceCIDR. */
export function createDefaultServiceCidr(context: ComponentContext): Component {
  const {client, clock, informers} = context
  const networks = informers.informer<ServiceCIDR>(builtin.serviceCidrs)

  const reconcile = async (): Promise<undefined> => {
    const found = networks.get(name)
    if (found) await markDefaultServiceCidr(client, found, clock.now())
    else
      await client.create(builtin.serviceCidrs, defaultServiceCidr().object).catch((error: unknown) => {
        if (!isAlreadyExists(error)) throw error
      })
  }

  return createController(context, {
    name: fieldManager,
    watches: [watch(networks, ({metadata}) => (metadata.name === name ? [name] : []))],
    initialKeys: [name],
    workers: 1,
    reconcile,
  })
}
