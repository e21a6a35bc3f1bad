import type {Client} from '../client/client.ts'
import {registerLocalApis} from './apiserver/aggregation/local-api-services.ts'
import {reconcileBootstrapPolicy} from './apiserver/auth/rbac/reconcile.ts'
import type {FeatureGates} from './apiserver/enablement/feature-gates.ts'
import {bootstrap} from './bootstrap/index.ts'
import {controlPlaneAddress} from './node-specs.ts'
import type {Pki} from './pki/index.ts'
import {kubernetesVersion} from './version.ts'

/** Gives a cluster the objects that it must have before its components run: namespaces, roles, add-ons. Costs one look when they are there. */
export async function prepareCluster({
  client,
  pki,
  port,
  features,
}: {
  client: Client
  pki: Pki
  port: number
  features?: Pick<FeatureGates, 'enabled'>
}): Promise<void> {
  const options = {
    caCertificate: pki.ca().certificate,
    requestHeaderCaCertificate: pki.frontProxyCa().certificate,
    address: controlPlaneAddress,
    port,
    version: kubernetesVersion,
  }
  await bootstrap(client, options)
  await reconcileBootstrapPolicy(client, features)
  await registerLocalApis(client)
}
