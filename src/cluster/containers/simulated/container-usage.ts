import type {ContainerUsage} from '../container-runtime.ts'
import type {RunningProgram} from './programs/program.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What a program uses, as far as it says; else a little for those that wait, more for those that answer. Nobody gets more than its limit. */
export function containerUsage(
  {record, around}: SimulatedContainer,
  program: RunningProgram | undefined,
): ContainerUsage {
  const {ports, sizeBytes} = around.image.definition
  if (record.state !== 'Running') return {cpuNanocores: 0, memoryBytes: 0}
  const said = program?.usage?.(around.clock.now())
  const usage = said ?? {
    cpuNanocores: ports ? 120_000 : 10_000,
    memoryBytes: ports ? 8_000_000 + (sizeBytes % 16_000_000) : 500_000 + (sizeBytes % 700_000),
  }
  const limit = record.config.limits?.cpuMillis
  return limit === undefined ? usage : {...usage, cpuNanocores: Math.min(usage.cpuNanocores, limit * 1e6 * share)}
}

/** What of its limit a throttled program gets. */
const share = 0.99
