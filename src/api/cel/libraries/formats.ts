import {Optional} from '@marcbachmann/cel-js'
import {
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isLabelValue,
  isQualifiedName,
  type NameCheck,
} from '../../names.ts'
import {hasFormat} from '../../schema/formats.ts'
import type {Library, OpaqueType} from './library.ts'

/** A named format as CEL holds it. */
export class CelFormat {
  readonly check: NameCheck

  constructor(check: NameCheck) {
    this.check = check
  }
}

export const formatType: OpaqueType = {name: 'NamedFormat', ctor: CelFormat}

const byFormat =
  (format: string, complaint: string): NameCheck =>
  text =>
    hasFormat(format, text) ? [] : [complaint]

const masked =
  (check: NameCheck): NameCheck =>
  text =>
    check(text.endsWith('-') ? `${text.slice(0, -1)}a` : text)

const known: Record<string, NameCheck> = {
  dns1123Label: isDns1123Label,
  dns1123Subdomain: isDns1123Subdomain,
  dns1035Label: isDns1035Label,
  qualifiedName: isQualifiedName,
  dns1123LabelPrefix: masked(isDns1123Label),
  dns1123SubdomainPrefix: masked(isDns1123Subdomain),
  dns1035LabelPrefix: masked(isDns1035Label),
  labelValue: isLabelValue,
  uri: byFormat('uri', 'invalid URI'),
  uuid: byFormat('uuid', 'does not match the UUID format'),
  byte: byFormat('byte', 'invalid base64'),
  date: byFormat('date', 'invalid date'),
  datetime: byFormat('date-time', 'invalid datetime'),
}

/** Kubernetes' named formats: `format.dns1123Label().validate(text)` is optional.none() for what is well-formed. */
export const formats: Library = {
  ...Object.fromEntries(
    Object.entries(known).map(([name, check]) => [`format.${name}(): NamedFormat`, () => new CelFormat(check)]),
  ),
  'format.named(string): optional<NamedFormat>': (name: string) =>
    known[name] ? Optional.of(new CelFormat(known[name])) : Optional.none(),
  'NamedFormat.validate(string): optional<list<string>>': ({check}: CelFormat, text: string) => {
    const complaints = check(text)
    return complaints.length > 0 ? Optional.of(complaints) : Optional.none()
  },
}
