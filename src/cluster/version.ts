/** The Kubernetes that this cluster is. */
export const kubernetesVersion = 'v1.34.3'
