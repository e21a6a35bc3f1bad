import type {ClusterTrustBundle} from '../../resources/certificates/cluster-trust-bundle.ts'
import {changesGarbageFieldsOnly} from '../auth/rbac/escalation.ts'
import type {AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'
import {maySignFor} from './signer-permission.ts'

/** Only who may `attest` for a signer writes trust bundles that are said to be its own (KEP-3257). */
export const clusterTrustBundleAttest: AdmissionPlugin = {
  name: 'ClusterTrustBundleAttest',
  async validate(attributes, server) {
    const {operation, definition, subresource, object, old, user} = attributes
    if (operation !== 'CREATE' && operation !== 'UPDATE') return
    if (definition.group !== 'certificates.k8s.io' || definition.plural !== 'clustertrustbundles' || subresource) return
    const signer = (object as ClusterTrustBundle).spec?.signerName
    if (!signer || (old && changesGarbageFieldsOnly(object!, old))) return
    if (await maySignFor(server, user, 'attest', signer)) return
    throw refuse(attributes, `user not permitted to attest for signerName ${JSON.stringify(signer)}`)
  },
}
