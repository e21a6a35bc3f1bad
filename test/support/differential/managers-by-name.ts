interface Manager {
  manager?: string
  operation?: string
  subresource?: string
}

/** A body whose managers of fields are in the order of their names: their own is that of the seconds in which they wrote, which two servers need not share. */
export function managersByName(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(managersByName)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'managedFields' && Array.isArray(item) ? byName(item as Manager[]) : managersByName(item),
    ]),
  )
}

const byName = (managers: Manager[]): Manager[] =>
  [...managers].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))

const nameOf = ({manager, operation, subresource}: Manager): string => [operation, manager, subresource].join(' ')
