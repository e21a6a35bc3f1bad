import {isIP} from 'node:net'
import {DurationError, parseGoDuration} from '../duration.ts'
import {isCidr} from '../names.ts'
import {isTime} from '../time.ts'

/** The formats of strings that an API server checks; unknown ones are never wrong. */
export function hasFormat(format: string, text: string): boolean {
  return Object.hasOwn(checks, format) ? checks[format]!(text) : true
}

/** Whether a format is one that an API server checks. */
export const isFormat = (format: string): boolean => Object.hasOwn(checks, format)

const uuid = (version: string): RegExp =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$`, 'i')
const [anyUuid, uuid3, uuid4, uuid5] = ['[0-9a-f]', '3', '4', '5'].map(uuid) as [RegExp, RegExp, RegExp, RegExp]

const checks: Record<string, (text: string) => boolean> = {
  'date-time': isTime,
  datetime: isTime,
  date: text => /^\d{4}-\d\d-\d\d$/.test(text) && isTime(`${text}T00:00:00Z`),
  duration: isDuration,
  byte: text => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  email: text => /^[^\s@<>]+@[^\s@<>]+$/.test(text),
  hostname: text =>
    text.length <= 255 &&
    /^(?=.)([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?\.)*[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?\.?$/.test(
      text,
    ),
  ipv4: text => isIP(text) === 4,
  ipv6: text => isIP(text) === 6,
  cidr: text => isCidr(text).length === 0,
  mac: text => /^([0-9a-fA-F]{2}[:-]){5}([0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){0,2})$/.test(text),
  uri: text => /^(\/|[a-zA-Z][a-zA-Z0-9+.-]*:)/.test(text) && !/[\s\0]/.test(text),
  uuid: text => anyUuid.test(text),
  uuid3: text => uuid3.test(text),
  uuid4: text => uuid4.test(text),
  uuid5: text => uuid5.test(text),
  hexcolor: text => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  rgbcolor: text => /^rgb\(\s*(\d{1,3}\s*,\s*){2}\d{1,3}\s*\)$/.test(text),
  creditcard: text => /^\d{13,16}$/.test(text.replace(/\D+/g, '')),
  ssn: text => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  isbn: text => /^(\d{9}[\dX]|\d{13})$/.test(text.replace(/[\s-]+/g, '')),
  bsonobjectid: text => /^[0-9a-fA-F]{24}$/.test(text),
}

function isDuration(text: string): boolean {
  try {
    parseGoDuration(text)
    return true
  } catch (error) {
    if (error instanceof DurationError)
      return /^\s*\d+\s*(ns|us|µs|ms|s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)\s*$/i.test(text)
    throw error
  }
}
