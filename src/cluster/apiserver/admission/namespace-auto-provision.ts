import {builtin} from '../../../api/builtin-resources.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import {createObject} from '../registry/create-object.ts'
import {ownScope} from '../registry/own-scope.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isInNamespace} from './is-kind.ts'
import {lookUp} from './lookup.ts'

const {namespaces} = builtin

/** Makes the namespace of whatever is created, where it is not there yet. */
export const namespaceAutoProvision: AdmissionPlugin = {
  name: 'NamespaceAutoProvision',
  async admit(attributes, server) {
    const {namespace: name, operation, dryRun} = attributes
    if (operation !== 'CREATE' || dryRun || !isInNamespace(attributes)) return
    const definition = server.resources.get(namespaces)
    if (!definition || (await lookUp(server, namespaces, '', name))) return
    const draft = {kind: 'Namespace', apiVersion: 'v1', metadata: {name}}
    definition.defaults?.(draft)
    await createObject(ownScope(server, definition), draft).catch((error: unknown) => {
      if (!isAlreadyExists(error)) throw error
    })
  },
}
