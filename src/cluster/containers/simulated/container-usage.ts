import type {ContainerUsage} from '../container-runtime.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What such a program would use: a little for those that wait, more for those that answer. */
export function containerUsage({record, around}: SimulatedContainer): ContainerUsage {
  const {ports, sizeBytes} = around.image.definition
  if (record.state !== 'Running') return {cpuNanocores: 0, memoryBytes: 0}
  if (!ports) return {cpuNanocores: 10_000, memoryBytes: 500_000 + (sizeBytes % 700_000)}
  return {cpuNanocores: 120_000, memoryBytes: 8_000_000 + (sizeBytes % 16_000_000)}
}
