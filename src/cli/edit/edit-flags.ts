import {bool, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recordFlag} from '../flags/record.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {fieldManagerFlag, saveConfigFlag, validateFlag} from '../flags/write-flags.ts'

const lineEndings = bool({usage: "Use Windows' line endings whatever the platform."})

export const editFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...validateFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-edit'),
  'output-patch': bool({usage: 'Print the patch of what was edited.'}),
  subresource: string({usage: 'Edit this subresource of the object.'}),
  'windows-line-endings': lineEndings,
}

export const editLastAppliedFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...validateFlag,
  ...fieldManagerFlag('kubectl-client-side-apply'),
  'windows-line-endings': lineEndings,
}
