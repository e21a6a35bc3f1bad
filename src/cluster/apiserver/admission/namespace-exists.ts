import {builtin} from '../../../api/builtin-resources.ts'
import {notFound} from '../../../api/status-error.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isInNamespace} from './is-kind.ts'
import {lookUp, lookUpStored} from './lookup.ts'

const {namespaces} = builtin

/** Refuses what is written in a namespace that is not there. */
export const namespaceExists: AdmissionPlugin = {
  name: 'NamespaceExists',
  async validate(attributes, server) {
    if (!isInNamespace(attributes) || attributes.operation === 'CONNECT') return
    const {namespace} = attributes
    if (await lookUp(server, namespaces, '', namespace)) return
    if (!(await lookUpStored(server, namespaces, '', namespace)))
      throw notFound({group: '', resource: 'namespaces'}, namespace)
  },
}
