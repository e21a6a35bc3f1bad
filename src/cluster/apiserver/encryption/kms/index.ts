import {parseDuration} from '../../../../api/duration.ts'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import type {KmsConfiguration} from '../encryption-configuration.ts'
import type {KeyCounts} from '../key-counts.ts'
import type {PrefixedTransformer} from '../prefix-transformer.ts'
import {EnvelopeTransformer} from './envelope.ts'
import {pluginAt} from './plugin.ts'
import {WriteKeyKeeper} from './write-key.ts'

/** A provider's values, and how its plugin is: rejects with what is wrong with it. */
export interface KmsProvider extends PrefixedTransformer {
  check(): Promise<void>
}

/** The provider of a valid configuration. Throws an Error for the first version of the interface, which Kubernetes has off by default. */
export function kmsProvider(
  {name = '', endpoint = '', timeout = '3s', apiVersion = 'v1'}: KmsConfiguration,
  time: TimeSource,
  counts: KeyCounts,
): KmsProvider {
  if (apiVersion === 'v1')
    throw new Error(
      'KMSv1 is deprecated and will only receive security updates going forward. Use KMSv2 instead.  Set --feature-gates=KMSv1=true to use the deprecated KMSv1 feature.',
    )
  const plugin = pluginAt(endpoint, parseDuration(timeout), time)
  const keeper = new WriteKeyKeeper(name, plugin, {time, counts})
  return {
    prefix: `k8s:enc:kms:v2:${name}:`,
    transformer: new EnvelopeTransformer(plugin, keeper, counts),
    check: () => keeper.check(),
  }
}
