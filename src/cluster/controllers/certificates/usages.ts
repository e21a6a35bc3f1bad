import type {CertificateRequestContent} from '../../pki/index.ts'

/** What is wrong with a request for the certificate with which a kubelet calls the API server; undefined if nothing is. */
export function kubeletClientProblem(
  request: CertificateRequestContent,
  usages: readonly string[],
): string | undefined {
  if (!isOf(request, 'system:nodes')) return 'subject organization is not system:nodes'
  if (request.dnsNames.length > 0) return 'DNS subjectAltNames are not allowed'
  if (request.emailAddresses.length > 0) return 'Email subjectAltNames are not allowed'
  if (request.ipAddresses.length > 0) return 'IP subjectAltNames are not allowed'
  if (request.uris.length > 0) return 'URI subjectAltNames are not allowed'
  if (!request.commonName.startsWith('system:node:')) return 'subject common name does not begin with system:node:'
  return usageProblem(usages, 'client auth')
}

/** The same for the certificate with which a kubelet serves. */
export function kubeletServingProblem(
  request: CertificateRequestContent,
  usages: readonly string[],
): string | undefined {
  if (!isOf(request, 'system:nodes')) return 'subject organization is not system:nodes'
  if (request.dnsNames.length === 0 && request.ipAddresses.length === 0) return 'DNS or IP subjectAltName is required'
  if (request.emailAddresses.length > 0) return 'Email subjectAltNames are not allowed'
  if (request.uris.length > 0) return 'URI subjectAltNames are not allowed'
  const problem = usageProblem(usages, 'server auth')
  if (problem) return problem
  return request.commonName.startsWith('system:node:')
    ? undefined
    : 'subject common name does not begin with system:node:'
}

/** The same for any other client's. */
export function clientProblem(_request: CertificateRequestContent, usages: readonly string[]): string | undefined {
  const odd = usages.find(usage => !['client auth', 'digital signature', 'key encipherment'].includes(usage))
  if (odd) return `invalid usage for client certificate: ${odd}`
  return usages.includes('client auth') ? undefined : 'missing required usage for client certificate: client auth'
}

const isOf = ({organizations}: CertificateRequestContent, group: string): boolean =>
  organizations.length === 1 && organizations[0] === group

/** A kubelet asks for signatures and its purpose; RSA keys may also encipher keys. */
function usageProblem(usages: readonly string[], purpose: string): string | undefined {
  const wanted = [purpose, 'digital signature', 'key encipherment'].sort()
  const asked = [...new Set(usages)].filter(usage => usage !== 'key encipherment').sort()
  const fits = asked.length === 2 && asked.every(usage => wanted.includes(usage))
  return fits ? undefined : `usages did not match [${wanted.join(' ')}]`
}
