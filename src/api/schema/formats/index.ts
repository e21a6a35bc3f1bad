import {isIP} from 'node:net'
import {isCidr} from '../../names.ts'
import {isTime} from '../../time.ts'
import {isCreditCard, isIsbn10, isIsbn13} from './check-digits.ts'
import {isDateTime} from './date-time.ts'
import {isDuration} from './duration.ts'
import {isEmail} from './email.ts'
import {isRequestUri} from './request-uri.ts'

/** The formats of strings that an API server checks, as kube-openapi's registry does; unknown ones are never wrong. */
export function hasFormat(format: string, text: string): boolean {
  const check = checkOf(format)
  return check ? check(text) : true
}

/** Whether a format is one that an API server checks. */
export const isFormat = (format: string): boolean => checkOf(format) !== undefined

/** Dashes in names of formats do not count. */
function checkOf(format: string): ((text: string) => boolean) | undefined {
  const name = format.replaceAll('-', '')
  return Object.hasOwn(checks, name) ? checks[name] : undefined
}

const uuid = (form: string): RegExp => new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${form}-?[0-9a-f]{12}$`, 'i')
const anyUuid = uuid('[0-9a-f]{4}-?[0-9a-f]{4}')
const uuid3 = uuid('3[0-9a-f]{3}-?[0-9a-f]{4}')
const [uuid4, uuid5] = ['4', '5'].map(version => uuid(`${version}[0-9a-f]{3}-?[89ab][0-9a-f]{3}`)) as [RegExp, RegExp]

/** Letters and symbols of all languages; a last label of letters alone where there are several. */
const hostname =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u
const mac = /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}(?:(?:[0-9a-f]{2}\1){2}|(?:[0-9a-f]{2}\1){14})?[0-9a-f]{2}$/i
const dottedMac = /^[0-9a-f]{4}(?:(?:\.[0-9a-f]{4}){2,3}|(?:\.[0-9a-f]{4}){9})$/i
const bareMac = /^(?:[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{40})$/i
const byte = '(?:0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])'
const rgb = new RegExp(`^rgb\\(\\s*${byte}\\s*,\\s*${byte}\\s*,\\s*${byte}\\s*\\)$`)

const checks: Record<string, (text: string) => boolean> = {
  datetime: isDateTime,
  date: text => /^\d{4}-\d\d-\d\d$/.test(text) && isTime(`${text}T00:00:00Z`),
  duration: isDuration,
  byte: text => text !== '' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  password: () => true,
  email: isEmail,
  hostname: text =>
    hostname.test(text) &&
    Buffer.byteLength(text) <= 255 &&
    text.split('.').every(label => Buffer.byteLength(label) <= 63),
  ipv4: text => text.includes('.') && isAddress(withoutLeadingZeros(text)),
  ipv6: text => text.includes(':') && isAddress(text),
  cidr: text => isCidr(text).length === 0,
  mac: text => [mac, dottedMac, bareMac].some(form => form.test(text)),
  uri: isRequestUri,
  uuid: text => anyUuid.test(text),
  uuid3: text => uuid3.test(text),
  uuid4: text => uuid4.test(text),
  uuid5: text => uuid5.test(text),
  hexcolor: text => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  rgbcolor: text => rgb.test(text),
  creditcard: isCreditCard,
  ssn: text => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  isbn: text => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  bsonobjectid: text => /^[0-9a-fA-F]{24}$/.test(text),
}

/** Go knows no zones here. */
const isAddress = (text: string): boolean => !text.includes('%') && isIP(text) !== 0

/** Go once took such numbers, so Kubernetes still does. */
const withoutLeadingZeros = (text: string): string => text.replace(/(?<=^|[.:])0+(?=\d+(?:\.|$))/g, '')
