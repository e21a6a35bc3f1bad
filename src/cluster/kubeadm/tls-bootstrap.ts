import {generateKeyPairSync} from 'node:crypto'
import {builtin} from '../../api/builtin-resources.ts'
import type {CertificateSigningRequest} from '../../api/kinds.ts'
import {requestCertificate} from '../pki/index.ts'
import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'

/** How often a certificate is looked for that has been asked for, and how long between; milliseconds. */
const attempts = 300
const interval = 1000

/** Has the cluster give a node the certificate of its kubelet, which asks for it with the token that it joins with; PEM of the certificate and its key. */
export async function bootstrapKubelet(kubeadm: Kubeadm, token: string): Promise<string> {
  const {node, sleep, clientWith} = kubeadm
  const client = clientWith(token)
  const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'})
  const request = requestCertificate({commonName: `system:node:${node}`, organizations: ['system:nodes']}, privateKey)
  const {metadata} = await client.create<CertificateSigningRequest>(builtin.certificateSigningRequests, {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: {generateName: 'csr-'},
    spec: {
      request: Buffer.from(request).toString('base64'),
      signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
      usages: ['digital signature', 'client auth'],
    },
  })
  const path = {...builtin.certificateSigningRequests, name: metadata.name!}
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const certificate = (await client.get<CertificateSigningRequest>(path)).status?.certificate as string | undefined
    if (certificate)
      return Buffer.from(certificate, 'base64').toString() + privateKey.export({type: 'pkcs8', format: 'pem'})
    await sleep(interval)
  }
  throw new Failure(
    'error execution phase kubelet-wait-bootstrap: failed while waiting for TLS bootstrap: context deadline exceeded',
  )
}
