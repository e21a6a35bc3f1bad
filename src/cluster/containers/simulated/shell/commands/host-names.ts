import type {ShellHost} from '../shell-host.ts'

/** The addresses of a host: those of /etc/hosts before those of DNS. */
export function lookUpHost(
  {files, network, peer}: ShellHost,
  name: string,
): {name: string; addresses: string[]} | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return {name, addresses: [name]}
  const local = hostsLines(files).find(([, ...names]) => names.includes(name))
  if (local && !local[0]!.includes(':')) return {name: local[1]!, addresses: [local[0]!]}
  return network.resolve(name, peer)
}

function hostsLines(files: ShellHost['files']): string[][] {
  try {
    return Buffer.from(files.readBytes('/etc/hosts'))
      .toString()
      .split('\n')
      .map(line => line.replace(/#.*/, '').split(/\s+/).filter(Boolean))
      .filter(words => words.length > 1 && !words[0]!.includes(':'))
  } catch {
    return []
  }
}
