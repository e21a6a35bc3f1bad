import {withLastApplied} from '../apply/last-applied.ts'
import type {CreateInvocation} from '../create/create.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {forEachTarget} from '../targets/targets.ts'
import {createTarget} from '../targets/write-target.ts'
import {checkEditFormat, editSession, objectHeader, subjectOf} from './edit-session.ts'

/** Opens each object of the files in an editor, and creates what was saved. */
export async function editBeforeCreate(invocation: CreateInvocation): Promise<void> {
  const {flags} = invocation
  const printer = await printerFor(invocation, {operation: 'created'})
  const client = await invocation.client()
  const query = {filename: flags.filename, kustomize: flags.kustomize, recursive: flags.recursive}
  await forEachTarget(invocation, query, target => {
    checkEditFormat(flags.output)
    return editSession(invocation, {
      objects: [target.object!],
      header: objectHeader,
      subject: subjectOf(target),
      asJson: flags.output === 'json',
      windowsLineEndings: flags['windows-line-endings'],
      async submit(edited) {
        for (const object of edited) {
          const wanted = flags['save-config'] ? withLastApplied(object) : object
          const placed = {
            ...target,
            name: object.metadata?.name ?? '',
            namespace: object.metadata?.namespace || target.namespace,
          }
          const options = {fieldManager: 'kubectl-create', fieldValidation: fieldValidationOf(flags.validate)}
          invocation.out(printer.print(await createTarget(client, placed, wanted, options)))
        }
        return []
      },
    })
  })
}
