import {createHash, X509Certificate} from 'node:crypto'
import {reasonOf} from '../../files/file-errors.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** openssl x509: what is in a certificate. */
export function opensslCommand({host}: ShellParts): Record<string, Run> {
  return {
    async openssl([command = '', ...args], context) {
      if (command === 'version') return ok('OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)\n')
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
