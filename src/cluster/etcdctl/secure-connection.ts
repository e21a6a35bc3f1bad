import {createPrivateKey, X509Certificate} from 'node:crypto'
import type {EtcdClientHost} from '../containers/etcd-client.ts'
import type {FlagValues} from './command.ts'
import {exitCodes, Failure} from './failure.ts'

export interface EtcdServer {
  /** The address of the machine that it listens on, beside that machine's own loopback. */
  ip: string
  /** PEM of the authority that signs its certificate and those of its clients. */
  ca: string
  /** Whether it runs. */
  isUp(): boolean
}

/** Reaches an etcd that wants to know its clients, with the certificates that the flags name; fails as etcdctl does where they are not enough. */
export async function connectSecurely(flags: FlagValues, host: EtcdClientHost, server: EtcdServer): Promise<void> {
  const credentials = readCredentials(flags, host)
  for (const endpoint of flags['endpoints'] as string[]) {
    const problem = problemOf(endpoint, credentials, host, server)
    if (problem === undefined) continue
    await host.sleep(commandTimeout)
    host.stderr.write(`${JSON.stringify(retrying(endpoint, problem, host.now()))}\n`)
    throw new Failure(exitCodes.error, 'context deadline exceeded')
  }
}

/** How long a command goes on trying (--command-timeout); milliseconds. */
const commandTimeout = 5_000

interface ClientCredentials {
  authority?: string
  certificate?: string
  skipsVerification: boolean
}

function readCredentials(flags: FlagValues, {files, cwd}: EtcdClientHost): ClientCredentials {
  const read = (name: string): string | undefined => {
    const path = String(flags[name] ?? '')
    if (path === '') return undefined
    try {
      return Buffer.from(files.readBytes(files.resolvePath(cwd, path))).toString()
    } catch {
      throw new Failure(exitCodes.error, `open ${path}: no such file or directory`)
    }
  }
  const [authority, certificate, key] = [read('cacert'), read('cert'), read('key')]
  if ((certificate === undefined) !== (key === undefined))
    throw new Failure(exitCodes.error, 'KeyFile and CertFile must both be present')
  if (certificate !== undefined && !belongTogether(certificate, key!))
    throw new Failure(exitCodes.error, 'tls: private key does not match public key')
  return {
    ...(authority !== undefined && {authority}),
    ...(certificate !== undefined && {certificate}),
    skipsVerification: flags['insecure-skip-tls-verify'] === true,
  }
}

function problemOf(
  endpoint: string,
  {authority, certificate, skipsVerification}: ClientCredentials,
  host: EtcdClientHost,
  server: EtcdServer,
): string | undefined {
  const [, scheme, name = '', port = ''] = /^(?:(\w+):\/\/)?(.*?)(?::(\d+))?\/?$/.exec(endpoint) ?? []
  const isLocal = (name === '127.0.0.1' || name === 'localhost') && host.ip === server.ip
  if (!(isLocal || name === server.ip) || port !== '2379' || !server.isUp())
    return `connection error: desc = "transport: Error while dialing: dial tcp ${name === 'localhost' ? '127.0.0.1' : name}:${port || '2379'}: connect: connection refused"`
  const isSecure = scheme === 'https' || (scheme === undefined && (authority ?? certificate) !== undefined)
  if (!isSecure) return 'connection error: desc = "error reading server preface: EOF"'
  if (!skipsVerification && (authority === undefined || !isSame(authority, server.ca)))
    return 'connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority"'
  if (certificate === undefined)
    return 'connection error: desc = "error reading server preface: remote error: tls: certificate required"'
  if (!isSignedBy(certificate, server.ca))
    return 'connection error: desc = "error reading server preface: remote error: tls: bad certificate"'
  return undefined
}

/** What the client library logs of it. */
const retrying = (endpoint: string, problem: string, now: number) => ({
  level: 'warn',
  ts: new Date(now).toISOString().replace(/Z$/, '000Z'),
  logger: 'etcd-client',
  caller: 'v3/retry_interceptor.go:63',
  msg: 'retrying of unary invoker failed',
  target: `etcd-endpoints://0xc0002de3c0/${endpoint.replace(/^\w+:\/\//, '')}`,
  attempt: 0,
  error: `rpc error: code = DeadlineExceeded desc = latest balancer error: last connection error: ${problem}`,
})

function belongTogether(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

function isSame(one: string, other: string): boolean {
  try {
    return new X509Certificate(one).fingerprint256 === new X509Certificate(other).fingerprint256
  } catch {
    return false
  }
}

function isSignedBy(certificate: string, authority: string): boolean {
  try {
    return new X509Certificate(certificate).verify(new X509Certificate(authority).publicKey)
  } catch {
    return false
  }
}
