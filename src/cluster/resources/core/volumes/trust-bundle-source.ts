import {invalidValue, required} from '../../../../api/field-error.ts'
import type {Volume} from '../../../../api/kinds.ts'
import {validateSignerName} from '../../certificates/csr/signer-name.ts'
import {bundleNameErrors} from '../../certificates/trust-bundle/name.ts'
import {goJson} from '../../go-types/go-json.ts'
import type {Errors} from '../../validation/errors.ts'
import {nonReservedPath} from '../../validation/file-paths.ts'
import {validateLabelSelector} from '../../validation/labels.ts'

type Sources = NonNullable<NonNullable<Volume['projected']>['sources']>
export type TrustBundleSource = NonNullable<Sources[number]['clusterTrustBundle']>

/** Trust anchors as a file of a volume: those of one bundle, or of all of a signer's that a selector takes. */
export function* trustBundleSourceErrors(at: string, source: TrustBundleSource): Errors {
  const {name, signerName, labelSelector, path} = source
  if (name !== undefined && signerName !== undefined) {
    const shown = goJson('ClusterTrustBundleProjection', source)
    yield invalidValue(at, shown, 'only one of name and signerName may be used')
  } else if (name !== undefined) {
    if (!name) yield required(`${at}.name`, 'must be a valid object name')
    for (const problem of bundleNameErrors(name, signerOf(name)))
      yield invalidValue(`${at}.name`, name, `not a valid clustertrustbundlename: ${problem}`)
    if (labelSelector)
      yield invalidValue(`${at}.labelSelector`, labelSelector, 'labelSelector must be unset if name is specified')
  } else if (signerName !== undefined) {
    if (!signerName) yield required(`${at}.signerName`, 'must be a valid signer name')
    yield* validateSignerName(`${at}.signerName`, signerName)
    yield* validateLabelSelector(`${at}.labelSelector`, labelSelector)
  } else yield required(at, 'either name or signerName must be specified')
  if (!path) yield required(`${at}.path`)
  yield* nonReservedPath(`${at}.path`, path)
}

/** `example.com:signer:name` is of signer example.com/signer. */
const signerOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf(':'), 0)).replaceAll(':', '/')
