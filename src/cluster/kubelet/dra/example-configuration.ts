/** What Kubernetes' example driver lets claims say of its GPUs; what none says is shared by turns. */
interface GpuConfig {
  apiVersion?: string
  kind?: string
  sharing?: {
    strategy?: string
    timeSlicingConfig?: {interval?: string}
    spacePartitioningConfig?: {partitionCount?: number}
  }
}

/** Whether a driver is that of kubernetes-sigs/dra-example-driver. */
export const isExampleDriver = (driver: string): boolean => driver === 'gpu.example.com'

/** The variables' endings by which that driver tells a container how its GPU is shared; of several configurations the last has the word. */
export function exampleSharing(configurations: readonly object[]): [name: string, value: string][] {
  const config = configurations.at(-1) as GpuConfig | undefined
  const {strategy = 'TimeSlicing', timeSlicingConfig, spacePartitioningConfig} = config?.sharing ?? {}
  return [
    ['SHARING_STRATEGY', strategy],
    strategy === 'SpacePartitioning'
      ? ['PARTITION_COUNT', String(spacePartitioningConfig?.partitionCount ?? 1)]
      : ['TIMESLICE_INTERVAL', timeSlicingConfig?.interval ?? 'Default'],
  ]
}
