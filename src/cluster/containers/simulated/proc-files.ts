import type {Device} from './files/device.ts'
import type {Mounts} from './files/find-place.ts'
import {mountLine} from './files/mount-line.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import {usersOfPod} from './simulated-sandboxes.ts'

/** What a node of this runtime has: kilobytes, processors. */
export const machine = {memory: 32_871_440, processors: 8, disk: 263_174_212} as const

/** Files that the kernel makes up when they are read: /proc and /sys, as far as people look into them. */
export function procFiles(container: SimulatedContainer, mounts: {all: Mounts}): [string, Device][] {
  const {around, record} = container
  const uptime = (): number => (around.clock.now() - (record.startedAt ?? 0)) / 1000
  const inUse = (): number => container.memory.inFiles + 900_000
  const texts: Record<string, () => string> = {
    '/proc/uptime': () => `${uptime().toFixed(2)} 0.00\n`,
    '/proc/1/cmdline': () => `${container.argv.join('\0')}\0`,
    '/proc/1/environ': () =>
      Object.entries(container.env)
        .map(([name, value]) => `${name}=${value}\0`)
        .join(''),
    '/proc/1/status': () => statusOf(container),
    '/proc/self/status': () => statusOf(container),
    '/proc/1/oom_score_adj': () => `${record.config.oomScoreAdjust ?? 0}\n`,
    '/proc/self/oom_score_adj': () => `${record.config.oomScoreAdjust ?? 0}\n`,
    '/proc/1/cgroup': () => '0::/\n',
    ...Object.fromEntries(
      ['1', 'self'].flatMap(process =>
        ['uid_map', 'gid_map'].map(map => [`/proc/${process}/${map}`, () => usersOf(container)]),
      ),
    ),
    '/proc/self/cgroup': () => '0::/\n',
    '/proc/loadavg': () => '0.00 0.00 0.00 1/128 12\n',
    '/proc/version': () =>
      'Linux version 6.1.0-25-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.106-3 (2024-08-26)\n',
    '/proc/meminfo': () =>
      `MemTotal:       ${machine.memory} kB\nMemFree:        ${machine.memory - 4_000_000} kB\nMemAvailable:   ${machine.memory - 2_000_000} kB\nBuffers:          120000 kB\nCached:          1800000 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n`,
    '/proc/cpuinfo': () =>
      Array.from(
        {length: machine.processors},
        (_, at) =>
          `processor\t: ${at}\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Xeon(R) CPU @ 2.20GHz\ncpu MHz\t\t: 2200.000\ncpu cores\t: ${machine.processors / 2}\n\n`,
      ).join(''),
    '/proc/mounts': () => mountLines(container, mounts.all),
    '/proc/self/mounts': () => mountLines(container, mounts.all),
    '/sys/fs/cgroup/memory.max': () => `${record.config.limits?.memoryBytes ?? 'max'}\n`,
    '/sys/fs/cgroup/memory.current': () => `${inUse()}\n`,
    '/sys/fs/cgroup/cpu.max': () => `${quota(record.config.limits?.cpuMillis)} 100000\n`,
    '/sys/fs/cgroup/cpu.weight': () => `${weight(record.config.limits?.cpuShares)}\n`,
    '/sys/fs/cgroup/pids.max': () => 'max\n',
  }
  return Object.entries(texts).map(([path, read]) => [path, {read}])
}

/** Microseconds of each tenth of a second; at least a millisecond. */
const quota = (cpuMillis: number | undefined): string => (cpuMillis ? String(Math.max(cpuMillis * 100, 1000)) : 'max')

/** Shares of the older kind as weights from 1 to 10000. */
const weight = (shares = 2): number => 1 + Math.floor(((shares - 2) * 9999) / 262_142)

/** What is mounted in a container, the root first. */
function mountLines({record}: SimulatedContainer, mounts: Mounts): string {
  const own = [
    `overlay / overlay ${record.config.readOnlyRootFilesystem ? 'ro' : 'rw'},relatime 0 0\n`,
    'proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n',
    'tmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0\n',
    'sysfs /sys sysfs ro,nosuid,nodev,noexec,relatime 0 0\n',
    'cgroup /sys/fs/cgroup cgroup2 ro,nosuid,nodev,noexec,relatime 0 0\n',
  ]
  const volumes = [...mounts.values()].filter(({path}) => path !== '')
  return [...own, ...volumes.map(mountLine)].join('')
}

/** Which of the node's users those of the container are: the first inside, the first outside, how many. */
function usersOf({around}: SimulatedContainer): string {
  const {rootUser} = around.sandbox.record
  const [first, count] = rootUser === undefined ? [0, 4_294_967_295] : [rootUser, usersOfPod]
  return `${'0'.padStart(10)} ${String(first).padStart(10)} ${String(count).padStart(10)}\n`
}

function statusOf(container: SimulatedContainer): string {
  const {uid, gid, groups, record} = container
  const name = (container.argv[0] ?? '').split('/').pop()!
  return `Name:\t${name}\nState:\tS (sleeping)\nPid:\t1\nPPid:\t0\nUid:\t${Array(4).fill(uid).join('\t')}\nGid:\t${Array(4).fill(gid).join('\t')}\nGroups:\t${groups.join(' ')}\nNoNewPrivs:\t${record.config.noNewPrivileges ? 1 : 0}\nSeccomp:\t${record.config.seccomp ? 2 : 0}\nSeccomp_filters:\t${record.config.seccomp ? 1 : 0}\n`
}
