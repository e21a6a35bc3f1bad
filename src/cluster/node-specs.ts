import type {NodeSpec} from './kubelet/index.ts'

/** Where the API server is reached from within the cluster. */
export const controlPlaneAddress = '172.18.0.2'

/** Which of the nodes are the control plane's. */
export const controlPlaneNames = ['control-plane']

/**
 * The nodes of a cluster: one control plane, and workers behind it. Addresses are those of a network of their own; pods have 10.244.0.0/16 and, of more than 256
 * nodes, what follows it, beginning again at 10.0.0.0/16 after 10.255.0.0/16 (as the node IPAM controller counts).
 */
export function nodeSpecs(workers: number): NodeSpec[] {
  const names = [...controlPlaneNames, ...Array.from({length: workers}, (_, index) => `worker-${index + 1}`)]
  return names.map((name, index) => ({
    name,
    address: `172.18.${(index + 2) >> 8}.${(index + 2) & 255}`,
    podCIDR: `10.${(244 + (index >> 8)) & 255}.${index & 255}.0/24`,
    ...(index === 0 && {controlPlane: true}),
    // Where there is no other node, this one has to take everybody's pods.
    ...(workers === 0 && {taints: []}),
  }))
}
