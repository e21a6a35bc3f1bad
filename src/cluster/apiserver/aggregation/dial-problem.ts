const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
])

/** Why a connection to an aggregated API server failed, in Go's words. */
export function dialProblem(
  {code = '', message, name}: Error & {code?: string},
  {host, port, serverName}: {host: string; port: number; serverName: string},
): string {
  if (name === 'AbortError') return 'context canceled'
  if (name === 'TimeoutError') return 'context deadline exceeded'
  if (code === 'ECONNREFUSED') return `dial tcp ${host}:${port}: connect: connection refused`
  if (code === 'ECONNRESET') return 'EOF'
  const certificate = 'tls: failed to verify certificate: x509: '
  if (untrusted.has(code)) return `${certificate}certificate signed by unknown authority`
  if (code === 'CERT_HAS_EXPIRED') return `${certificate}certificate has expired or is not yet valid`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = [...message.matchAll(/DNS:([^,\s]+)/g)].map(match => match[1]).join(', ')
    return `${certificate}certificate is valid for ${names}, not ${serverName}`
  }
  return message
}
