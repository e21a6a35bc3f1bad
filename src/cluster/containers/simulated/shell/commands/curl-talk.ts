/** Header lines as servers write them, whatever HTTP makes of their case. */
export const headerLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name.replace(/(^|-)([a-z])/g, letter => letter.toUpperCase())}: ${value}\r\n`)
    .join('')

/** What `curl -v` says of a request and its answer. */
export function curlTalk(
  {host, ip, port, path}: {host: string; ip: string; port: number; path: string},
  {method, headers, head}: {method: string; headers: Record<string, string>; head: string},
): string {
  const lines = (mark: string, text: string): string => text.replace(/^(.*)\r\n/gm, `${mark} $1\r\n`)
  const asked = `${method} ${path} HTTP/1.1\r\n${headerLines({host: port === 80 ? host : `${host}:${port}`, ...headers})}\r\n`
  const found = host === ip ? '' : `* Host ${host}:${port} was resolved.\n* IPv6: (none)\n* IPv4: ${ip}\n`
  return `${found}*   Trying ${ip}:${port}...\n* Connected to ${host} (${ip}) port ${port}\n${lines('>', asked)}* Request completely sent off\n${lines('<', head)}* Connection #0 to host ${host} left intact\n`
}
