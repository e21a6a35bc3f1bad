import {builtin} from '../../../api/builtin-resources.ts'
import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {CertificateRequestContent} from '../../pki/index.ts'
import {type Clock, timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {contentOf, hasCondition} from './request.ts'
import {clientProblem, kubeletClientProblem, kubeletServingProblem} from './usages.ts'

/** Makes a certificate, in PEM, of a request. */
export type SignCertificate = (
  request: CertificateRequestContent,
  terms: {usages: readonly string[]; expirationSeconds?: number},
) => string

type Rule = (request: CertificateRequestContent, usages: readonly string[]) => string | undefined

/** Kubernetes' own signers, and what each of them refuses. */
const signers: Record<string, Rule> = {
  'kubernetes.io/kube-apiserver-client': clientProblem,
  'kubernetes.io/kube-apiserver-client-kubelet': kubeletClientProblem,
  'kubernetes.io/kubelet-serving': kubeletServingProblem,
  'kubernetes.io/legacy-unknown': () => undefined,
}

/** Signs what has been approved, for the signers of Kubernetes' own, with the cluster's CA. */
export function createCertificateSigning(context: ComponentContext, {sign}: {sign: SignCertificate}): Component {
  const requests = context.informers.informer<CertificateSigningRequest>(builtin.certificateSigningRequests)
  const objects = createObjectClient(context)

  const reconcile = async (name: string): Promise<undefined> => {
    const request = requests.get(name)
    const rule = signers[request?.spec.signerName ?? '']
    if (!request || !rule || request.status?.certificate) return
    if (
      !hasCondition(request, 'Approved') ||
      hasCondition(request, 'Denied') ||
      hasCondition(request, 'Failed', 'True')
    )
      return
    const content = contentOf(request)
    const {usages = [], expirationSeconds} = request.spec
    const problem = rule(content, usages)
    const outcome = problem
      ? withFailure(request, problem, context.clock)
      : withCertificate(request, sign(content, {usages, ...(expirationSeconds !== undefined && {expirationSeconds})}))
    try {
      await objects.updateStatus(builtin.certificateSigningRequests, outcome)
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  return createController(context, {
    name: 'certificatesigningrequest-signing-controller',
    queue: 'certificate',
    watches: [watch(requests, ({metadata}) => [metadata.name!])],
    reconcile,
  })
}

const withCertificate = (request: CertificateSigningRequest, certificate: string): CertificateSigningRequest => ({
  ...request,
  status: {...request.status, certificate: Buffer.from(certificate).toString('base64')},
})

function withFailure(request: CertificateSigningRequest, message: string, clock: Clock): CertificateSigningRequest {
  const lastUpdateTime = timestamp(clock.now())
  const failed = {type: 'Failed', status: 'True', reason: 'SignerValidationFailure', message, lastUpdateTime}
  return {...request, status: {...request.status, conditions: [...(request.status?.conditions ?? []), failed]}}
}
