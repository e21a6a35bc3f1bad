import type {SecureContextOptions} from 'node:tls'
import type {ProgramHost} from '../program.ts'

/** What a server is given to answer TLS with: paths. */
export interface KeyPairFiles {
  certificate: string | undefined
  key: string | undefined
}

/** The image's own, for who calls it localhost. */
const ofImage = '/localhost.crt'

/** The key pair in these files; without them the image has one that nobody trusts. */
export async function keyPairIn(host: ProgramHost, {certificate, key}: KeyPairFiles): Promise<SecureContextOptions> {
  if (certificate && key && certificate !== ofImage) {
    const files = await host.files()
    return {cert: Buffer.from(files.readBytes(certificate)), key: Buffer.from(files.readBytes(key))}
  }
  const own = host.network.ownPrograms?.keyPair()
  if (!own) throw new Error('no key pair')
  return {cert: own.certificate, key: own.key}
}
