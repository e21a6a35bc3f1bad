import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  pendingMetadata,
  required,
} from '../../../../api/field-error.ts'
import type {CertificateSigningRequest} from '../../../../api/kinds.ts'
import {parseCertificateRequest, usageWords} from '../../../pki/index.ts'
import {type Errors, each, supportedWord} from '../../validation/errors.ts'
import {certificateProblem} from './certificate.ts'
import {conditionErrors} from './conditions.ts'
import {validateSignerName} from './signer-name.ts'

const legacySigner = 'kubernetes.io/legacy-unknown'

export const validateCsr = (request: CertificateSigningRequest): FieldError[] => [...errorsOf(request)]

/** What an update may set: the verdict through `approval`, the certificate through `status`, neither on the object itself. */
export interface CsrUpdateRules {
  approval?: boolean
  certificate?: boolean
}

export const validateCsrUpdate = (
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
  rules: CsrUpdateRules = {},
): FieldError[] => [...errorsOf(request, old), ...updateErrors(request, old, rules), pendingMetadata('U')]

function* errorsOf(request: CertificateSigningRequest, old?: CertificateSigningRequest): Errors {
  const {spec, status} = request
  const problem = requestProblem(spec.request)
  if (problem) yield invalidValue('spec.request', spec.request ?? null, problem)
  const list = spec.usages ?? []
  if (list.length === 0) yield required('spec.usages')
  yield* each('spec.usages', list, (usage, path) => supportedWord(path, usage, usageWords))
  for (const [index, usage] of list.entries())
    if (list.indexOf(usage) < index) yield duplicate(`spec.usages[${index}]`, usage)
  yield* signerErrors(spec.signerName ?? '', old?.spec.signerName)
  const seconds = spec.expirationSeconds
  if (seconds !== undefined && seconds < 600)
    yield invalidValue(
      'spec.expirationSeconds',
      seconds,
      'may not specify a duration less than 600 seconds (10 minutes)',
    )
  yield* conditionErrors('status.conditions', status?.conditions ?? [], old?.status?.conditions)
  if (old && status?.certificate === old.status?.certificate) return
  const flaw = certificateProblem(status?.certificate)
  if (flaw) yield invalidValue('status.certificate', '<certificate data>', flaw)
}

/** Requests of times long past may still have the signer that took anything. */
function* signerErrors(name: string, before: string | undefined): Errors {
  if (name !== legacySigner) yield* validateSignerName('spec.signerName', name)
  else if (before !== legacySigner)
    yield invalidValue('spec.signerName', name, 'the legacy signerName is not allowed via this API version')
}

function requestProblem(request: string | undefined): string | undefined {
  try {
    parseCertificateRequest(Buffer.from(request ?? '', 'base64').toString('latin1')).checkSignature()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function* updateErrors(
  {status}: CertificateSigningRequest,
  {status: before}: CertificateSigningRequest,
  {approval, certificate}: CsrUpdateRules,
): Errors {
  const path = 'status.conditions'
  const count = (of: typeof status, type: string) => (of?.conditions ?? []).filter(one => one.type === type).length
  for (const type of ['Approved', 'Denied', 'Failed'])
    if (count(status, type) < count(before, type))
      yield forbiddenField(path, `updates may not remove a condition of type ${JSON.stringify(type)}`)
  for (const type of approval ? [] : ['Approved', 'Denied'])
    if (count(status, type) > count(before, type))
      yield forbiddenField(path, `updates may not add a condition of type ${JSON.stringify(type)}`)
  if ((status?.certificate ?? '') === (before?.certificate ?? '')) return
  if (!certificate) yield forbiddenField('status.certificate', 'updates may not set certificate content')
  else if (before?.certificate)
    yield forbiddenField('status.certificate', 'updates may not modify existing certificate content')
}
