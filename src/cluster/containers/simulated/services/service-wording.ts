import type {Unit} from './unit-file.ts'

/** `kubelet.service - kubelet: The Kubernetes Node Agent`. */
export const titleOf = (service: string, {description}: Unit): string =>
  description ? `${service}.service - ${description}` : `${service}.service`

/** As systemd writes exit codes: `1/FAILURE`. */
export const exitName = (code: number): string =>
  ({0: '0/SUCCESS', 1: '1/FAILURE', 203: '203/EXEC'})[code] ?? `${code}/n/a`
