import type {SecureContextOptions} from 'node:tls'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import type {SimulatedContainer} from './simulated-container.ts'

const day = 24 * 3600 * 1000
/** One for all who bring none: nobody who checks it would trust it. */
let selfSigned: Promise<SecureContextOptions> | undefined

/** The certificate and key that a server nobody knows uses: those of a mounted TLS secret, else some of its own. */
export async function ownKeyPair(container: SimulatedContainer): Promise<SecureContextOptions> {
  const files = await container.fileSystem()
  for (const {containerPath} of container.record.config.mounts) {
    const mounted = readPair(files, containerPath)
    if (mounted) return mounted
  }
  selfSigned ??= makeSelfSigned(container.around.clock.now())
  return selfSigned
}

function readPair(files: ContainerFileSystem, folder: string): SecureContextOptions | undefined {
  try {
    const read = (name: string): Buffer => Buffer.from(files.readBytes(`${folder}/${name}`))
    return {cert: read('tls.crt'), key: read('tls.key')}
  } catch {
    return undefined
  }
}

async function makeSelfSigned(now: number): Promise<SecureContextOptions> {
  const [{generateKeyPairSync}, {issueCertificate}] = await Promise.all([
    import('node:crypto'),
    import('../../pki/certificate.ts'),
  ])
  const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'})
  const subject = {commonName: 'localhost'}
  const cert = issueCertificate({
    subject,
    key: privateKey,
    issuer: {subject, key: privateKey},
    notBefore: now - day,
    notAfter: now + 3650 * day,
    usages: ['server'],
    names: ['localhost'],
  })
  return {cert, key: privateKey.export({type: 'pkcs8', format: 'pem'})}
}
