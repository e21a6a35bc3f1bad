import {X509Certificate} from 'node:crypto'

const block = /-----BEGIN ([^-\n]+)-----\s*\n([\s\S]*?)\n?-----END \1-----/g

/** What is wrong with the chain that a signer has written, base64 of PEM; nothing when it is empty. */
export function certificateProblem(chain: string | undefined): string | undefined {
  if (!chain) return undefined
  const blocks = [...Buffer.from(chain, 'base64').toString('latin1').matchAll(block)]
  for (const [text, type, body] of blocks) {
    if (type !== 'CERTIFICATE') return `only CERTIFICATE PEM blocks are allowed, found ${JSON.stringify(type)}`
    if (/^[^\n:]+:/m.test(body ?? '')) return 'no PEM block headers are permitted'
    try {
      new X509Certificate(text)
    } catch {
      return 'x509: malformed certificate'
    }
  }
  return blocks.length > 0 ? undefined : 'must contain at least one CERTIFICATE PEM block'
}
