/** Throws client-go's words for certificates of authorities that are none. */
export function checkAuthority(data: Buffer): void {
  const text = data.toString('latin1')
  if (/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(text)) return
  const why = /-----BEGIN [^-]+-----/.test(text)
    ? 'no valid certificate authority data seen'
    : 'unable to parse bytes as PEM block'
  throw new Error(`unable to load root certificates: ${why}`)
}

/** The same for a certificate and the key that belongs to it, as far as they are PEM at all. */
export function checkPair(certificate: Buffer, key: Buffer): void {
  for (const [what, data] of Object.entries({certificate, key}))
    if (!/-----BEGIN [^-]+-----/.test(data.toString('latin1')))
      throw new Error(`tls: failed to find any PEM data in ${what} input`)
}
