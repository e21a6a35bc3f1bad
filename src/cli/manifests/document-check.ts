import {type GroupVersionKind, type KubeObject, parseApiVersion} from '../../api/object.ts'
import {findKind} from '../../client/discovery/find-resource.ts'
import {NoKindMatchError} from '../../client/no-match-error.ts'
import {ErrorList} from '../errors/command-error.ts'
import {isDiscoveryFailure} from '../errors/log-refusals.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {FieldValidation} from '../flags/validation.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'
import {checkKindAndVersion} from './kind-and-version.ts'

/** What `--validate` asks of a document before a server sees it; undefined where it asks nothing. */
export function documentCheck(
  invocation: Invocation<FlagSet>,
  validation: FieldValidation,
): ((document: unknown) => Promise<void>) | undefined {
  if (validation === 'Ignore') return undefined
  return async document => {
    checkKindAndVersion(document)
    const object = document as KubeObject
    if (await serverValidates(invocation, kindOf(object))) return
    if (validation === 'Warn') logLine(invocation, {severity: 'W', source: 'schema.go:145', text: cannotWarn})
    else await checkAgainstSchemas(invocation, object)
  }
}

const cannotWarn = 'cannot perform warn validation if server-side field validation is unsupported, skipping validation'

/** Whether a server looks at the fields of a kind: it does of whatever can be patched, which lists, reviews and bindings cannot. */
async function serverValidates(invocation: Invocation<FlagSet>, gvk: GroupVersionKind): Promise<boolean> {
  try {
    const {discovery} = await invocation.connect()
    // No list becomes known by asking again.
    const found = gvk.kind.endsWith('List') ? findKind(await discovery.groups(), gvk)[0] : await discovery.kind(gvk)
    return found?.kind === gvk.kind && found.verbs.includes('patch')
  } catch (error) {
    if (error instanceof NoKindMatchError) return false
    // That nobody can be asked is told where the kind is looked up.
    if (isDiscoveryFailure(error)) return true
    throw error
  }
}

/** Looks at the fields here, by what the server publishes; kinds that it says nothing of may have any. */
async function checkAgainstSchemas(invocation: Invocation<FlagSet>, object: KubeObject): Promise<void> {
  const {objectErrors} = await import('../openapi/object-errors.ts')
  const errors = await objectErrors(await invocation.client(), object)
  if (errors.length > 0) throw new ErrorList(errors)
}

const kindOf = ({apiVersion, kind}: KubeObject): GroupVersionKind => ({...parseApiVersion(apiVersion), kind})
