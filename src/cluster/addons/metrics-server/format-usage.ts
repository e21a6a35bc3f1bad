import type {Usage} from './summary.ts'

/** As metrics-server writes it: cpu in billionths of a core, memory in kibibytes. */
export function formatUsage({cpu, memory}: Usage): {cpu: string; memory: string} {
  const [nanocores, bytes] = [cpu?.usageNanoCores ?? 0, memory?.workingSetBytes ?? 0]
  return {
    cpu: nanocores === 0 ? '0' : `${Math.round(nanocores)}n`,
    memory: bytes === 0 ? '0' : `${Math.ceil(bytes / 1024)}Ki`,
  }
}
