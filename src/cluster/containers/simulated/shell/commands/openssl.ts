import {createHash, X509Certificate} from 'node:crypto'
import type {ExecResult} from 'just-bash'
import {reasonOf} from '../../files/file-errors.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** openssl x509 and verify: what is in a certificate, and whether it is an authority's. */
export function opensslCommand({host}: ShellParts): Record<string, Run> {
  return {
    async openssl([command = '', ...args], context) {
      if (command === 'version') return ok('OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)\n')
      if (command === 'verify') return verified(host, args, context.cwd)
      if (command !== 'x509') return failed(`Invalid command '${command}'; type "help" for a list.\n`)
      const path = args[args.indexOf('-in') + 1]
      let pem = String(context.stdin)
      if (args.includes('-in') && path !== undefined)
        try {
          pem = await host.files.readFile(host.files.resolvePath(context.cwd, path))
        } catch (error) {
          return failed(`Could not open file or uri for loading certificate from ${path}: ${reasonOf(error)}\n`)
        }
      let certificate: X509Certificate
      try {
        certificate = new X509Certificate(pem)
      } catch {
        return failed(
          `Could not find certificate from ${args.includes('-in') ? path : '<stdin>'}\nUnable to load certificate\n`,
        )
      }
      return shown(certificate, args, host.now())
    },
  }
}

/** Whether certificates are signed by the authorities in a file. */
async function verified({files, now}: ShellParts['host'], args: string[], cwd: string): Promise<ExecResult> {
  const at = args.indexOf('-CAfile')
  const read = async (path: string) => new X509Certificate(await files.readFile(files.resolvePath(cwd, path)))
  try {
    const authority = at < 0 ? undefined : await read(args[at + 1] ?? '')
    let stdout = ''
    let stderr = ''
    for (const path of args.filter((word, index) => !word.startsWith('-') && (at < 0 || index !== at + 1))) {
      const certificate = await read(path)
      const why = whyNot(certificate, authority, now())
      if (why === undefined) stdout += `${path}: OK\n`
      else stderr += `${nameOf(certificate.subject)}\nerror ${why}\nerror ${path}: verification failed\n`
    }
    return {stdout, stderr, exitCode: stderr ? 2 : 0}
  } catch (error) {
    return failed(`Could not open file or uri for loading certificate: ${reasonOf(error)}\n`)
  }
}

function whyNot(certificate: X509Certificate, authority: X509Certificate | undefined, now: number): string | undefined {
  if (!authority || !certificate.verify(authority.publicKey))
    return '20 at 0 depth lookup: unable to get local issuer certificate'
  return Date.parse(certificate.validTo) < now ? '10 at 0 depth lookup: certificate has expired' : undefined
}

function shown(certificate: X509Certificate, args: string[], now: number) {
  let text = ''
  for (const arg of args) text += Object.hasOwn(views, arg) ? views[arg]!(certificate) : ''
  const seconds = args[args.indexOf('-checkend') + 1]
  if (args.includes('-checkend') && seconds !== undefined) {
    const expires = Date.parse(certificate.validTo) < now + Number(seconds) * 1000
    return {stdout: `${text}Certificate will ${expires ? '' : 'not '}expire\n`, stderr: '', exitCode: expires ? 1 : 0}
  }
  return ok(args.includes('-noout') ? text : text + certificate.toString())
}

const views: Record<string, (certificate: X509Certificate) => string> = {
  '-startdate': ({validFrom}) => `notBefore=${validFrom}\n`,
  '-enddate': ({validTo}) => `notAfter=${validTo}\n`,
  '-dates': ({validFrom, validTo}) => `notBefore=${validFrom}\nnotAfter=${validTo}\n`,
  '-subject': ({subject}) => `subject=${nameOf(subject)}\n`,
  '-issuer': ({issuer}) => `issuer=${nameOf(issuer)}\n`,
  '-serial': ({serialNumber}) => `serial=${serialNumber}\n`,
  '-fingerprint': ({raw}) =>
    `SHA1 Fingerprint=${createHash('sha1').update(raw).digest('hex').toUpperCase().match(/../g)!.join(':')}\n`,
  '-pubkey': ({publicKey}) => String(publicKey.export({type: 'spki', format: 'pem'})),
  '-ext': ({subjectAltName}) => alternatives(subjectAltName),
  '-text': certificate => `Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number:
            ${certificate.serialNumber.toLowerCase().match(/../g)!.join(':')}
        Signature Algorithm: ecdsa-with-SHA256
        Issuer: ${nameOf(certificate.issuer)}
        Validity
            Not Before: ${certificate.validFrom}
            Not After : ${certificate.validTo}
        Subject: ${nameOf(certificate.subject)}
        Subject Public Key Info:
            Public Key Algorithm: ${certificate.publicKey.asymmetricKeyType === 'ec' ? 'id-ecPublicKey' : 'rsaEncryption'}
        X509v3 extensions:
${certificate.ca ? '            X509v3 Basic Constraints: critical\n                CA:TRUE\n' : ''}${usages(certificate)}${alternatives(certificate.subjectAltName).replace(/^(?=.)/gm, '            ')}`,
}

/** `O = system:masters, CN = kubernetes-admin`, from node's lines. */
const nameOf = (lines: string): string => lines.replace(/=/g, ' = ').replace(/\n/g, ', ')

const alternatives = (names: string | undefined): string =>
  names === undefined ? '' : `X509v3 Subject Alternative Name: \n    ${names}\n`

const usageNames: Record<string, string> = {
  '1.3.6.1.5.5.7.3.1': 'TLS Web Server Authentication',
  '1.3.6.1.5.5.7.3.2': 'TLS Web Client Authentication',
}

const usages = ({keyUsage = []}: X509Certificate): string =>
  keyUsage.length === 0
    ? ''
    : `            X509v3 Extended Key Usage: \n                ${keyUsage.map(id => usageNames[id] ?? id).join(', ')}\n`
