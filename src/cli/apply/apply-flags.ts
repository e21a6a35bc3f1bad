import {bool, string, stringArray} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recordFlag} from '../flags/record.ts'
import {allFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {deletionFlags, dryRunFlag, fieldManagerFlag, validateFlag} from '../flags/write-flags.ts'

/** Flags of server-side apply. */
export const serverSideFlags = {
  'server-side': bool({usage: 'Let the server merge, by who owns which field.'}),
  'force-conflicts': bool({usage: 'With --server-side, take fields over that others own.'}),
}

/** Flags of pruning. */
export const pruneFlags = {
  prune: bool({usage: 'Delete what was applied before and is in no file now. Goes with -l or --all.'}),
  'prune-allowlist': stringArray({usage: 'Prune only <group/version/kind>; may be given several times.'}),
}

/** Only there under KUBECTL_APPLYSET=true. */
const applySetFlag = {
  applyset: string({
    usage:
      '[RESOURCE][.GROUP]/NAME of the object that remembers what belongs together; a Secret if only a name is given.',
  }),
}

export const applyFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...selectorFlag,
  ...allFlag,
  ...deletionFlags,
  ...dryRunFlag,
  ...validateFlag,
  ...fieldManagerFlag('kubectl-client-side-apply'),
  ...serverSideFlags,
  ...pruneFlags,
  ...applySetFlag,
  'openapi-patch': bool({default: true, usage: 'Merge lists by what the schema says of them.'}),
  overwrite: bool({default: true, usage: 'Settle conflicts between file and cluster in favour of the file.'}),
  subresource: string({usage: 'With --server-side, apply to this subresource.'}),
  wait: bool({usage: 'Wait until deleted objects are gone, finalizers included.'}),
}
