import {isIP} from 'node:net'
import {ConnectionError} from './connection-error.ts'
import {nameServer} from './name-server.ts'

/** Why a request found no server, in Go's words; what its caller aborted stays as it is. */
export function dialError(error: Error, method: string, url: string): Error {
  if (error.name === 'AbortError') return error
  if (error.name === 'ProxyError')
    return new ConnectionError({
      method,
      url,
      why: error.message,
      refused: 'code' in error && error.code === 'ECONNREFUSED',
    })
  const {code, address, port} = networkError(error)
  const dial = address ? `dial tcp ${address}${port ? `:${port}` : ''}: ` : ''
  const host = new URL(url).hostname
  if (code === 'ECONNREFUSED')
    return new ConnectionError({method, url, why: `${dial}connect: connection refused`, refused: true, code})
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new ConnectionError({method, url, why: `dial tcp: lookup ${host}${nameServer()}: no such host`})
  if (code === 'ETIMEDOUT') return new ConnectionError({method, url, why: `${dial}i/o timeout`})
  if (code === 'ECONNRESET') return new ConnectionError({method, url, why: 'EOF', code})
  return new ConnectionError({method, url, why: tlsReason(code, error, host), ...(code && {code})})
}

function networkError(error: Error): {code?: string; address?: string; port?: number} {
  const inner = (error as {errors?: Error[]}).errors?.[0] ?? error
  return inner as {code?: string; address?: string; port?: number}
}

/** Go names what the certificate is valid for, of the same sort as what it was asked for. */
function otherNames(error: Error, host: string): string {
  const {host: asked = host, cert} = error as {host?: string; cert?: {subjectaltname?: string}}
  const names = (cert?.subjectaltname ?? '').split(', ')
  const sort = isIP(asked) ? 'IP Address:' : 'DNS:'
  const valid = names.filter(name => name.startsWith(sort)).map(name => name.slice(sort.length))
  if (valid.length === 0)
    return isIP(asked)
      ? `cannot validate certificate for ${asked} because it doesn't contain any IP SANs`
      : `certificate is not valid for any names, but wanted to match ${asked}`
  return `certificate is valid for ${valid.join(', ')}, not ${asked}`
}

function tlsReason(code: string | undefined, error: Error, host: string): string {
  const {message} = error
  if (code === 'CERT_HAS_EXPIRED')
    return 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `tls: failed to verify certificate: x509: ${otherNames(error, host)}`
  if (code && /SELF_SIGNED|UNABLE_TO/.test(code))
    return 'tls: failed to verify certificate: x509: certificate signed by unknown authority'
  if (code === 'EPROTO' && message.includes('wrong version number'))
    return 'http: server gave HTTP response to HTTPS client'
  return message
}
