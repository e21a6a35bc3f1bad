import {duplicate, type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {CertificateSigningRequest} from '../../../../api/kinds.ts'
import {type Errors, each, requiredWord, supportedWord} from '../../validation/errors.ts'
import {validateSignerName} from './signer-name.ts'

export const validateCsr = (request: CertificateSigningRequest): FieldError[] => [...errorsOf(request)]

const usages = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
]

function* errorsOf({spec, status}: CertificateSigningRequest): Errors {
  const problem = requestProblem(spec.request)
  if (problem) yield invalidValue('spec.request', spec.request ?? null, problem)
  const list = spec.usages ?? []
  if (list.length === 0) yield required('spec.usages')
  yield* each('spec.usages', list, (usage, path) => supportedWord(path, usage, usages))
  for (const [index, usage] of list.entries())
    if (list.indexOf(usage) < index) yield duplicate(`spec.usages[${index}]`, usage)
  if (spec.signerName === 'kubernetes.io/legacy-unknown')
    yield invalidValue('spec.signerName', spec.signerName, 'the legacy signerName is not allowed via this API version')
  else yield* validateSignerName('spec.signerName', spec.signerName ?? '')
  const seconds = spec.expirationSeconds
  if (seconds !== undefined && seconds < 600)
    yield invalidValue(
      'spec.expirationSeconds',
      seconds,
      'may not specify a duration less than 600 seconds (10 minutes)',
    )
  yield* conditionErrors('status.conditions', status?.conditions ?? [])
}

const verdicts = ['Approved', 'Denied', 'Failed']

function* conditionErrors(
  path: string,
  conditions: NonNullable<NonNullable<CertificateSigningRequest['status']>['conditions']>,
): Errors {
  const seen = new Set<string>()
  for (const [index, {type, status}] of conditions.entries()) {
    const at = `${path}[${index}]`
    if (!type) yield required(`${at}.type`)
    yield* requiredWord(`${at}.status`, status, verdicts.includes(type) ? ['True'] : ['False', 'True', 'Unknown'])
    const opposite = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined
    if (opposite && seen.has(opposite))
      yield invalidValue(path, type, 'Approved and Denied conditions are mutually exclusive')
    if (seen.has(type)) yield duplicate(`${at}.type`, type)
    seen.add(type)
  }
}

/** The request is PEM; that its contents are sound is for its signer to see. */
function requestProblem(request: string | undefined): string | undefined {
  const text = Buffer.from(request ?? '', 'base64').toString('latin1')
  const [, type] = /-----BEGIN ([^-]+)-----[\s\S]*?-----END \1-----/.exec(text) ?? []
  return type === 'CERTIFICATE REQUEST' ? undefined : 'PEM block type must be CERTIFICATE REQUEST'
}
