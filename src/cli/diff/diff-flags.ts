import {pruneFlags, serverSideFlags} from '../apply/apply-flags.ts'
import {int} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {fieldManagerFlag} from '../flags/write-flags.ts'

export const diffFlags = {
  ...fileFlags,
  ...selectorFlag,
  ...serverSideFlags,
  ...pruneFlags,
  ...fieldManagerFlag('kubectl-client-side-apply'),
  concurrency: int({default: 1, usage: 'How many objects to work on at once.'}),
  'show-managed-fields': outputFlags['show-managed-fields'],
}
