import {type Answer, text} from '../../answering.ts'
import type {ProgramHost} from '../../program.ts'

/** What an admission webhook is asked about (admission.k8s.io AdmissionRequest), as far as the tests' webhooks look. */
export interface AdmissionRequest {
  uid: string
  operation: string
  name?: string
  subResource?: string
  resource: {group: string; version: string; resource: string}
  object: ReviewedObject | null
  oldObject: ReviewedObject | null
}

export interface ReviewedObject {
  metadata?: {name?: string; labels?: Record<string, string>}
  data?: Record<string, string>
  [field: string]: unknown
}

export interface Verdict {
  allowed: boolean
  /** Why, as part of a Status. */
  status?: {message?: string; reason?: string; status?: string; code?: number}
  /** A JSON patch. */
  patch?: object[]
}

/** Decides; may take its time. */
export type Review = (request: AdmissionRequest, host: ProgramHost) => Verdict | Promise<Verdict>

/** Answers AdmissionReviews by what a function says of them. */
export const reviewed =
  (review: Review): Answer =>
  async ({headers, body}, host) => {
    if (headers['content-type'] !== 'application/json') return {status: 200}
    let asked: {kind?: string; apiVersion?: string; request?: AdmissionRequest}
    try {
      asked = JSON.parse(body)
    } catch (error) {
      return text(`Request could not be decoded: ${(error as Error).message}\n`, 400)
    }
    const {kind, apiVersion, request} = asked
    if (kind !== 'AdmissionReview' || !request || !/^admission\.k8s\.io\/v1(beta1)?$/.test(apiVersion ?? ''))
      return text(`Unsupported group version kind: ${apiVersion}, Kind=${kind}\n`, 400)
    const {allowed, status, patch} = await review(request, host)
    const encoded = patch && Buffer.from(JSON.stringify(patch)).toString('base64')
    const response = {
      uid: request.uid,
      allowed,
      ...(status && {status: {metadata: {}, ...status}}),
      ...(encoded && {patch: encoded, patchType: 'JSONPatch'}),
    }
    return {
      status: 200,
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({kind, apiVersion, response}),
    }
  }
