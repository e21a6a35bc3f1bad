import type {KubeObject} from '../../api/object.ts'

/** Turns one object, or a list of them, into text. A printer may remember what it has printed before. */
export interface ObjectPrinter {
  print(object: KubeObject): string
}

export interface PrinterOptions {
  /** `--template`. */
  template?: string
  allowMissingKeys?: boolean
  showManagedFields?: boolean
  noHeaders?: boolean
  /** Reads the file that a format names. */
  readFile(path: string): string
  /** JSON in the order of the object's own keys: Go prints structs so, and maps sorted. YAML is always sorted. */
  keepOrder?: boolean
}

/** One way to print: the names it goes by, and the printer for the text behind `=`. */
export interface OutputFormat {
  names: readonly string[]
  /** A text stands behind `=`. */
  takesText?: true
  create(argument: string, options: PrinterOptions, name: string): ObjectPrinter | Promise<ObjectPrinter>
}
