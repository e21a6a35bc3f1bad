import {bool, explained, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {allFlag, allNamespacesFlag, fieldSelectorFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {deletionFlags, dryRunFlag} from '../flags/write-flags.ts'

export const deleteFlags = {
  ...fileFlags,
  ...selectorFlag,
  ...fieldSelectorFlag,
  ...allFlag,
  ...allNamespacesFlag,
  ...deletionFlags,
  ...dryRunFlag,
  'ignore-not-found': bool({
    usage: 'Take "not found" for success. True by default with --all, -l and --field-selector.',
  }),
  interactive: bool({short: 'i', usage: 'Show what would be deleted and ask first.'}),
  now: bool({usage: 'Tell objects to end at once (the same as --grace-period=1).'}),
  output: explained(outputFlags.output, 'Use "-o name" for shorter output (resource/name).'),
  raw: string({usage: 'DELETE this path of the server.'}),
  wait: bool({default: true, usage: 'Wait until the objects are gone, finalizers included.'}),
}
