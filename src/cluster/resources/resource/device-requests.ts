interface Allocation {
  allocationMode?: string
  count?: number
  tolerations?: {operator?: string}[]
}

interface ClaimSpec {
  devices?: {requests?: {exactly?: Allocation; firstAvailable?: Allocation[]}[]}
}

/** A device request that says nothing else wants exactly one device. */
export function setDeviceRequestDefaults(spec: ClaimSpec | undefined): void {
  for (const {exactly, firstAvailable} of spec?.devices?.requests ?? []) {
    for (const allocation of [...(exactly ? [exactly] : []), ...(firstAvailable ?? [])]) {
      allocation.allocationMode ||= 'ExactCount'
      if (allocation.allocationMode === 'ExactCount') allocation.count ||= 1
      for (const toleration of allocation.tolerations ?? []) toleration.operator ||= 'Equal'
    }
  }
}
