import {bool, explained, string, stringSlice} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {allNamespacesFlag, chunkSizeFlag, fieldSelectorFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'

/** What `get -o` takes, in kubectl's order. */
export const getFormats: readonly string[] = [
  'json',
  'yaml',
  'name',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'custom-columns',
  'custom-columns-file',
  'wide',
]

export const getFlags = {
  ...outputFlags,
  ...fileFlags,
  ...selectorFlag,
  ...fieldSelectorFlag,
  ...allNamespacesFlag,
  ...chunkSizeFlag,
  output: explained(outputFlags.output, `Output format. One of: (${getFormats.join(', ')}).`),
  'ignore-not-found': bool({usage: 'Say nothing of named objects that do not exist.'}),
  'label-columns': stringSlice({short: 'L', usage: 'Show these labels in columns of their own.'}),
  'no-headers': bool({usage: 'Leave the header out of tables and custom columns.'}),
  'output-watch-events': bool({usage: 'With --watch or --watch-only, print the events instead of their objects.'}),
  raw: string({usage: 'Ask for this path of the server and print the answer as it is.'}),
  'server-print': bool({default: true, usage: 'Let the server make the columns. It knows those of every kind.'}),
  'show-kind': bool({usage: 'Show the kind before each name.'}),
  'show-labels': bool({usage: 'Show all labels in the last column.'}),
  'sort-by': string({
    usage: "Sort by what this JSONPath finds in each object (such as '{.metadata.name}'): a number or a string.",
  }),
  subresource: string({usage: 'Get this subresource of the object.'}),
  watch: bool({short: 'w', usage: 'List first, then watch for changes.'}),
  'watch-only': bool({usage: 'Watch for changes without listing first.'}),
}
