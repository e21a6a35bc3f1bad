export interface PodSandboxConfig {
  namespace: string
  name: string
  uid: string
  /** How often this pod has had a sandbox before. */
  attempt: number
  /** The node it runs on; one runtime may serve many. */
  node: string
  hostname: string
  /** What its full name has after the host's: `web.default.svc.cluster.local`; absent: it has none. */
  domain?: string
  /** The address the pod is given; the node's own with the host's network. */
  ip: string
  hostNetwork: boolean
  /** Its containers see each other's processes. */
  sharePids?: boolean
  /** They see the node's. */
  hostPids?: boolean
  /** Their users are others on the node. */
  hasOwnUsers?: boolean
  dns: {servers: string[]; searches: string[]; options: string[]}
  /** Kernel parameters that it has of its own. */
  sysctls?: Record<string, string>
  labels: Record<string, string>
  annotations: Record<string, string>
}

export interface PodSandboxStatus {
  id: string
  state: 'Ready' | 'NotReady'
  /** Milliseconds since the epoch. */
  createdAt: number
  ip: string
  config: PodSandboxConfig
}
