import {httpsServer} from '../https.ts'
import {addLabel} from './add-label.ts'
import {alwaysAllowLate, alwaysDeny} from './always.ts'
import {attachments} from './attachments.ts'
import {admitData, mutateData} from './data.ts'
import {definitions} from './definitions.ts'
import {admitPods, mutatePods, sidecar} from './pods.ts'
import {reviewed} from './review.ts'

/** `agnhost webhook`: admission webhooks for tests, one at each path. */
export const webhook = httpsServer({
  '/always-allow-delay-5s': reviewed(alwaysAllowLate),
  '/always-deny': reviewed(alwaysDeny),
  '/add-label': reviewed(addLabel),
  '/pods': reviewed(admitPods),
  '/pods/attach': reviewed(attachments),
  '/mutating-pods': reviewed(mutatePods),
  '/mutating-pods-sidecar': reviewed(sidecar),
  '/configmaps': reviewed(
    admitData({
      unwanted: 'the configmap contains unwanted key and value',
      kept: 'the configmap cannot be deleted because it contains unwanted key and value',
    }),
  ),
  '/mutating-configmaps': reviewed(mutateData),
  '/custom-resource': reviewed(
    admitData({
      unwanted: 'the custom resource contains unwanted data',
      kept: 'the custom resource cannot be deleted because it contains unwanted key and value',
    }),
  ),
  '/mutating-custom-resource': reviewed(mutateData),
  '/crd': reviewed(definitions),
})
