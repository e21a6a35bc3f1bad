import type {Service} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {refuse} from './refuse.ts'

/** Lets no service have external addresses that it has not had before (CVE-2020-8554). */
export const denyServiceExternalIps: AdmissionPlugin = {
  name: 'DenyServiceExternalIPs',
  validate(attributes) {
    if (!isAbout(attributes, '', 'services') || !attributes.object) return
    const [now, before] = [attributes.object, attributes.old].map(each => (each as Service)?.spec?.externalIPs ?? [])
    if (now!.some(address => !before!.includes(address)))
      throw refuse(attributes, 'Use of external IPs is denied by admission control')
  },
}
