import {resolve} from 'node:path'
import {readFileSync} from '../../client/machine/files.ts'
import type {outputFlags} from '../flags/output-flags.ts'
import type {Invocation} from '../invocation.ts'
import {jsonFormat} from './json-printer.ts'
import {kyamlFormat, lazyFormats} from './lazy-formats.ts'
import {nameFormat, operationFormat} from './name-printer.ts'
import type {ObjectPrinter, OutputFormat, PrinterOptions} from './object-printer.ts'
import {yamlFormat} from './yaml-printer.ts'

/** What every command that prints objects can do; `get` has more. */
export const objectFormats: readonly OutputFormat[] = [
  jsonFormat,
  yamlFormat,
  nameFormat,
  ...(process.env['KUBECTL_KYAML']?.toLowerCase() === 'true' ? [kyamlFormat] : []),
  ...lazyFormats,
]

export interface PrintRequest {
  /** What stands behind an object's name without `-o`: `created`, `configured (dry run)`. */
  operation?: string
  /** Print JSON in the order of the object's keys. */
  keepOrder?: boolean
}

/** The printer that the command's flags ask for. */
export function printerFor(
  invocation: Invocation<typeof outputFlags>,
  {operation, keepOrder = false}: PrintRequest = {},
): Promise<ObjectPrinter> {
  const {flags} = invocation
  const formats = operation === undefined ? objectFormats : [...objectFormats, operationFormat(operation)]
  const output = flags.template && !invocation.changed('output') ? 'go-template' : flags.output
  return createPrinter(output, formats, {...printerOptions(invocation), keepOrder})
}

/** What the output flags say to every format; files are read from the command's folder. */
export function printerOptions({flags, context}: Invocation<typeof outputFlags>): PrinterOptions {
  return {
    template: flags.template,
    allowMissingKeys: flags['allow-missing-template-keys'],
    showManagedFields: flags['show-managed-fields'],
    readFile: path => readFileSync(resolve(context.cwd, path), 'utf8'),
  }
}

/** Finds the format that an `-o` names; throws with all names that there are. */
export async function createPrinter(
  output: string,
  formats: readonly OutputFormat[],
  options: PrinterOptions,
): Promise<ObjectPrinter> {
  const equals = output.indexOf('=')
  const name = equals < 0 ? output : output.slice(0, equals)
  const format = formats.find(({names}) => names.includes(name) || names.includes(anyCase(name)))
  // With --template the format's name stands alone.
  if (!format || (equals >= 0 && (!format.takesText || options.template))) throw unknownFormat(output, formats)
  const argument = options.template || (equals < 0 ? '' : output.slice(equals + 1))
  return format.create(argument, options, name)
}

/** The plain formats may be written in capitals. */
function anyCase(name: string): string {
  const lower = name.toLowerCase()
  return ['json', 'yaml', 'kyaml', 'name'].includes(lower) ? lower : name
}

export function unknownFormat(output: string, formats: readonly OutputFormat[]): Error {
  const names = formats
    .flatMap(format => format.names)
    .filter(name => name !== '')
    .sort()
  return new Error(
    `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${names.join(',')}`,
  )
}
