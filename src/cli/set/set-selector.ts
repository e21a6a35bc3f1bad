import type {JsonObject} from '../../api/object.ts'
import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool, string, stringSlice} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recordFlag} from '../flags/record.ts'
import {dryRunFlag, fieldManagerFlag} from '../flags/write-flags.ts'
import {labelSelectorOf} from '../generators/label-selector.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {forEachTarget} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'
import {asGoStruct} from '../typed/go-struct.ts'

export const setSelectorFlags = {
  ...recordFlag,
  ...outputFlags,
  ...dryRunFlag,
  ...fieldManagerFlag('kubectl-set'),
  all: bool({usage: 'Every object of the given types in the namespace.'}),
  filename: stringSlice({short: 'f', usage: 'File, folder or URL of manifests.'}),
  local: bool({usage: 'Change what the file holds, without a server.'}),
  recursive: bool({short: 'R', default: true, usage: 'Also use the folders within the folder that -f names.'}),
  'resource-version': string({usage: 'Only change this version of the object.'}),
}

/** Lets a service select other pods. */
export async function setSelector(invocation: Invocation<typeof setSelectorFlags>): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const text = args.at(-1)
  const selector = text === undefined ? undefined : labelSelectorOf(text)
  const operation = `selector updated${dryRunSuffix(dryRun)}`
  const printer = await printerFor(invocation, {operation, keepOrder: true})
  if (!selector) throw new Error('one selector is required')
  const files = {filename: flags.filename, recursive: flags.recursive, typed: true}
  const query = flags.local
    ? {...files, args: args.slice(0, -1), local: true}
    : {...files, args: args.slice(0, -1), typeAloneMeansAll: flags.all, latest: true}
  await forEachTarget(invocation, query, async target => {
    const before = asGoStruct(target.object!)
    if (before.kind !== 'Service') throw new Error('setting a selector is only supported for Services')
    const {matchLabels = {}, matchExpressions = []} = selector
    if (matchExpressions.length > 0)
      throw new Error(`match expression ${goExpressions(matchExpressions)} not supported on this object`)
    const resourceVersion = flags['resource-version']
    const metadata = resourceVersion ? {...before.metadata, resourceVersion} : before.metadata
    const spec = before['spec'] as JsonObject
    const after = asGoStruct({...before, metadata, spec: {...spec, selector: matchLabels}})
    if (flags.local || dryRun === 'client') return invocation.out(printer.print(after))
    const old = (spec['selector'] ?? {}) as Record<string, string>
    const gone = Object.keys(old).filter(key => !Object.hasOwn(matchLabels, key))
    const set = Object.entries(matchLabels).filter(([key, value]) => old[key] !== value)
    const changes = {...Object.fromEntries(gone.map(key => [key, null])), ...Object.fromEntries(set)}
    const answer = await patchTarget(await invocation.client(), target, {
      type: 'strategic',
      patch: {
        ...(resourceVersion && {metadata: {resourceVersion}}),
        ...(Object.keys(changes).length > 0 && {spec: {selector: changes}}),
      },
      fieldManager: flags['field-manager'],
      ...(dryRun === 'server' && {dryRun: 'All' as const}),
    })
    invocation.out(printer.print(asGoStruct(answer)))
  })
}

const goExpressions = (list: readonly {key: string; operator: string; values?: string[]}[]): string =>
  `[${list.map(({key, operator, values = []}) => `{${key} ${operator} [${values.join(' ')}]}`).join(' ')}]`
