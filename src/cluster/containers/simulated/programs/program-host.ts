import type {SimulatedContainer} from '../simulated-container.ts'
import type {ProgramHost} from './program.ts'

/** What a container gives to a program that runs in it; `isInit` for its first process, which, however late it is begun again, counts what it plans as it starts from the container's start. */
export function programHost(container: SimulatedContainer, argv: string[], isInit: boolean): ProgramHost {
  const {around, record} = container
  let starting = isInit
  queueMicrotask(() => {
    starting = false
  })
  const memoryLimit = record.config.limits?.memoryBytes
  return {
    argv,
    image: record.config.image,
    env: container.env,
    cwd: container.cwd,
    hostname: around.sandbox.record.config.hostname,
    family: around.image.definition.family,
    isInit,
    now: () => around.clock.now(),
    after: (milliseconds, callback) =>
      around.clock.at((starting ? record.startedAt! : around.clock.now()) + milliseconds, callback),
    stdout: text => container.write('stdout', text),
    stderr: text => container.write('stderr', text),
    exit: (code, reason) => container.exit(code, reason),
    active: () => around.active(container),
    files: () => container.fileSystem(),
    work: run => around.activity.during(run),
    async exec(command) {
      const chunks: Uint8Array[] = []
      const put = (data: Uint8Array) => void chunks.push(data)
      const exitCode = await container.exec(command, {stdout: put, stderr: put, tty: false})
      return {output: Buffer.concat(chunks).toString(), exitCode}
    },
    network: around.network,
    peer: container.peer,
    declaredPorts: record.config.ports ?? [],
    uid: container.uid,
    noNewPrivileges: record.config.noNewPrivileges ?? false,
    readOnlyRoot: record.config.readOnlyRootFilesystem ?? false,
    mountPaths: record.config.mounts.map(({containerPath}) => containerPath),
    isStaticPod: around.sandbox.record.config.annotations['kubernetes.io/config.mirror'] !== undefined,
    isNodeChanged: around.volumes.disks.isChanged(around.sandbox.record.config.node),
    ...(memoryLimit !== undefined && {memoryLimit}),
  }
}
