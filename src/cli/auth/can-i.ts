import type {JsonObject, KubeObject} from '../../api/object.ts'
import {SilentExit} from '../errors/command-error.ts'
import {bool, string} from '../flags/flag.ts'
import {allNamespacesFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {accessList} from './access-list.ts'

export const canIFlags = {
  ...allNamespacesFlag,
  list: bool({usage: 'Show everything that is allowed.'}),
  'no-headers': bool({usage: 'No line of column names.'}),
  quiet: bool({short: 'q', usage: 'Only the exit code tells.'}),
  subresource: string({usage: 'A subresource, such as pods/log.'}),
}

export type CanIInvocation = Invocation<typeof canIFlags>

const resourceVerbs =
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
    ' ',
  )
const urlVerbs = 'get put post head options delete patch *'.split(' ')
/** What the impersonate verb knows and no server lists. */
const undiscoverable = ['users', 'groups']

/** Says whether something is allowed; the exit code is 1 where it is not. */
export async function canI(invocation: CanIInvocation): Promise<void> {
  const {flags, args} = invocation
  if (flags.list) {
    if (args.length > 0) throw new Error('list option must be specified with no arguments')
    if (flags.quiet || flags['all-namespaces'] || flags.subresource)
      throw new Error("list option can't be specified with neither quiet, all-namespaces nor subresource options")
    return accessList(invocation)
  }
  const [verb = '', what = ''] = args
  if (args.length !== 2)
    throw new Error(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    )
  const spec = what.startsWith('/') ? urlSpec(invocation, verb, what) : await resourceSpec(invocation, verb, what)
  if (flags['no-headers']) throw new Error('--no-headers cannot be set without --list specified')
  const {allowed, reason, evaluationError} = await review(invocation, spec)
  const details = [reason, evaluationError].filter(Boolean).map(text => ` - ${text}`)
  if (!flags.quiet) invocation.out(allowed ? 'yes\n' : `no${details.join('')}\n`)
  if (!allowed) throw new SilentExit()
}

function urlSpec(invocation: CanIInvocation, verb: string, path: string): JsonObject {
  if (invocation.flags.subresource) throw new Error('--subresource can not be used with NonResourceURL')
  if (!urlVerbs.includes(verb)) invocation.warn(`verb '${verb}' is not a known verb\n`)
  return {nonResourceAttributes: {path, verb}}
}

async function resourceSpec(invocation: CanIInvocation, verb: string, what: string): Promise<JsonObject> {
  const {flags} = invocation
  const slash = what.indexOf('/')
  const [type, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)]
  const {discovery, namespace} = await invocation.connect()
  const word = type.toLowerCase()
  // A server that does not answer has no such type either; the question itself will tell why.
  const found = type === '*' ? [] : await discovery.resources(word).catch(error => loggedRefusal(error, invocation))
  const [served] = found
  const [plain = '', ...group] = word.split('.')
  if (type !== '*' && !served && !undiscoverable.includes(word))
    invocation.warn(
      `the server doesn't have a resource type '${plain}'${group.length > 0 ? ` in group '${group.join('.')}'` : ''}\n`,
    )
  if (!flags['all-namespaces']) {
    if (served && !served.namespaced)
      invocation.warn(
        `resource '${served.resource}' is not namespace scoped${served.group ? ` in group '${served.group}'` : ''}\n`,
      )
    if (!resourceVerbs.includes(verb)) invocation.warn(`verb '${verb}' is not a known verb\n`)
  }
  return {
    resourceAttributes: {
      ...(!flags['all-namespaces'] && {namespace}),
      verb,
      ...(served?.group && {group: served.group}),
      resource: served?.resource ?? type,
      ...(flags.subresource && {subresource: flags.subresource}),
      ...(name && {name}),
    },
  }
}

async function loggedRefusal(error: unknown, invocation: CanIInvocation): Promise<[]> {
  const {isDiscoveryFailure, logRefusals} = await import('../errors/log-refusals.ts')
  if (!isDiscoveryFailure(error)) throw error
  logRefusals(error, invocation, 2)
  return []
}

async function review(
  invocation: CanIInvocation,
  spec: JsonObject,
): Promise<{allowed: boolean; reason?: string; evaluationError?: string}> {
  const path = {group: 'authorization.k8s.io', version: 'v1', resource: 'selfsubjectaccessreviews'}
  const object = {apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', metadata: {}, spec}
  const client = await invocation.client()
  const answer = await client.create<KubeObject>(path, object)
  return (answer['status'] ?? {allowed: false}) as {allowed: boolean}
}
