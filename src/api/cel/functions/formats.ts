import {
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isLabelValue,
  isQualifiedName,
  type NameCheck,
} from '../../names.ts'
import {hasFormat} from '../../schema/formats/index.ts'
import {CelOpaque, CelOptional, none} from '../run/values.ts'
import type {Overload} from './function-set.ts'

/** A named format as CEL holds it. */
class CelFormat extends CelOpaque {
  readonly typeName = 'kubernetes.NamedFormat'
  readonly name: string
  readonly check: NameCheck
  /** How long its regular expression is taken to be, for costs. */
  readonly regexSize: number

  constructor(name: string, {check, regexSize}: Format) {
    super()
    this.name = name
    this.check = check
    this.regexSize = regexSize
  }

  equals(other: unknown): boolean {
    return other instanceof CelFormat && other.name === this.name
  }
}

interface Format {
  check: NameCheck
  regexSize: number
}

const byFormat =
  (format: string, complaint: string): NameCheck =>
  text =>
    hasFormat(format, text) ? [] : [complaint]

/** A prefix may end in a dash. */
const asPrefix =
  (check: NameCheck): NameCheck =>
  text =>
    check(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text)

const known: Record<string, Format> = {
  dns1123Label: {check: isDns1123Label, regexSize: 30},
  dns1123Subdomain: {check: isDns1123Subdomain, regexSize: 60},
  dns1035Label: {check: isDns1035Label, regexSize: 30},
  qualifiedName: {check: isQualifiedName, regexSize: 60},
  dns1123LabelPrefix: {check: asPrefix(isDns1123Label), regexSize: 30},
  dns1123SubdomainPrefix: {check: asPrefix(isDns1123Subdomain), regexSize: 60},
  dns1035LabelPrefix: {check: asPrefix(isDns1035Label), regexSize: 30},
  labelValue: {check: isLabelValue, regexSize: 40},
  uri: {check: byFormat('uri', 'invalid URI'), regexSize: 1000},
  uuid: {check: byFormat('uuid', 'does not match the UUID format'), regexSize: 84},
  byte: {check: byFormat('byte', 'invalid base64'), regexSize: 84},
  date: {check: byFormat('date', 'invalid date'), regexSize: 26},
  datetime: {check: byFormat('date-time', 'invalid datetime'), regexSize: 140},
}

/** Kubernetes' named formats: `format.dns1123Label().validate(text)` is optional.none() for what is well-formed. */
export const formats: Record<string, Overload['run']> = {
  'Format.validate(string) optional<list<string>> format-validate'({check}: CelFormat, text: string) {
    const complaints = check(text)
    return complaints.length > 0 ? new CelOptional(complaints) : none
  },
  'format::named(string) optional<Format> format-named': (name: string) =>
    Object.hasOwn(known, name) ? new CelOptional(new CelFormat(name, known[name]!)) : none,
  ...Object.fromEntries(
    Object.entries(known).map(([name, format]) => [
      `format::${name}() Format format.${name}`,
      () => new CelFormat(name, format),
    ]),
  ),
}
