import type {ResourceUsage} from '../../runtime/node-connector.ts'

/** As metrics-server writes it: cpu in billionths of a core, memory in kibibytes. */
export const formatUsage = ({cpuNanocores, memoryBytes}: ResourceUsage): {cpu: string; memory: string} => ({
  cpu: cpuNanocores === 0 ? '0' : `${Math.round(cpuNanocores)}n`,
  memory: memoryBytes === 0 ? '0' : `${Math.ceil(memoryBytes / 1024)}Ki`,
})
