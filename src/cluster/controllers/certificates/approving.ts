import {builtin} from '../../../api/builtin-resources.ts'
import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {Client} from '../../../client/client.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {contentOf, hasCondition} from './request.ts'
import {kubeletClientProblem} from './usages.ts'

/** Somebody may be given the right later: asked again now and then. */
const again: ReconcileResult = {requeueAfter: 60_000, background: true}

const messages: Record<string, string> = {
  selfnodeclient: 'Auto approving self kubelet client certificate after SubjectAccessReview.',
  nodeclient: 'Auto approving kubelet client certificate after SubjectAccessReview.',
}

/** Approves the client certificates of kubelets: new ones for who may make `nodeclient` requests, renewals for the node itself. */
export function createCertificateApproving(context: ComponentContext): Component {
  const requests = context.informers.informer<CertificateSigningRequest>(builtin.certificateSigningRequests)
  const {client} = context

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const request = requests.get(name)
    if (!request || request.status?.certificate) return
    if (hasCondition(request, 'Approved') || hasCondition(request, 'Denied')) return
    const kinds = recognized(request)
    for (const kind of kinds)
      if (await mayCreate(client, request, kind)) return approve(client, request, messages[kind]!)
    return kinds.length > 0 ? again : undefined
  }

  return createController(context, {
    name: 'certificatesigningrequest-approving-controller',
    queue: 'certificate',
    watches: [watch(requests, ({metadata}) => [metadata.name!])],
    reconcile,
  })
}

function recognized(request: CertificateSigningRequest): string[] {
  if (request.spec.signerName !== 'kubernetes.io/kube-apiserver-client-kubelet') return []
  const content = contentOf(request)
  if (kubeletClientProblem(content, request.spec.usages ?? [])) return []
  return request.spec.username === content.commonName ? ['selfnodeclient', 'nodeclient'] : ['nodeclient']
}

async function mayCreate(client: Client, {spec}: CertificateSigningRequest, subresource: string): Promise<boolean> {
  const {username: user, uid, groups, extra} = spec
  const resourceAttributes = {
    group: 'certificates.k8s.io',
    resource: 'certificatesigningrequests',
    verb: 'create',
    subresource,
    version: '*',
  }
  const review = await client.create<KubeObject & {status?: {allowed?: boolean}}>(
    {group: 'authorization.k8s.io', version: 'v1', resource: 'subjectaccessreviews'},
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: {},
      spec: {user, ...(uid && {uid}), ...(groups && {groups}), ...(extra && {extra}), resourceAttributes},
    },
  )
  return review.status?.allowed === true
}

async function approve(client: Client, request: CertificateSigningRequest, message: string): Promise<undefined> {
  const approved = {type: 'Approved', status: 'True', reason: 'AutoApproved', message}
  const path = {...builtin.certificateSigningRequests, name: request.metadata.name!, subresource: 'approval'}
  const conditions = [...(request.status?.conditions ?? []), approved]
  try {
    await client.update(path, {...request, status: {...request.status, conditions}})
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
