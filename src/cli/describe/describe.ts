import {isNotFound, StatusError} from '../../api/status-error.ts'
import {asOneError, ErrorList, throwCollected} from '../errors/command-error.ts'
import {bool} from '../flags/flag.ts'
import {allNamespacesFlag, chunkSizeFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import {describeObject} from './describe-object.ts'
import type {DescribeContext} from './describer.ts'

export const describeFlags = {
  ...fileFlags,
  ...selectorFlag,
  ...allNamespacesFlag,
  ...chunkSizeFlag,
  'show-events': bool({default: true, usage: 'Also show the events about the object.'}),
}

export type DescribeInvocation = Invocation<typeof describeFlags>

/** Shows objects in detail, with what belongs to them. A name that is not there is taken for the beginning of one. */
export async function describe(invocation: DescribeInvocation): Promise<void> {
  const {flags, args, context} = invocation
  if (args.length === 0 && flags.filename.length === 0 && !flags.kustomize)
    throw new Error(
      `You must specify the type of resource to describe. Use "${context.program} api-resources" for a complete list of supported resources.\n`,
    )
  const {targets, errors} = await collectTargets(invocation, queryOf(invocation))
  // kubectl takes any two words for a type and the beginning of a name, two names in resource/name form as well.
  if (errors.length === 1 && isNotFound(errors[0]) && args.length === 2) return describeByPrefix(invocation, errors[0])
  const describing = await contextOf(invocation)
  // What a file describes is looked for when its turn comes, what is named before.
  const late: unknown[] = targetsByName(invocation)
    ? []
    : errors.filter(error => error instanceof StatusError).map(notFoundAnywhere)
  const early = targetsByName(invocation) ? errors : errors.filter(error => !(error instanceof StatusError))
  const failures = new Map(late.map(error => [messageOf(error), error]))
  let first = true
  for (const target of targets)
    try {
      if (target.name === '') throw new Error('resource name may not be empty')
      const text = await describeObject(target, describing)
      invocation.out(first ? text : `\n\n${text}`)
      first = false
    } catch (error) {
      if (!failures.has(messageOf(error))) failures.set(messageOf(error), error)
    }
  const all = [...asOneError(early), ...failures.values()]
  // Even one alone is one of several.
  if (all.length === 1 && !(all[0] instanceof ErrorList)) throw new ErrorList(all)
  throwCollected(all)
  if (targets.length === 0) await sayNothingFound(invocation)
}

/** Kinds that kubectl looks for in an older version when they are not there, which 1.34 does not serve. */
const oldVersions = [
  'ingresses',
  'ingressclasses',
  'endpointslices',
  'poddisruptionbudgets',
  'servicecidrs',
  'ipaddresses',
]

function notFoundAnywhere(error: StatusError): StatusError {
  if (!isNotFound(error) || !oldVersions.includes(error.status.details?.kind ?? '')) return error
  return new StatusError({...error.status, message: 'the server could not find the requested resource'})
}

const targetsByName = ({flags}: DescribeInvocation): boolean => flags.filename.length === 0 && !flags.kustomize

const queryOf = ({flags, args}: DescribeInvocation): TargetQuery => ({
  args,
  filename: flags.filename,
  kustomize: flags.kustomize,
  recursive: flags.recursive,
  selector: flags.selector,
  allNamespaces: flags['all-namespaces'],
  chunkSize: flags['chunk-size'],
  typeAloneMeansAll: true,
  latest: true,
})

async function contextOf(invocation: DescribeInvocation): Promise<DescribeContext> {
  const {flags} = invocation
  const client = await invocation.client()
  return {
    client,
    chunkSize: flags['chunk-size'],
    get now() {
      return invocation.now()
    },
    showEvents: flags['show-events'],
  }
}

async function describeByPrefix(invocation: DescribeInvocation, missing: unknown): Promise<void> {
  const [type = '', prefix = ''] = invocation.args
  const {targets, errors} = await collectTargets(invocation, {
    args: [type],
    chunkSize: invocation.flags['chunk-size'],
    typeAloneMeansAll: true,
    singleType: true,
  })
  throwCollected(errors)
  const matching = targets.filter(({name}) => name.startsWith(prefix))
  const describing = await contextOf(invocation)
  for (const target of matching) invocation.out(`${await describeObject(target, describing)}\n`)
  if (matching.length === 0) throw missing
}

async function sayNothingFound(invocation: DescribeInvocation): Promise<void> {
  const {namespace} = await invocation.connect()
  invocation.err(
    invocation.flags['all-namespaces'] ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`,
  )
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
