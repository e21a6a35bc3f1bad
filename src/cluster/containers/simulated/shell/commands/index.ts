import {type Command, getCommandNames} from 'just-bash'
import {nextTurn} from '../../../../runtime/next-turn.ts'
import {allocateCommands} from './allocate.ts'
import {apparmorCommands} from './apparmor.ts'
import {chrootCommand} from './chroot.ts'
import {crictlCommand} from './crictl/index.ts'
import {databaseClients} from './database-clients.ts'
import {ddCommand} from './dd.ts'
import {digCommand} from './dig.ts'
import {editorCommands} from './editors.ts'
import {environmentCommands} from './environment.ts'
import {etcdTools} from './etcd-tools.ts'
import {hexdumpCommand} from './hexdump.ts'
import {interfaceCommands} from './interfaces.ts'
import {jobCommands} from './jobs.ts'
import {journalctlCommand} from './journalctl.ts'
import {kubeadmCommand} from './kubeadm.ts'
import {kubectlCommand} from './kubectl.ts'
import {lsCommand} from './ls.ts'
import {machineCommands} from './machine.ts'
import {memoryEaters} from './memory-eaters.ts'
import {mountCommands} from './mounting.ts'
import {netstatCommand} from './netstat.ts'
import {networkCommands} from './network.ts'
import {nodePrograms} from './node-programs.ts'
import {nsenterCommand} from './nsenter.ts'
import {opensslCommand} from './openssl.ts'
import {ownershipCommands} from './ownership.ts'
import {pagerCommands} from './pagers.ts'
import {probingCommands} from './probing.ts'
import {processSearch} from './process-search.ts'
import {redisClient} from './redis-client.ts'
import type {Run} from './result.ts'
import {rmCommand} from './rm.ts'
import {runExecutable} from './run-executable.ts'
import {serverCommands} from './servers.ts'
import type {ShellParts} from './shell-parts.ts'
import {sshCommand} from './ssh.ts'
import {sysctlCommand} from './sysctl.ts'
import {systemCommands} from './system.ts'
import {systemctlCommand} from './systemctl/index.ts'
import {tailCommand} from './tail.ts'
import {tarCommand} from './tar.ts'
import {usualOptions} from './usual-options.ts'
import {watchingCommands} from './watching.ts'
import {wrapperCommands} from './wrappers.ts'

/** How many commands a script runs before others have their turn: the interpreter itself never lets go of the event loop while it has something to do. */
const commandsInARow = 32

/** Commands that the interpreter lacks, or that must know the container they run in. */
export function shellCommands(parts: ShellParts): Command[] {
  let commands = 0
  const all: Record<string, Run> = {
    ...usualOptions,
    ...environmentCommands(parts),
    ...systemCommands(parts),
    ...lsCommand(parts),
    ...rmCommand(parts),
    ...machineCommands(parts),
    ...mountCommands(parts),
    ...nsenterCommand(parts),
    ...pagerCommands,
    ...probingCommands(parts),
    ...processSearch(parts),
    ...watchingCommands(parts),
    ...ownershipCommands(parts),
    ...jobCommands(parts),
    ...networkCommands(parts),
    ...netstatCommand(parts),
    ...digCommand(parts),
    ...hexdumpCommand(parts),
    ...interfaceCommands(parts),
    ...sysctlCommand(parts),
    ...serverCommands(parts),
    ...redisClient(parts),
    ...databaseClients(parts),
    ...tailCommand(parts),
    ...tarCommand(parts),
    ...wrapperCommands(parts),
    ...chrootCommand(parts),
    ...crictlCommand(parts),
    ...etcdTools(parts),
    ...nodePrograms(parts),
    ...kubeadmCommand(parts),
    ...kubectlCommand(parts),
    ...apparmorCommands(parts),
    ...sshCommand(parts),
    ...systemctlCommand(parts),
    ...journalctlCommand(parts),
    ...opensslCommand(parts),
    ...editorCommands(parts),
    ...ddCommand(parts),
    ...allocateCommands(parts),
  }
  const every = {...builtIn(), ...all, ...memoryEaters(parts, all), ...runExecutable(parts, all)}
  return Object.entries(every).map(([name, run]) => ({
    name,
    async execute(args, context) {
      commands += 1
      if (commands % commandsInARow === 0) await nextTurn()
      const result = await run(args, context)
      return {...result, stderr: parts.refusals.explained(result.stderr, context.cwd)}
    },
  }))
}

/** The interpreter's own commands that open files. */
const builtIn = (): Record<string, Run> =>
  Object.fromEntries(
    getCommandNames()
      .filter(name => !withoutFiles.has(name))
      .map(name => [name, (args, context) => context.origCommand!(args)]),
  )

const withoutFiles = new Set('echo printf pwd true false sleep seq expr date bash sh time timeout xargs'.split(' '))
