import {resolve} from 'node:path'
import {isDeepStrictEqual} from 'node:util'
import {parseJson, stringifyJson} from '../../api/json/index.ts'
import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import {patchTypes} from '../../client/client.ts'
import {readFileSync} from '../../client/machine/files.ts'
import {type DryRun, dryRunOf} from '../flags/dry-run.ts'
import {bool, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recordFlag, recordPatch} from '../flags/record.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {dryRunFlag, fieldManagerFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {forEachTarget} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'

export const patchFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...dryRunFlag,
  ...fieldManagerFlag('kubectl-patch'),
  local: bool({usage: 'Patch what the file holds, without a server.'}),
  patch: string({short: 'p', usage: 'The patch, as JSON or YAML.'}),
  'patch-file': string({usage: 'A file with the patch.'}),
  subresource: string({usage: 'Patch this subresource of the object.'}),
  type: string({default: 'strategic', usage: 'What kind of patch it is; one of [json merge strategic]'}),
}

export type PatchInvocation = Invocation<typeof patchFlags>
export type UserPatchType = 'json' | 'merge' | 'strategic'

/** Changes fields of objects. */
export async function patch(invocation: PatchInvocation): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const type = checkedType(invocation, dryRun)
  const document = await readPatch(invocation)
  const query = {
    args,
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    local: flags.local,
    subresource: flags.subresource,
  }
  const count = await forEachTarget(invocation, query, async target => {
    const before = target.object!
    const locally = flags.local || dryRun === 'client'
    const patched = locally
      ? await patchLocally(before, type, document)
      : await patchRemotely(invocation, {target, type, document, dryRun})
    const cause = locally ? undefined : recordPatch(invocation)
    const after = cause
      ? await patchRemotely(invocation, {target, type: 'merge', document: stringifyJson(cause), dryRun})
      : patched
    const operation = isDeepStrictEqual(before, patched) ? 'patched (no change)' : 'patched'
    const printer = await printerFor(invocation, {operation})
    invocation.out(printer.print(after))
  })
  if (count === 0) throw new Error('no objects passed to patch')
}

function checkedType({flags, args}: PatchInvocation, dryRun: DryRun): UserPatchType {
  if (flags.patch && flags['patch-file']) throw new Error('cannot specify --patch and --patch-file together')
  if (!flags.patch && !flags['patch-file'])
    throw new Error('must specify --patch or --patch-file containing the contents of the patch')
  if (flags.local && args.length > 0) throw new Error('cannot specify --local and server resources')
  if (flags.local && dryRun === 'server')
    throw new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  const type = (flags.type || 'strategic').toLowerCase()
  if (type === 'json' || type === 'merge' || type === 'strategic') return type
  throw new Error(`--type must be one of [json merge strategic], not ${JSON.stringify(flags.type)}`)
}

/** The patch as JSON; what begins as JSON does is left for the server to read, good or bad. */
async function readPatch({flags, context}: PatchInvocation): Promise<string> {
  const text = flags['patch-file'] ? readPatchFile(flags['patch-file'], context.cwd) : flags.patch
  if (/^\s*\{/.test(text)) return text
  const {parseYaml} = await import('../../api/yaml/index.ts')
  try {
    return stringifyJson(parseYaml(text))
  } catch (error) {
    throw new Error(`unable to parse ${JSON.stringify(flags.patch)}: ${(error as Error).message}`)
  }
}

function readPatchFile(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch {
    throw new Error(`unable to read patch file: open ${path}: no such file or directory`)
  }
}

async function patchRemotely(
  invocation: PatchInvocation,
  {target, type, document, dryRun}: {target: Target; type: UserPatchType; document: string; dryRun: DryRun},
): Promise<KubeObject> {
  try {
    const {subresource} = invocation.flags
    return await patchTarget(await invocation.client(), subresource ? {...target, subresource} : target, {
      type,
      patch: document,
      fieldManager: invocation.flags['field-manager'],
      ...(dryRun === 'server' && {dryRun: 'All' as const}),
    })
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'UnsupportedMediaType') throw error
    const {resource} = target
    const {group, version, kind} = resource
    const gvk = `${group ? apiVersionOf({group, version}) : `/${version}`}, Kind=${kind}`
    throw new Error(`${patchTypes[type]} is not supported by ${gvk}: ${error.message}`)
  }
}

async function patchLocally(object: KubeObject, type: UserPatchType, document: string): Promise<KubeObject> {
  const {applyUserPatch} = await import('./apply-user-patch.ts')
  return applyUserPatch(object, type, parsed(document, type))
}

/** What is no JSON is called what the libraries call it that apply each kind of patch. */
function parsed(document: string, type: UserPatchType): unknown {
  try {
    return parseJson(document)
  } catch (error) {
    if (type === 'json') throw error
    throw new Error(type === 'merge' ? 'Invalid JSON Patch' : 'invalid JSON document')
  }
}
