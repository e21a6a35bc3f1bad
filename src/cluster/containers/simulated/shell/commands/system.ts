import {Accounts} from './accounts.ts'
import {lookUpHost} from './host-names.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** What a process can ask about the machine and itself. */
export function systemCommands({host}: ShellParts): Record<string, Run> {
  return {
    hostname: args => {
      // Its full name is what /etc/hosts says of its address.
      const whole = lookUpHost(host, host.hostname)?.name ?? host.hostname
      const shown = args.includes('-i')
        ? host.peer.ip
        : args.includes('-f')
          ? whole
          : args.includes('-d')
            ? whole.slice(host.hostname.length + 1)
            : host.hostname
      return ok(`${shown}\n`)
    },
    whoami: () => {
      const user = new Accounts(host.files).user(host.uid)
      return user ? ok(`${user}\n`) : failed(`whoami: unknown uid ${host.uid}\n`)
    },
    uname: args => {
      const all = {
        s: 'Linux',
        n: host.hostname,
        r: '6.1.0-25-amd64',
        v: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.106-3 (2024-08-26)',
        m: 'x86_64',
        o: 'GNU/Linux',
      }
      const flags = args.join('').replace(/-/g, '') || 's'
      const wanted = flags.includes('a') ? 'snrvmo' : flags
      return ok(
        `${[...'snrvmo']
          .filter(flag => wanted.includes(flag))
          .map(flag => all[flag as keyof typeof all])
          .join(' ')}\n`,
      )
    },
    nproc: () => ok('8\n'),
    tty: () => (host.terminal ? ok('/dev/pts/0\n') : failed('not a tty\n')),
    stty: args => {
      if (!host.terminal) return failed('stty: standard input: Inappropriate ioctl for device\n')
      const {height, width} = host.terminal
      if (args[0] === 'size') return ok(`${height} ${width}\n`)
      return args.length > 0 && args[0] !== '-a' ? ok() : ok(`speed 38400 baud; rows ${height}; columns ${width};\n`)
    },
    clear: () => ok('\x1b[H\x1b[J'),
    sync: () => ok(),
    ps: args => {
      const rows = host.processes()
      if (host.family === 'debian' && args.join('').includes('u'))
        return ok(
          `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${rows.map(({pid, user: owner, command}) => `${owner.padEnd(8)} ${String(pid).padStart(7)}  0.0  0.0   4228  3072 ?        Ss   00:00   0:00 ${command}\n`).join('')}`,
        )
      if (host.family === 'debian')
        return ok(
          `    PID TTY          TIME CMD\n${rows.map(({pid, command}) => `${String(pid).padStart(7)} ?        00:00:00 ${command.split(' ')[0]}\n`).join('')}`,
        )
      return ok(
        `PID   USER     TIME  COMMAND\n${rows.map(({pid, user: owner, command}) => `${String(pid).padStart(5)} ${owner.padEnd(8)}  0:00 ${command}\n`).join('')}`,
      )
    },
    pidof: ([name = '']) => {
      const found = host.processes().filter(({command}) => command.split(' ')[0]!.split('/').pop() === name)
      return found.length > 0 ? ok(`${found.map(({pid}) => pid).join(' ')}\n`) : failed('')
    },
    date: async (args, context) => {
      const given = args.some(arg => /^(-d|--date|-r|-s)/.test(arg))
      const all = given ? args : ['-d', `@${Math.floor(host.now() / 1000)}`, ...args]
      const run = (context as {origCommand?: (words: string[]) => Promise<Awaited<ReturnType<Run>>>}).origCommand
      return run ? run(all) : ok(`${new Date(host.now()).toUTCString()}\n`)
    },
  }
}
