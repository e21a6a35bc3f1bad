import type {ContainerFileSystem} from '../../files/container-file-system.ts'

/** Names of users and groups, as the container's own /etc/passwd and /etc/group have them. */
export class Accounts {
  private readonly users: Map<number, string>
  private readonly groups: Map<number, string>

  constructor(files: ContainerFileSystem) {
    this.users = namesIn(files, '/etc/passwd')
    this.groups = namesIn(files, '/etc/group')
  }

  user(uid: number): string | undefined {
    return this.users.get(uid)
  }

  group(gid: number): string | undefined {
    return this.groups.get(gid)
  }

  uid(name: string): number | undefined {
    return numberOf(this.users, name)
  }

  gid(name: string): number | undefined {
    return numberOf(this.groups, name)
  }
}

/** `NAME:x:NUMBER:…`, a line each. */
function namesIn(files: ContainerFileSystem, path: string): Map<number, string> {
  const names = new Map<number, string>()
  let text = ''
  try {
    text = Buffer.from(files.readBytes(path)).toString()
  } catch {
    // An image need not know anybody.
  }
  for (const line of text.split('\n')) {
    const [name = '', , number] = line.split(':')
    if (number !== undefined && !names.has(Number(number))) names.set(Number(number), name)
  }
  return names
}

function numberOf(names: Map<number, string>, name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name)
  for (const [number, known] of names) if (known === name) return number
  return undefined
}
