import type {KubeObject} from '../../api/object.ts'
import {isForbidden, isNotFound} from '../../api/status-error.ts'
import {outputFlags} from '../flags/output-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {alignLines} from '../printers/tab-writer.ts'
import {asGoStruct} from '../typed/go-struct.ts'

export const whoAmIFlags = outputFlags

interface UserInfo {
  username?: string
  uid?: string
  groups?: string[]
  extra?: Record<string, string[]>
}

/** Shows whom the server takes the user for. */
export async function whoAmI(invocation: Invocation<typeof whoAmIFlags>): Promise<void> {
  const wantsObject = invocation.changed('output')
  const printer = wantsObject ? await printerFor(invocation, {operation: '', keepOrder: true}) : undefined
  const client = await invocation.client()
  const path = {group: 'authentication.k8s.io', version: 'v1', resource: 'selfsubjectreviews'}
  const review = {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {}}
  const answer = await client.create<KubeObject>(path, review).catch(error => {
    throw explained(error)
  })
  const {userInfo = {}} = (answer['status'] ?? {}) as {userInfo?: UserInfo}
  invocation.out(printer ? printer.print(asGoStruct(answer)) : alignLines(rows(userInfo)))
}

const list = (values: readonly string[]): string => `[${values.join(' ')}]`

function rows({username, uid, groups = [], extra = {}}: UserInfo): string[][] {
  return [
    ['ATTRIBUTE', 'VALUE'],
    ...(username ? [['Username', username]] : []),
    ...(uid ? [['UID', uid]] : []),
    ...(groups.length > 0 ? [['Groups', list(groups)]] : []),
    ...Object.keys(extra)
      .sort()
      .map(key => [`Extra: ${key}`, list(extra[key] ?? [])]),
  ]
}

function explained(error: unknown): unknown {
  if (isForbidden(error))
    return new Error(
      'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
    )
  if (isNotFound(error))
    return new Error(
      'the selfsubjectreviews API is not enabled in the cluster\nenable APISelfSubjectReview feature gate and authentication.k8s.io/v1alpha1 or authentication.k8s.io/v1beta1 API',
    )
  return error
}
