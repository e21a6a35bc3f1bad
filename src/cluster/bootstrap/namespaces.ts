import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, object} from './bootstrap-object.ts'

/** The namespaces that every cluster has. */
export const namespaces = (): BootstrapObject[] =>
  ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map(name => ({
    resource: builtin.namespaces,
    object: object('v1', 'Namespace', {name}),
  }))
