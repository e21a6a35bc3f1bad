/** `a=b,c=d`; throws in kubectl's words. */
export function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map(part => {
      const pieces = part.split('=')
      if (pieces.length !== 2) throw new Error(`unexpected label spec: ${part}`)
      if (pieces[0] === '') throw new Error('unexpected empty label key')
      return pieces as [string, string]
    }),
  )
}

/** The inverse. */
export const formatLabels = (labels: Record<string, string> = {}): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
