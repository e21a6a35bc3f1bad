import type {GroupVersionResource, KubeObject} from '../../api/object.ts'

/** An object of a fresh cluster and the collection that it belongs in. */
export interface BootstrapObject {
  resource: GroupVersionResource
  object: KubeObject
  /** Who makes it; default kubeadm. */
  fieldManager?: string
}

/** What a fresh cluster's objects depend on. */
export interface BootstrapOptions {
  /** PEM of the authority that signs the API server's and the clients' certificates. */
  caCertificate: string
  /** PEM of the authority that signs the front proxy's certificates; default the same. */
  requestHeaderCaCertificate?: string
  /** Where the API server is reached from within: an address and a port. */
  address: string
  port: number
  /** `v1.34.3`. */
  version: string
  clusterName?: string
}

export const serviceCidr = '10.96.0.0/12'
export const podCidr = '10.244.0.0/16'
export const clusterDns = '10.96.0.10'
export const kubernetesServiceIp = '10.96.0.1'

/** An object with a body: `object('v1', 'ConfigMap', {name}, {data})`. */
export const object = (
  apiVersion: string,
  kind: string,
  metadata: KubeObject['metadata'],
  body: Record<string, unknown> = {},
): KubeObject => ({apiVersion, kind, metadata, ...body})

/** The same objects, made by somebody else. */
export const madeBy = (fieldManager: string, objects: readonly BootstrapObject[]): BootstrapObject[] =>
  objects.map(each => ({...each, fieldManager}))
