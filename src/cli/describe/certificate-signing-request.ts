import {humanDuration} from '../../api/duration.ts'
import type {CertificateSigningRequest} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {inlineLabels} from './parts/metadata.ts'
import {longTime} from './parts/values.ts'

/** A CertificateSigningRequest: who asks for what, and what became of it. */
export const certificateSigningRequest = describer<CertificateSigningRequest>(async ({metadata, spec, status}, out) => {
  // The library wants this to be there before it is loaded.
  await import('reflect-metadata')
  const {Pkcs10CertificateRequest, SubjectAlternativeNameExtension} = await import('@peculiar/x509')
  const pem = Buffer.from(String(spec.request), 'base64').toString()
  const request = new Pkcs10CertificateRequest(pem)
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Labels', inlineLabels(metadata.labels))
  out.field(0, 'Annotations', inlineLabels(metadata.annotations))
  out.field(0, 'CreationTimestamp', longTime(metadata.creationTimestamp))
  out.field(0, 'Requesting User', spec.username)
  if (spec.signerName) out.field(0, 'Signer', spec.signerName)
  if (spec.expirationSeconds !== undefined)
    out.field(0, 'Requested Duration', humanDuration(spec.expirationSeconds * 1000))
  out.field(0, 'Status', statusText(status))
  const subject = (...fields: string[]) => fields.flatMap(field => request.subjectName.getField(field))
  out.line(0, 'Subject:')
  out.line(0, `\tCommon Name:\t${subject('CN').at(-1) ?? ''}`)
  out.line(0, `\tSerial Number:\t${subject('2.5.4.5').at(-1) ?? ''}`)
  writeList(out, 'Organization', subject('O'))
  writeList(out, 'Organizational Unit', subject('OU'))
  writeList(out, 'Country', subject('C'))
  writeList(out, 'Locality', subject('L'))
  writeList(out, 'Province', subject('ST'))
  writeList(out, 'StreetAddress', subject('2.5.4.9'))
  writeList(out, 'PostalCode', subject('2.5.4.17'))
  const alternative =
    request.extensions.find(extension => extension instanceof SubjectAlternativeNameExtension)?.names.items ?? []
  if (alternative.length === 0) return
  const names = (type: string) => alternative.filter(name => name.type === type).map(({value}) => value)
  out.line(0, 'Subject Alternative Names:')
  writeList(out, 'DNS Names', names('dns'))
  writeList(out, 'Email Addresses', names('email'))
  writeList(out, 'URIs', names('url'))
  writeList(out, 'IP Addresses', names('ip'))
})

function statusText(status: CertificateSigningRequest['status']): string {
  const has = (type: string): boolean => (status?.conditions ?? []).some(condition => condition.type === type)
  const verdict = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${verdict}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`
}

function writeList(out: Description, title: string, values: readonly string[]): void {
  if (values.length > 0) out.line(0, `\t${title}:\t${values.join('\n\t\t')}`)
}
