import type {AdmissionAttributes} from './admission.ts'

/** Whether a write is about a kind of the given group itself, not about one of its subresources. */
export const isAbout = ({definition, subresource}: AdmissionAttributes, group: string, plural: string): boolean =>
  subresource === '' && definition.plural === plural && definition.group === group

/** Whether a pod is being created. */
export const isNewPod = (attributes: AdmissionAttributes): boolean =>
  attributes.operation === 'CREATE' && isAbout(attributes, '', 'pods')

/** Whether what is written lives in a namespace; namespaces themselves do not. */
export const isInNamespace = ({definition, namespace}: AdmissionAttributes): boolean =>
  namespace !== '' && !(definition.group === '' && definition.plural === 'namespaces')
