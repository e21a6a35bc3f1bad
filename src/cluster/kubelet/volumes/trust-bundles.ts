import {builtin} from '../../../api/builtin-resources.ts'
import type {ClusterTrustBundle, Volume} from '../../../api/kinds.ts'
import type {InformerFactory} from '../../runtime/informer.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'
import {MountError} from './mount-error.ts'

type Projection = NonNullable<NonNullable<NonNullable<Volume['projected']>['sources']>[number]['clusterTrustBundle']>

/** The trust anchors that pods have mounted. Bundles are watched from when the first pod asks for some: mostly nobody does. */
export class TrustBundles {
  private readonly informers: InformerFactory
  private readonly changed: () => void
  private following = false

  /** `changed` is told whenever a bundle has come, changed or gone, once anybody has asked for one. */
  constructor(informers: InformerFactory, changed: () => void) {
    this.informers = informers
    this.changed = changed
  }

  /** As PEM, each anchor once; throws a MountError where there is nothing and there must be. */
  async anchors({name, signerName, labelSelector, optional}: Projection): Promise<string> {
    const bundles = this.informers.informer<ClusterTrustBundle>(builtin.clusterTrustBundles)
    await bundles.tried()
    this.follow()
    const found =
      name !== undefined
        ? [bundles.get(name) ?? []].flat()
        : [...bundles.list()].filter(
            ({spec, metadata}) =>
              spec?.signerName === signerName && labelSelector && matchesSelector(labelSelector, metadata.labels),
          )
    if (found.length > 0 || optional) return normalized(found.map(({spec}) => spec?.trustBundle ?? ''))
    throw new MountError(
      name !== undefined
        ? `while getting ClusterTrustBundle: clustertrustbundle.certificates.k8s.io "${name}" not found`
        : 'combination of signerName and labelSelector matched zero ClusterTrustBundles',
    )
  }

  private follow(): void {
    if (this.following) return
    this.following = true
    const changed = () => this.changed()
    this.informers.informer(builtin.clusterTrustBundles).onChange({added: changed, updated: changed, deleted: changed})
  }
}

/** Without comments and repetitions; in no order that anybody may count on. */
function normalized(bundles: readonly string[]): string {
  const blocks = /-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]*)-----END [^-]+-----/g
  const anchors = new Set(
    bundles.flatMap(text => [...text.matchAll(blocks)].map(([, body]) => body!.replace(/\s/g, ''))),
  )
  return [...anchors]
    .sort()
    .map(body => `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}(?!$)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    .join('')
}
