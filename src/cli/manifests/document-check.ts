import {isObject} from '../../api/json/index.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {FieldValidation} from '../flags/validation.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'
import {checkKindAndVersion} from './kind-and-version.ts'

/** What `--validate` asks of a document before a server sees it; undefined where it asks nothing. */
export function documentCheck(
  invocation: Invocation<FlagSet>,
  validation: FieldValidation,
): ((document: unknown) => void) | undefined {
  if (validation === 'Ignore') return undefined
  return document => {
    checkKindAndVersion(document)
    // No server takes a list of several kinds, so that none could warn of its fields.
    if (validation === 'Warn' && isObject(document) && String(document['kind']).endsWith('List'))
      logLine(invocation, {severity: 'W', source: 'schema.go:145', text: unsupported})
  }
}

const unsupported = 'cannot perform warn validation if server-side field validation is unsupported, skipping validation'
