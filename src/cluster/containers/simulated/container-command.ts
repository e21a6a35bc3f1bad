import type {ContainerRecord, ContainerSurroundings} from './container-record.ts'

type Made = {record: ContainerRecord; around: ContainerSurroundings}

/** The command line of a container's first process: the pod's word over the image's. */
export function argvOf({record, around}: Made): string[] {
  const {command, args} = record.config
  const {entrypoint = [], command: imageCommand = []} = around.image.definition
  if (command?.length) return [...command, ...(args ?? [])]
  if (!args?.length) return [...entrypoint, ...imageCommand]
  return [
    ...entrypoint,
    ...(suppliesProgram(entrypoint, imageCommand, args[0]!) ? imageCommand.slice(0, 1) : []),
    ...args,
  ]
}

/** How its first process is listed: what an image that nobody knows runs by itself is called as the image. */
export function listedArgv(made: Made): string[] {
  const {record, around} = made
  const argv = argvOf(made)
  if (around.image.known || record.config.command?.length) return argv
  return [around.image.definition.repository.replace(/^.*\//, ''), ...argv]
}

/** Whether the image's entrypoint script puts its program before arguments that name none: `-s http://web` for curl, `--version` for databases. */
const suppliesProgram = ([script = '']: string[], [program]: string[], first: string): boolean =>
  /(^|\/)(docker-)?entrypoint\.sh$/.test(script) &&
  program !== undefined &&
  program !== 'nginx' &&
  (first.startsWith('-') || first.includes('://'))

/** Its environment in the order in which a runtime makes it: the image's, the host's name, the pod's, a home. */
export function envOf(made: Made): Record<string, string> {
  const {record, around} = made
  const given: Record<string, string> = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...around.image.definition.env,
    ...(record.config.tty && {TERM: 'xterm'}),
    HOSTNAME: around.sandbox.record.config.hostname,
  }
  for (const {name, value} of record.config.env) given[name] = value
  return {...given, HOME: given['HOME'] ?? (uidOf(made) === 0 ? '/root' : '/')}
}

export const uidOf = ({record, around}: Made): number => record.config.runAsUser ?? around.image.status.uid ?? 0

export const cwdOf = ({record, around}: Made): string =>
  record.config.workingDir ?? around.image.definition.workingDir ?? '/'

/** The group that the pod says or, if it says none, that the image gives the user. */
export const gidOf = (made: Made): number => made.record.config.runAsGroup ?? userOf(made)?.gid ?? 0

const userOf = (made: Made) => made.around.image.definition.users?.find(({uid}) => uid === uidOf(made))

/** The process's groups: its own, those that the image gives its user, and those that the pod adds. */
export function groupsOf(made: Made): number[] {
  const {family} = made.around.image.definition
  const ofRoot = uidOf(made) === 0 && (family === 'busybox' || family === 'alpine') ? [10] : []
  const {hasGivenGroupsOnly} = made.record.config
  const ofImage = hasGivenGroupsOnly ? [] : [...ofRoot, ...(userOf(made)?.groups ?? []).map(({gid}) => gid)]
  return [...new Set([gidOf(made), ...ofImage, ...(made.record.config.supplementalGroups ?? [])])]
}
