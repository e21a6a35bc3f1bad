import {builtin} from '../../api/builtin-resources.ts'
import {timestamp} from '../runtime/clock.ts'
import {type BootstrapObject, object} from './bootstrap-object.ts'

/** Since which day the API server notes when a service account's legacy token was last used; `now` in milliseconds. */
export const tokenTracking = (now: number): BootstrapObject => ({
  resource: builtin.configMaps,
  object: object(
    'v1',
    'ConfigMap',
    {name: 'kube-apiserver-legacy-service-account-token-tracking', namespace: 'kube-system'},
    {data: {since: timestamp(now).slice(0, 'YYYY-MM-DD'.length)}},
  ),
})
