/** What kubeadm does to a node's files. */
export interface KubeadmFiles {
  exists(path: string): Promise<boolean>
  readFile(path: string): Promise<string>
  writeFile(path: string, text: string): Promise<void>
  chmod(path: string, mode: number): Promise<void>
  mkdir(path: string, options: {recursive: boolean}): Promise<void>
  readdir(path: string): Promise<string[]>
  rm(path: string, options: {recursive: boolean; force: boolean}): Promise<void>
}

/** The process that kubeadm is. */
export interface KubeadmHost {
  files: KubeadmFiles
  env: Record<string, string>
  uid: number
  /** The node it is on. */
  node: string
  /** What somebody has typed, or piped in. */
  answer(): Promise<string>
  stdout(text: string): void
  now(): number
  sleep(milliseconds: number): Promise<void>
  /** Whether a URL leads to the API server from there. */
  isApiServer(url: string): boolean
  /** Starts and stops the node's services, as systemctl does. */
  service(verb: 'start' | 'stop' | 'restart', name: string): Promise<void>
  isActive(service: string): boolean
  /** Ends and removes the node's pods, behind their kubelet's back, but for the one that kubeadm is called in. */
  removeContainers(): Promise<void>
}

/** kubeadm, for who calls it on a node; it looks after the cluster by its API. */
export type KubeadmClient = (
  argv: readonly string[],
  host: KubeadmHost,
) => Promise<{stdout: string; stderr: string; exitCode: number}>
