import {bool, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recordFlag} from '../flags/record.ts'
import {allFlag, allNamespacesFlag, fieldSelectorFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {dryRunFlag, fieldManagerFlag} from '../flags/write-flags.ts'

/** The flags of the commands that change labels or annotations. */
export const metadataFlags = (manager: string) => ({
  ...outputFlags,
  ...recordFlag,
  ...fileFlags,
  ...selectorFlag,
  ...fieldSelectorFlag,
  ...allFlag,
  ...allNamespacesFlag,
  ...dryRunFlag,
  ...fieldManagerFlag(manager),
  list: bool({usage: 'Show what is there.'}),
  local: bool({usage: 'Work on the files alone, without a server.'}),
  overwrite: bool({usage: 'Let new values replace old ones.'}),
  'resource-version': string({usage: 'Only succeed if this is the resource version of the (single) object.'}),
})
