/** The files of a container, as the tools of etcd need them. */
export interface ClientFiles {
  resolvePath(base: string, path: string): string
  exists(path: string): Promise<boolean>
  stat(path: string): Promise<{isDirectory: boolean}>
  readdir(path: string): Promise<string[]>
  mkdir(path: string, options: {recursive: boolean}): Promise<void>
  chmod(path: string, mode: number): Promise<void>
  readBytes(path: string): Uint8Array
  writeFile(path: string, content: Uint8Array): Promise<void>
  writeWithZeros(path: string, data: Uint8Array, zeros: number): void
}

/** Where somebody calls etcdctl or etcdutl in a container. */
export interface EtcdClientHost {
  files: ClientFiles
  cwd: string
  env: Record<string, string>
  stdin: string
  stdout: {write(text: string): unknown}
  stderr: {write(text: string): unknown}
  signal: AbortSignal
  /** The address it calls from. */
  ip: string
  now(): number
  sleep(milliseconds: number): Promise<void>
}

/** Runs one of etcd's own tools on the cluster's store; resolves to its exit code. */
export type EtcdClient = (program: 'etcdctl' | 'etcdutl', argv: string[], host: EtcdClientHost) => Promise<number>
