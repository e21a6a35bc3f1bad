import type {Ingress} from '../../../api/kinds.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {lookUpAll} from './lookup.ts'
import {newestDefault} from './newest-default.ts'

const ingressClasses = {group: 'networking.k8s.io', version: 'v1', resource: 'ingressclasses'}

/** Gives an ingress that names no class the default one, if there is one. */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  admit: (attributes, server) =>
    attributes.operation === 'CREATE' && isAbout(attributes, 'networking.k8s.io', 'ingresses')
      ? choose(attributes, server)
      : undefined,
}

async function choose(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const ingress = attributes.object as Ingress
  const legacy = ingress.metadata.annotations?.['kubernetes.io/ingress.class']
  if (ingress.spec?.ingressClassName !== undefined || legacy !== undefined) return
  const all = await lookUpAll(server, ingressClasses)
  const chosen = newestDefault(all, ['ingressclass.kubernetes.io/is-default-class'])
  if (chosen) ingress.spec = {...ingress.spec, ingressClassName: chosen.metadata.name}
}
