/** The upper bounds of a histogram's buckets that says nothing of its own: Prometheus' DefBuckets. Seconds. */
export const defaultBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
