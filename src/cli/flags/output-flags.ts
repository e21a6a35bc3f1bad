import {bool, string} from './flag.ts'

const formats =
  'json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file'

/** How a command prints the objects it worked on. */
export const outputFlags = {
  'allow-missing-template-keys': bool({
    default: true,
    usage: 'Leave out what a template asks for and the object does not have. Only for Go templates and JSONPath.',
  }),
  output: string({short: 'o', usage: `Output format. One of: (${formats}).`}),
  'show-managed-fields': bool({usage: 'Keep managedFields in JSON and YAML output.'}),
  template: string({usage: 'Template text, or a file of one, for -o=go-template and -o=go-template-file.'}),
}
