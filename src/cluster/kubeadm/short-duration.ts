/** `59s`, `3m`, `23h`, `364d`, `9y`: in one unit, as Kubernetes' ShortHumanDuration. Milliseconds. */
export function shortDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  const units: [number, string][] = [
    [365 * 86_400, 'y'],
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ]
  const [size, name] = units.find(([each]) => seconds >= each) ?? [1, 's']
  return `${Math.floor(seconds / size)}${name}`
}
