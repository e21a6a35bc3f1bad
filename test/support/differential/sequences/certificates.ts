import type {Step} from '../compare-sequences.ts'
import {apply, get, mergePatch, post, put, remove, send, setup} from './step.ts'

const requests = '/apis/certificates.k8s.io/v1/certificatesigningrequests'
/** Of CN=a, and of CN=system:node:n, O=system:nodes. */
export const plainRequest =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlITU1IUUNBUUF3RWpFUU1BNEdBMVVFQXd3SFpYaGhiWEJzWlRCWk1CTUdCeXFHU000OUFnRUdDQ3FHU000OQpBd0VIQTBJQUJGb0w0UXZUN3UwTGJTUHNaZW1SbnRZS2VPZnRqMHNVaWUwc0gzUHJrK1ltR3B5QW9hek5wcjlNClZIaElhUTlTbFVkM2NDTUluWXRPbDRmcGNlRXFCMGFnQURBS0JnZ3Foa2pPUFFRREFnTklBREJGQWlCVGh5UmIKMUdRdW1tcVk4NHFvVE0xMDkwb2NrQ0Mxd25nTUZyTFBIWTc1NUFJaEFKNVlxcmE2ZmF4RGlvN0FEVGF5WmpTQgpJWWh0NkVrQ3RBTjNvbG9wTWczNQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const signers = [
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  'kubernetes.io/kubelet-serving',
  'kubernetes.io/legacy-unknown',
  'kubernetes.io/nosuch',
  'example.com/signer',
  'example.com/a/b',
  'example.com',
  'Example.com/x',
  'example.com/X_y.z',
  '/x',
  '',
  `${'a'.repeat(64)}.example.com/x`,
  `example.com/${'x'.repeat(600)}`,
]
const usages: unknown[] = [
  ['client auth'],
  ['digital signature', 'key encipherment', 'client auth'],
  ['server auth'],
  ['nosuch'],
  ['client auth', 'client auth'],
  [],
  undefined,
  'x',
]
const texts = [
  plainRequest,
  '',
  base64('nothing'),
  base64('-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n'),
  base64('-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n'),
  base64('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
  base64(`${Buffer.from(plainRequest, 'base64').toString()}more`),
  base64(`x${Buffer.from(plainRequest, 'base64').toString()}`),
  '!',
]
const csr = (name: string, spec: object) => ({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: {name},
  spec: {request: plainRequest, signerName: 'example.com/signer', usages: ['client auth'], ...spec},
})
export const someCertificate =
  '-----BEGIN CERTIFICATE-----\nMIIBADCBp6ADAgECAgEBMAoGCCqGSM49BAMCMAwxCjAIBgNVBAMMAWEwHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAMMQowCAYDVQQDDAFh\n-----END CERTIFICATE-----\n'
const certificates = [
  '',
  base64('nothing'),
  base64(someCertificate),
  base64('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
  base64('-----BEGIN CERTIFICATE-----\nX: y\n\nAAAA\n-----END CERTIFICATE-----\n'),
  base64('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'),
  base64(`text\n${someCertificate}`),
  '!',
]
const conditions: unknown[] = [
  [{type: 'Approved', status: 'True'}],
  [{type: 'Approved', status: 'True', reason: 'r', message: 'm', lastUpdateTime: '2020-01-01T00:00:00Z'}],
  [{type: 'Denied', status: 'True'}],
  [{type: 'Failed', status: 'True'}],
  [{type: 'Approved', status: 'False'}],
  [{type: 'Approved', status: 'Nosuch'}],
  [{type: 'Approved'}],
  [
    {type: 'Approved', status: 'True'},
    {type: 'Approved', status: 'True'},
  ],
  [
    {type: 'Approved', status: 'True'},
    {type: 'Denied', status: 'True'},
  ],
  [{type: 'Other', status: 'False'}],
  [],
  null,
  'x',
]
const approver = {'impersonate-user': 'approver'}

/** Requests for certificates, what signs them, and what approves and denies them. */
export const certificateRequests: Step[] = [
  ...signers.map(signerName => post(`${requests}?dryRun=All`, csr('s', {signerName}))),
  ...usages.map(each => post(`${requests}?dryRun=All`, csr('s', {usages: each}))),
  ...texts.map(request => post(`${requests}?dryRun=All`, csr('s', {request}))),
  ...[599, 600, 0, -1, 3600, 'x', 2_147_483_648].map(expirationSeconds =>
    post(`${requests}?dryRun=All`, csr('s', {expirationSeconds})),
  ),
  ...signers
    .slice(0, 5)
    .flatMap(signerName =>
      usages.slice(0, 3).map(each => post(`${requests}?dryRun=All`, csr('s', {signerName, usages: each}))),
    ),
  post(`${requests}?dryRun=All`, csr('s', {username: 'other', uid: 'u', groups: ['g'], extra: {a: ['b']}})),
  send('POST', `${requests}?dryRun=All`, csr('s', {}), {'impersonate-user': 'nobody'}),
  ...['first', 'second', 'third'].flatMap(name => {
    const own = `${requests}/sequences-${name}`
    return [setup(remove(own)), setup(post(requests, csr(`sequences-${name}`, {})))]
  }),
  ...conditions.flatMap(each => [
    mergePatch(`${requests}/sequences-first/approval?dryRun=All`, {status: {conditions: each}}),
    mergePatch(`${requests}/sequences-first/status?dryRun=All`, {status: {conditions: each}}),
    mergePatch(`${requests}/sequences-first?dryRun=All`, {status: {conditions: each}}),
  ]),
  ...certificates.flatMap(each => [
    mergePatch(`${requests}/sequences-first/status?dryRun=All`, {status: {certificate: each}}),
    mergePatch(`${requests}/sequences-first/approval?dryRun=All`, {status: {certificate: each}}),
  ]),
  ...['approval', 'status'].flatMap(sub => [
    get(`${requests}/sequences-second/${sub}`),
    get(`${requests}/nosuch/${sub}`),
    send(
      'PATCH',
      `${requests}/sequences-second/${sub}`,
      {},
      {...approver, 'content-type': 'application/merge-patch+json'},
    ),
    put(`${requests}/sequences-second/${sub}`, csr('other', {})),
    put(`${requests}/sequences-second/${sub}?dryRun=All`, csr('sequences-second', {signerName: 'example.com/other'})),
    apply(`${requests}/sequences-second/${sub}?fieldManager=m&dryRun=All`, {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: {name: 'sequences-second'},
      status: {conditions: [{type: 'Approved', status: 'True', reason: 'r'}]},
    }),
  ]),
  mergePatch(`${requests}/sequences-second/approval?fieldManager=m`, {status: {conditions: conditions[1]}}),
  ...conditions.map(each =>
    mergePatch(`${requests}/sequences-second/approval?dryRun=All`, {status: {conditions: each}}),
  ),
  mergePatch(`${requests}/sequences-third/approval?fieldManager=m`, {status: {conditions: conditions[2]}}),
  ...conditions.map(each =>
    mergePatch(`${requests}/sequences-third/approval?dryRun=All`, {status: {conditions: each}}),
  ),
  mergePatch(`${requests}/sequences-third`, {spec: {signerName: 'example.com/other', usages: ['server auth']}}),
  mergePatch(`${requests}/sequences-third`, {spec: {request: 'QQ=='}}),
  get(`${requests}?fieldSelector=spec.signerName%3Dexample.com/signer&labelSelector=none`),
  ...['first', 'second', 'third'].map(name => remove(`${requests}/sequences-${name}`)),
]
