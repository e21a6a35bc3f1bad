/** The channels of exec and attach. */
export const channel = {stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4} as const

/** Which ports a port-forward's URL names: `?ports=80,81&ports=8080`. */
export const portsOf = (url: string): number[] =>
  new URL(url, 'http://host').searchParams
    .getAll('ports')
    .flatMap(value => value.split(','))
    .map(Number)

export const isPortForward = (url: string): boolean => /\/portforward(\?|$)/.test(url)

/** The channels of an exec or attach that its URL asks for, and the one for errors. */
export function channelsOf(url: string): number[] {
  const query = new URL(url, 'http://host').searchParams
  const wants = (name: string) => ['true', '1'].includes(query.get(name) ?? '')
  return [
    channel.error,
    ...(wants('stdin') ? [channel.stdin] : []),
    ...(wants('stdout') ? [channel.stdout] : []),
    ...(wants('stderr') ? [channel.stderr] : []),
    ...(wants('tty') ? [channel.resize] : []),
  ]
}
