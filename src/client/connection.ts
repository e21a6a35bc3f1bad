import type {Client} from './client.ts'
import type {Discovery} from './discovery.ts'
import type {HttpsTarget} from './https-transport.ts'
import type {Kubeconfig} from './kubeconfig/kubeconfig.ts'
import type {RequestLog} from './request-log.ts'

/** What a user says about the server: the connection flags of every command, and the environment they are read in. */
export interface ConnectionOptions {
  env: Record<string, string | undefined>
  cwd: string
  /** `--kubeconfig`; else $KUBECONFIG, else the program's own file. */
  kubeconfig?: string
  context?: string
  cluster?: string
  /** The command asks for a client before it asks for a namespace, and complains of a missing cluster accordingly. */
  clientFirst?: boolean
  user?: string
  namespace?: string
  server?: string
  token?: string
  username?: string
  password?: string
  certificateAuthority?: string
  clientCertificate?: string
  clientKey?: string
  tlsServerName?: string
  insecureSkipTlsVerify?: boolean
  disableCompression?: boolean
  impersonate?: {user?: string; groups?: string[]; uid?: string}
  /** Milliseconds for a single request; 0 means for ever. */
  requestTimeout?: number
  cacheDir?: string
  userAgent?: string
  /** This machine's time; milliseconds since the epoch. */
  now(): number
  /** Who is told of files and requests; nobody unless the user wants to know. */
  log?: RequestLog
  /** Called with each `Warning` header's text. */
  onWarning?(text: string): void
}

/** An open way to one API server. Everything a command does with a cluster goes through it. */
export interface Connection {
  client: Client
  discovery: Discovery
  /** The namespace to work in: the flag's, the context's, or `default`. */
  namespace: string
  /** Where the server is, as messages name it: `https://127.0.0.1:6443`. */
  host: string
  /** The kubeconfig that was read, merged. */
  rawConfig: Kubeconfig
  /** The time that ages count to: the embedded cluster's, else this machine's. Milliseconds since the epoch. */
  now(): number
  /** Where other programs' HTTP reaches the same server with the same rights, for as long as this connection is open. */
  gateway(): Promise<HttpsTarget>
  /** One-shot clusters: lets everything that is due happen before the program ends. */
  settle?(): Promise<void>
  close(): Promise<void>
}
