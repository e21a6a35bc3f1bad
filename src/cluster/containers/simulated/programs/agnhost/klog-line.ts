/** A line as klog writes it: `I1128 21:05:31.000000       1 log.go:245] text`. */
export function klogLine(now: number, place: string, text: string): string {
  const iso = new Date(now).toISOString()
  return `I${iso.slice(5, 10).replace('-', '')} ${iso.slice(11, 23)}000       1 ${place}] ${text}\n`
}
