import {reasonOf} from '../../files/file-errors.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

interface MountLine {
  type?: string
  options: string[]
  operands: string[]
}

/** mount, umount, mountpoint: what is mounted where and, for who may, something mounted: another folder, or memory. */
export function mountCommands({host}: ShellParts): Record<string, Run> {
  const rows = (): string[][] =>
    Buffer.from(host.files.readBytes('/proc/mounts'))
      .toString()
      .trimEnd()
      .split('\n')
      .map(line => line.split(' '))
  const list = (wanted?: string): string =>
    rows()
      .filter(([, , type]) => wanted === undefined || type === wanted)
      .map(([source, place, type, options]) => `${source} on ${place} type ${type} (${options})\n`)
      .join('')

  return {
    mount: (args, {cwd}) => {
      const {type, options, operands} = mountLine(args)
      const [source = '', path] = operands
      if (operands.length === 0) return ok(list(type))
      if (!host.privileged || host.uid !== 0) return failed('mount: permission denied (are you root?)\n')
      if (path === undefined) return failed(`mount: can't find ${source} in /etc/fstab\n`)
      const target = host.files.resolvePath(cwd, path)
      try {
        if (options.includes('bind') || options.includes('rbind'))
          host.files.mount(target, {path: host.files.resolvePath(cwd, source)})
        else if (type === 'tmpfs') host.files.mount(target, capacityIn(options))
        else return failed(`mount: mounting ${source} on ${path} failed: No such device\n`, 32)
      } catch (error) {
        return failed(`mount: mounting ${source} on ${path} failed: ${reasonOf(error)}\n`, 32)
      }
      return ok()
    },
    umount: (args, {cwd}) => {
      const failures = args
        .filter(arg => !arg.startsWith('-'))
        .flatMap(path => {
          try {
            host.files.unmount(host.files.resolvePath(cwd, path))
            return []
          } catch (error) {
            return [`umount: can't unmount ${path}: ${reasonOf(error)}\n`]
          }
        })
      return failures.length > 0 ? failed(failures.join('')) : ok()
    },
    mountpoint: (args, {cwd}) => {
      const [path = ''] = args.filter(arg => !arg.startsWith('-'))
      const isMount = rows().some(([, place]) => place === host.files.resolvePath(cwd, path))
      const text = args.some(arg => /^-\w*q/.test(arg)) ? '' : `${path} is ${isMount ? '' : 'not '}a mountpoint\n`
      return {...ok(text), exitCode: isMount ? 0 : 1}
    },
  }
}

function mountLine(args: readonly string[]): MountLine {
  const line: MountLine = {options: [], operands: []}
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '-t') line.type = waiting.shift() ?? ''
    else if (arg === '-o') line.options.push(...(waiting.shift() ?? '').split(','))
    else if (arg.startsWith('--')) line.options.push(arg.slice(2))
    else if (!arg.startsWith('-')) line.operands.push(arg)
  }
  return line
}

const units: Record<string, number> = {'': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3}

/** `size=10m` */
function capacityIn(options: readonly string[]): {capacity?: number} {
  const [, size, unit = ''] = options.map(option => /^size=(\d+)([kmg]?)$/i.exec(option)).find(Boolean) ?? []
  return size === undefined ? {} : {capacity: Number(size) * units[unit.toLowerCase()]!}
}
