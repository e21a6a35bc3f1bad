import type {ContainerUsage} from '../container.ts'
import type {RunningProgram} from './programs/program.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What a program uses, as far as it says; else a little for those that wait, more for those that answer. Nobody gets more than its limit. */
export function containerUsage(container: SimulatedContainer, program: RunningProgram | undefined): ContainerUsage {
  const {record, around} = container
  const {ports, sizeBytes} = around.image.definition
  if (record.state !== 'Running') return {cpuNanocores: 0, memoryBytes: 0}
  const said = program?.usage?.(around.clock.now())
  const usage = said ?? {
    cpuNanocores: ports ? 120_000 : 10_000,
    memoryBytes: ports ? 8_000_000 + (sizeBytes % 16_000_000) : 500_000 + (sizeBytes % 700_000),
  }
  const busy = container.spinning * 1e9 * share
  const used = {cpuNanocores: usage.cpuNanocores + busy, memoryBytes: usage.memoryBytes + container.memory.inFiles}
  const limit = record.config.limits?.cpuMillis
  return limit === undefined ? used : {...used, cpuNanocores: Math.min(used.cpuNanocores, limit * 1e6 * share)}
}

/** What of a processor a busy loop gets, and of its limit a throttled program. */
const share = 0.99
