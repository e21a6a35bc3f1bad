import type {OutputFormat} from './object-printer.ts'

const needsTemplate = (argument: string): void => {
  if (!argument) throw new Error('template format specified but no template given')
}

/** Formats whose printers are only loaded when asked for. */
export const lazyFormats: readonly OutputFormat[] = [
  {
    names: ['jsonpath', 'jsonpath-as-json', 'jsonpath-file'],
    takesText: true,
    async create(argument, options, name) {
      needsTemplate(argument)
      const {jsonPathPrinter} = await import('./jsonpath-printer.ts')
      const template = name === 'jsonpath-file' ? templateFile(argument, options.readFile) : argument
      return jsonPathPrinter(template, {
        asJson: name === 'jsonpath-as-json',
        allowMissingKeys: options.allowMissingKeys !== false,
      })
    },
  },
  {
    names: ['go-template', 'go-template-file', 'template', 'templatefile'],
    takesText: true,
    async create(argument, options, name) {
      needsTemplate(argument)
      const {goTemplatePrinter} = await import('./go-template-printer.ts')
      const template = name.endsWith('file') ? templateFile(argument, options.readFile) : argument
      return goTemplatePrinter(template, {
        allowMissingKeys: options.allowMissingKeys !== false,
        keepOrder: options.keepOrder === true,
      })
    },
  },
]

/** Only where KUBECTL_KYAML is `true`. */
export const kyamlFormat: OutputFormat = {
  names: ['kyaml'],
  async create(_argument, options) {
    const {kyamlPrinter} = await import('./kyaml-printer.ts')
    return kyamlPrinter(options)
  },
}

/** The formats that `get` has beside the others. */
export const columnFormats: readonly OutputFormat[] = [
  {
    names: ['custom-columns', 'custom-columns-file'],
    takesText: true,
    async create(argument, options, name) {
      if (!argument) throw new Error('custom-columns format specified but no custom columns given')
      const columns = await import('./custom-columns-printer.ts')
      return name === 'custom-columns'
        ? columns.customColumnsPrinter(columns.columnsOfSpec(argument), {noHeaders: options.noHeaders === true})
        : columns.customColumnsPrinter(columns.columnsOfFile(columnFile(argument, options.readFile)), {
            noHeaders: false,
          })
    },
  },
]

function templateFile(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new Error(`error reading --template ${path}, ${openError(path, error)}`)
  }
}

function columnFile(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new Error(`error reading template ${path}, ${openError(path, error)}\n`)
  }
}

function openError(path: string, error: unknown): string {
  const {code, message} = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `open ${path}: no such file or directory`
  if (code === 'EISDIR') return `read ${path}: is a directory`
  return code === 'EACCES' ? `open ${path}: permission denied` : message
}
