import 'reflect-metadata'
import {KeyObject} from 'node:crypto'
import {Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension} from '@peculiar/x509'

export interface RequestedNames {
  dns?: string[]
  ip?: string[]
  email?: string[]
  url?: string[]
}

/** A PKCS#10 request in PEM that another implementation has made, and the private key behind it. */
export async function certificateRequest({
  subject,
  names = {},
}: {
  subject: string
  names?: RequestedNames
}): Promise<{pem: string; base64: string; key: string}> {
  const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'}
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const alternatives = Object.entries(names).flatMap(([type, values]) =>
    (values as string[]).map(value => ({type: type as 'dns', value})),
  )
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: subject.split(',').map(pair => {
      const [type = '', value = ''] = pair.split('=')
      return {[type]: [value]}
    }),
    keys,
    signingAlgorithm: algorithm,
    extensions: alternatives.length > 0 ? [new SubjectAlternativeNameExtension(alternatives)] : [],
  })
  const pem = `${request.toString('pem')}\n`
  const key = KeyObject.from(keys.privateKey).export({type: 'pkcs8', format: 'pem'}) as string
  return {pem, base64: Buffer.from(pem).toString('base64'), key}
}
