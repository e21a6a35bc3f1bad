import {createHash, createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'

/** The key pair that signs service account tokens. */
export interface SigningKey {
  privateKey: KeyObject
  publicKey: KeyObject
  /** Which key of the published set it is: a hash of the public key, as Kubernetes derives it. */
  id: string
}

export function signingKey(pem: {privateKey: string; publicKey: string}): SigningKey {
  const publicKey = createPublicKey(pem.publicKey)
  const der = publicKey.export({type: 'spki', format: 'der'})
  return {
    privateKey: createPrivateKey(pem.privateKey),
    publicKey,
    id: createHash('sha256').update(der).digest('base64url'),
  }
}

/** What a token says, once its signature has been checked. */
export async function verifiedPayload(token: string, {publicKey}: SigningKey): Promise<string> {
  const {compactVerify} = await import('jose')
  try {
    const {payload} = await compactVerify(token, publicKey, {algorithms: ['RS256']})
    return Buffer.from(payload).toString()
  } catch {
    // The words of the library that Kubernetes uses, which reach whoever reviews a token.
    throw new Error('go-jose/go-jose: error in cryptographic primitive')
  }
}
