import {updateLastApplied} from '../apply/last-applied.ts'
import {usageError} from '../errors/command-error.ts'
import {addSource} from '../errors/with-message.ts'
import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recorded, recordFlag} from '../flags/record.ts'
import {fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import {dryRunFlag, fieldManagerFlag, saveConfigFlag, validateFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {documentCheck} from '../manifests/document-check.ts'
import {printerFor} from '../printers/create-printer.ts'
import {forEachTarget} from '../targets/targets.ts'
import {createTarget} from '../targets/write-target.ts'

export const createFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...selectorFlag,
  ...dryRunFlag,
  ...validateFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-create'),
  edit: bool({usage: 'Edit the objects before they are created.'}),
  raw: string({usage: 'POST the file to this path of the server, as it is.'}),
  'windows-line-endings': bool({usage: "With --edit, use Windows' line endings whatever the platform."}),
}

export type CreateInvocation = Invocation<typeof createFlags>

/** Creates the objects of files. */
export async function create(invocation: CreateInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (args.length > 0) throw usageError(commandPath, `Unexpected args: [${args.join(' ')}]`)
  if (flags.filename.length === 0 && !flags.kustomize) throw new Error('must specify one of -f and -k')
  const dryRun = dryRunOf(invocation)
  const fieldValidation = fieldValidationOf(flags.validate)
  const printer = await printerFor(invocation, {operation: `created${dryRunSuffix(dryRun)}`})
  if (flags.raw) return createRaw(invocation)
  if (flags.edit) {
    const {editBeforeCreate} = await import('../edit/edit-before-create.ts')
    return editBeforeCreate(invocation)
  }
  const query = {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    selector: flags.selector,
    validate: documentCheck(invocation, fieldValidation),
  }
  const client = await invocation.client()
  const count = await forEachTarget(invocation, query, async target => {
    const object = updateLastApplied(recorded(invocation, target.object!), flags['save-config'])
    if (dryRun === 'client') return invocation.out(printer.print(object))
    try {
      const created = await createTarget(client, target, object, {
        ...(dryRun === 'server' && {dryRun: 'All' as const}),
        fieldManager: flags['field-manager'],
        fieldValidation,
      })
      invocation.out(printer.print(created))
    } catch (error) {
      throw addSource('creating', target.source, error)
    }
  })
  if (count === 0) throw new Error('no objects passed to create')
}

async function createRaw(invocation: CreateInvocation): Promise<void> {
  const {flags} = invocation
  if (flags.edit) throw new Error('--raw and --edit are mutually exclusive')
  if (flags.selector) throw new Error('--raw and --selector (-l) are mutually exclusive')
  const {sendRawFile} = await import('../raw-file.ts')
  return sendRawFile(invocation, 'POST')
}
