import type {JsonObject, KubeObject} from '../../api/object.ts'
import {isConflict, isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {bool} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {forEachTarget} from '../targets/targets.ts'

export const certificateFlags = {
  ...outputFlags,
  ...fileFlags,
  force: bool({usage: 'Say it again although it was said before.'}),
}

/** What a review decides. */
export interface Review {
  condition: 'Approved' | 'Denied'
  excludes: 'Approved' | 'Denied'
  operation: string
  reason: string
  message: string
}

const mostConflicts = 10

/** Approves or denies certificate signing requests. */
export async function reviewCertificates(
  invocation: Invocation<typeof certificateFlags>,
  review: Review,
): Promise<void> {
  const {flags, args} = invocation
  const printer = await printerFor(invocation, {operation: review.operation})
  if (args.length < 1 && flags.filename.length === 0 && !flags.kustomize)
    throw new Error('one or more CSRs must be specified as <name> or -f <filename>')
  const files = {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    asWritten: true,
  }
  const query = args.length > 0 ? {...files, types: ['certificatesigningrequests'], args} : files
  const client = await invocation.client()
  const found = await forEachTarget(invocation, {...query, latest: true}, async ({object, name}) => {
    if (object!.kind !== 'CertificateSigningRequest')
      throw new Error(`can only handle CertificateSigningRequest.certificates.k8s.io objects, got ${object!.kind}`)
    await decide(client, {name, review, force: flags.force, now: () => invocation.now()})
    invocation.out(printer.print(object!))
  })
  if (found === 0) invocation.out('No resources found\n')
}

async function decide(
  client: Client,
  {name, review, force, now}: {name: string; review: Review; force: boolean; now(): number},
): Promise<void> {
  const path = {group: 'certificates.k8s.io', version: 'v1', resource: 'certificatesigningrequests', name}
  for (let attempt = 0; ; attempt++) {
    const request = await client.get(path).catch(error => {
      throw isNotFound(error) ? new Error(`could not find v1 version of ${name}: ${error.message}`) : error
    })
    const decided = withCondition(request, review, now())
    if (!decided && !force) return
    try {
      await client.update({...path, subresource: 'approval'}, decided ?? request)
      return
    } catch (error) {
      if (!isConflict(error) || attempt >= mostConflicts) throw error
    }
  }
}

/** Undefined where the request has been decided so already. */
function withCondition(
  request: KubeObject,
  {condition, excludes, reason, message}: Review,
  now: number,
): KubeObject | undefined {
  const status = (request['status'] ?? {}) as JsonObject
  const conditions = (status['conditions'] ?? []) as JsonObject[]
  if (conditions.some(({type}) => type === excludes))
    throw new Error(`certificate signing request ${JSON.stringify(request.metadata.name)} is already ${excludes}`)
  if (conditions.some(({type}) => type === condition)) return undefined
  const lastUpdateTime = `${new Date(now).toISOString().slice(0, 19)}Z`
  const added = {type: condition, status: 'True', reason, message, lastUpdateTime}
  return {...request, status: {...status, conditions: [...conditions, added]}}
}
