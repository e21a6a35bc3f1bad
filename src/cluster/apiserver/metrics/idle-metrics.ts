import {emptyHistogram, type MetricType, metric} from '../../runtime/metrics/exposition.ts'

const sha1 =
  '[ALPHA] Counts the number of requests to servers with insecure SHA1 signatures in their serving certificate OR the number of connection failures due to the insecure SHA1 signatures (either/or, based on the runtime environment)'
const san =
  '[ALPHA] Counts the number of requests to servers missing SAN extension in their serving certificate OR the number of connection failures due to the lack of x509 certificate SAN extension missing (either/or, based on the runtime environment)'

/** What a kube-apiserver has never seen that is as this one: keys in the cache of the first interface to key servers, ports to repair, two validations that could differ. */
const numbers: readonly (readonly [string, MetricType, string])[] = [
  [
    'apiserver_envelope_encryption_dek_cache_fill_percent',
    'gauge',
    '[ALPHA] Percent of the cache slots currently occupied by cached DEKs.',
  ],
  ['apiserver_kube_aggregator_x509_insecure_sha1_total', 'counter', sha1],
  ['apiserver_kube_aggregator_x509_missing_san_total', 'counter', san],
  [
    'apiserver_nodeport_repair_reconcile_errors_total',
    'counter',
    '[ALPHA] Number of reconciliation failures on the nodeport repair reconcile loop',
  ],
  [
    'apiserver_validation_declarative_validation_mismatch_total',
    'counter',
    '[BETA] Number of times declarative validation results differed from handwritten validation results for core types.',
  ],
  [
    'apiserver_validation_declarative_validation_panic_total',
    'counter',
    '[BETA] Number of times declarative validation has panicked during validation.',
  ],
  ['apiserver_webhooks_x509_insecure_sha1_total', 'counter', sha1],
  ['apiserver_webhooks_x509_missing_san_total', 'counter', san],
  [
    'cardinality_enforcement_unexpected_categorizations_total',
    'counter',
    '[ALPHA] The count of unexpected categorizations during cardinality enforcement.',
  ],
  ['disabled_metrics_total', 'counter', '[BETA] The count of disabled metrics.'],
  ['hidden_metrics_total', 'counter', '[BETA] The count of hidden metrics.'],
]

/** Histograms that nothing was recorded in: a program without such work tells them all the same. */
const histograms: readonly (readonly [string, string, readonly number[]])[] = [
  [
    'etcd_lease_object_counts',
    '[ALPHA] Number of objects attached to a single etcd lease.',
    [10, 50, 100, 500, 1000, 2500, 5000],
  ],
  [
    'rest_client_exec_plugin_certificate_rotation_age',
    '[ALPHA] Histogram of the number of seconds the last auth exec plugin client certificate lived before being rotated. If auth exec plugin client certificates are unused, histogram will contain no data.',
    [600, 1800, 3600, 14400, 86400, 604800, 2592000, 7776000, 15552000, 31104000, 124416000],
  ],
]

/** Metrics that a real server tells though it has nothing to tell, and has nothing to tell here either. */
export const idleMetrics = (): string =>
  [
    ...numbers.map(([name, type, help]) => metric(name, type, help, [{value: 0}])),
    ...histograms.map(([name, help, bounds]) => emptyHistogram(name, help, bounds)),
  ].join('')
