import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** What the kernel says where a pod does not set it. */
const kernel: Record<string, string> = {
  'kernel.hostname': '',
  'kernel.shm_rmid_forced': '0',
  'kernel.ostype': 'Linux',
  'kernel.osrelease': '6.1.0-25-amd64',
  'net.core.somaxconn': '4096',
  'net.ipv4.ip_forward': '1',
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_unprivileged_port_start': '0',
  'net.ipv4.tcp_syncookies': '1',
  'vm.max_map_count': '262144',
}

/** sysctl: reads kernel parameters; only privileged containers would be let change any, and there is no kernel behind them here. */
export const sysctlCommand = ({host}: ShellParts): Record<string, Run> => ({
  sysctl: args => {
    const values: Record<string, string> = {...kernel, 'kernel.hostname': host.hostname, ...host.sysctls}
    const flags = args.filter(arg => arg.startsWith('-')).join('')
    const named = flags.includes('a') ? Object.keys(values).sort() : args.filter(arg => !arg.startsWith('-'))
    let stdout = ''
    let stderr = ''
    for (const name of named.map(each => each.replaceAll('/', '.'))) {
      const [key = '', given] = name.split('=')
      if (given !== undefined) stderr += `sysctl: error setting key '${key}': Read-only file system\n`
      else if (!Object.hasOwn(values, key)) stderr += `sysctl: error: '${key}' is an unknown key\n`
      else stdout += flags.includes('n') ? `${values[key]}\n` : `${key} = ${values[key]}\n`
    }
    return stderr ? {...failed(stderr), stdout} : {stdout, stderr, exitCode: 0}
  },
})
