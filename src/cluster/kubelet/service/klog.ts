/** A line as a kubelet's klog writes it; what an error has more lines of comes indented. */
export function klogLines(
  level: 'I' | 'W' | 'E',
  {now, pid}: {now: number; pid: number},
  place: string,
  message: string,
  err?: string,
): string[] {
  const iso = new Date(now).toISOString()
  const time = `${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000`
  const head = `${level}${time} ${String(pid).padStart(7)} ${place}] ${message}`
  if (err === undefined) return [head]
  if (!err.includes('\n')) return [`${head} err=${JSON.stringify(err)}`]
  return [`${head} err=<`, ...err.split('\n').map(line => `\t${line}`), ' >']
}
