const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
])

/** Why a request to another server got no answer, in the words of Go's HTTP client. */
export function dialProblem(
  error: Error & {code?: string},
  {host, port, serverName}: {host: string; port: number; serverName: string},
): string {
  const {code = '', name, message, cause} = error
  if ([name, (cause as Error | undefined)?.name].includes('TimeoutError')) return 'context deadline exceeded'
  if (name === 'AbortError') return 'context canceled'
  if (code === 'ECONNREFUSED') return `dial tcp ${triedAddress(error) ?? host}:${port}: connect: connection refused`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `dial tcp: lookup ${host}: no such host`
  if (code === 'ECONNRESET') return 'EOF'
  if (code === 'EPROTO') return 'http: server gave HTTP response to HTTPS client'
  const certificate = 'tls: failed to verify certificate: x509: '
  if (untrusted.has(code)) return `${certificate}certificate signed by unknown authority`
  if (code === 'CERT_HAS_EXPIRED') return `${certificate}certificate has expired or is not yet valid`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = [...message.matchAll(/DNS:([^,\s]+)/g)].map(match => match[1]).join(', ')
    return `${certificate}certificate is valid for ${names}, not ${serverName || host}`
  }
  return message
}

/** The address that a name led to, the first where it led to several. */
function triedAddress(error: Error & {address?: string; errors?: {address?: string}[]}): string | undefined {
  const address = error.address ?? error.errors?.[0]?.address
  return address?.includes(':') ? `[${address}]` : address
}
