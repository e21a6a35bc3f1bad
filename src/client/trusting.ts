/**
 * TLS options with which whoever shows one of these certificates (PEM), or one that they signed, is believed, and nobody else.
 * As with Go, a server's own certificate and an intermediate authority's do without whoever signed them.
 */
export const trusting = <Ca extends string | Buffer>(ca: Ca): {ca: Ca; allowPartialTrustChain: true} => ({
  ca,
  allowPartialTrustChain: true,
})
