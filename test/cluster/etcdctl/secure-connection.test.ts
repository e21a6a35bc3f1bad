import assert from 'node:assert/strict'
import type {EtcdClientHost} from '../../../src/cluster/containers/etcd-client.ts'
import type {FlagValues} from '../../../src/cluster/etcdctl/command.ts'
import {connectSecurely} from '../../../src/cluster/etcdctl/secure-connection.ts'
import {Pki} from '../../../src/cluster/pki/index.ts'
import {PemMemory} from '../../../src/cluster/pki/pem-store.ts'

const now = Date.now()
const pki = new Pki(new PemMemory(), () => now)
const client = pki.issued('client', {subject: {commonName: 'client'}, usages: ['client']}, 'etcd-ca')
const other = pki.admin()
const files: Record<string, string> = {
  ca: pki.etcdCa().certificate,
  'other-ca': pki.ca().certificate,
  crt: client.certificate,
  key: client.key,
  'other-crt': other.certificate,
  'other-key': other.key,
}
const node = '172.18.0.2'

/** What it is to connect with these flags, and how long it took. */
async function connect(line: string, {ip = node, isUp = true} = {}): Promise<string> {
  const given = Object.fromEntries(line.split(' ').map(word => word.split('=') as [string, string]))
  const {endpoints = '127.0.0.1:2379', ...flags} = given
  let slept = 0
  let said = ''
  const host = {
    ip,
    cwd: '/',
    now: () => now,
    stderr: {write: (text: string) => (said += text)},
    async sleep(milliseconds: number) {
      slept += milliseconds
    },
    files: {
      resolvePath: (_: string, path: string) => path,
      readBytes(path: string) {
        if (files[path] === undefined) throw new Error('none')
        return Buffer.from(files[path])
      },
    },
  } as unknown as EtcdClientHost
  const server = {ip: node, ca: pki.etcdCa().certificate, isUp: () => isUp}
  try {
    await connectSecurely({...flags, endpoints: endpoints.split(',')} as FlagValues, host, server)
    return 'ok'
  } catch (error) {
    const reason = said && (JSON.parse(said) as {error: string}).error.replace(/^.*last connection error: /, '')
    return `${(error as Error).message}${slept ? ` after ${slept}` : ''}${reason && `: ${reason}`}`
  }
}

const secured = 'cacert=ca cert=crt key=key'
const late = 'context deadline exceeded after 5000: '
const refused = (place: string) =>
  `${late}connection error: desc = "transport: Error while dialing: dial tcp ${place}: connect: connection refused"`

describe("reaching etcd's server from a pod", () => {
  const cases: [line: string, expected: string, from?: {ip?: string; isUp?: boolean}][] = [
    [`endpoints=https://127.0.0.1:2379 ${secured}`, 'ok'],
    [`endpoints=https://localhost:2379 ${secured}`, 'ok'],
    [`endpoints=https://${node}:2379 ${secured}`, 'ok', {ip: '10.244.1.2'}],
    [secured, 'ok'],
    [
      'endpoints=https://127.0.0.1:2379 insecure-skip-tls-verify=no cert=crt key=key',
      `${late}connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority"`,
    ],
    ['endpoints=127.0.0.1:2379', `${late}connection error: desc = "error reading server preface: EOF"`],
    [
      `endpoints=http://127.0.0.1:2379 ${secured}`,
      `${late}connection error: desc = "error reading server preface: EOF"`,
    ],
    [
      'cacert=ca',
      `${late}connection error: desc = "error reading server preface: remote error: tls: certificate required"`,
    ],
    [
      'cacert=other-ca cert=crt key=key',
      `${late}connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority"`,
    ],
    [
      'cacert=ca cert=other-crt key=other-key',
      `${late}connection error: desc = "error reading server preface: remote error: tls: bad certificate"`,
    ],
    ['cacert=ca cert=crt key=other-key', 'tls: private key does not match public key'],
    ['cacert=ca cert=crt', 'KeyFile and CertFile must both be present'],
    ['cacert=none', 'open none: no such file or directory'],
    [`endpoints=https://127.0.0.1:2380 ${secured}`, refused('127.0.0.1:2380')],
    [`endpoints=https://127.0.0.1:2379 ${secured}`, refused('127.0.0.1:2379'), {ip: '172.18.0.3'}],
    [`endpoints=https://127.0.0.1:2379 ${secured}`, refused('127.0.0.1:2379'), {isUp: false}],
  ]
  for (const [line, expected, from] of cases)
    it(`${line}${from ? ` from ${JSON.stringify(from)}` : ''}`, async () => {
      assert.equal(await connect(line, from), expected)
    })
})
