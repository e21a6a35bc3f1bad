import type {EndpointSlice} from '../../../api/kinds.ts'
import {hostPort} from './probe.ts'

const shownAtMost = 3

/** The ready endpoints behind the port of that name: three of them, and how many more there are. */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const shown: string[] = []
  let count = 0
  let more = false
  const visit = (slice: EndpointSlice, text: (address: string) => string): void => {
    for (const {addresses, conditions} of slice.endpoints ?? []) {
      if (shown.length === shownAtMost) more = true
      if (conditions?.ready === false) continue
      if (!more) shown.push(text(addresses[0] ?? ''))
      count++
    }
  }
  for (const slice of slices) {
    if (!slice.ports?.length) visit(slice, address => address)
    for (const {name = '', port = 0} of slice.ports ?? [])
      if (name === portName) visit(slice, address => hostPort(address, String(port)))
  }
  return more ? `${shown.join(',')} + ${count - shownAtMost} more...` : shown.join(',')
}
