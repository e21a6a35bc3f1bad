let registry: Promise<import('prom-client').Registry> | undefined

/** process_cpu_seconds_total, process_resident_memory_bytes and the like, as every Prometheus client has them. */
export async function processMetrics(): Promise<string> {
  registry ??= import('prom-client').then(({default: prometheus}) => {
    const own = new prometheus.Registry()
    prometheus.collectDefaultMetrics({register: own})
    return own
  })
  return (await registry).metrics()
}
