import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {flag} from '../answering.ts'
import type {ProgramHost} from '../program.ts'
import type {Failure} from './why-not-run.ts'

const files = ['cert-file', 'key-file', 'trusted-ca-file', 'peer-cert-file', 'peer-key-file', 'peer-trusted-ca-file']

/** What etcd finds wrong with its command line, and with the files that it names; undefined: nothing. */
export async function etcdProblem(
  host: ProgramHost,
  {known, files: disk}: {known: ReadonlySet<string>; files: ContainerFileSystem},
): Promise<Failure | undefined> {
  const unknown = host.argv
    .slice(1)
    .flatMap(word => /^--?([^=]*)/.exec(word)?.[1] ?? [])
    .find(name => !known.has(name))
  if (unknown !== undefined)
    return {
      stderr: `flag provided but not defined: -${unknown}\nUsage:\n\n  etcd [flags]\n    Start an etcd server.\n`,
      exitCode: 2,
    }
  for (const name of files) {
    const path = flag(host, name)
    if (!path || (await disk.exists(path))) continue
    const entry = {
      level: 'fatal',
      ts: new Date(host.now()).toISOString().replace(/Z$/, '000Z'),
      caller: 'etcdmain/etcd.go:198',
      msg: 'listener failed',
      error: `open ${path}: no such file or directory`,
    }
    return {stderr: `${JSON.stringify(entry)}\n`}
  }
  return undefined
}
