/** What kubeadm does to a node's files. */
export interface KubeadmFiles {
  exists(path: string): Promise<boolean>
  readFile(path: string): Promise<string>
  writeFile(path: string, text: string): Promise<void>
}

/** The process that kubeadm is. */
export interface KubeadmHost {
  files: KubeadmFiles
  env: Record<string, string>
  uid: number
  now(): number
  /** Whether a URL leads to the API server from there. */
  isApiServer(url: string): boolean
}

/** kubeadm, for who calls it on a node; it looks after the cluster by its API. */
export type KubeadmClient = (
  argv: readonly string[],
  host: KubeadmHost,
) => Promise<{stdout: string; stderr: string; exitCode: number}>
