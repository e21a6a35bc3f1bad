import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, object} from './bootstrap-object.ts'

/** The class that claims get when they name none: a folder on the node of the first pod, as with kind. */
export const storageClass = (): BootstrapObject => ({
  resource: builtin.storageClasses,
  object: object(
    'storage.k8s.io/v1',
    'StorageClass',
    {name: 'standard', annotations: {'storageclass.kubernetes.io/is-default-class': 'true'}},
    {provisioner: 'rancher.io/local-path', reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer'},
  ),
})
