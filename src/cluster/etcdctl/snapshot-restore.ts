import type {Call, EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {fileError} from './file-error.ts'

export const snapshotRestore: EtcdctlCommand = {
  name: 'snapshot restore',
  usage: ' <filename> [options]',
  summary: '[deprecated] Restores an etcd member snapshot to an etcd directory',
  flags: [
    {name: 'data-dir', fallback: '', usage: 'Path to the data directory'},
    {
      name: 'initial-advertise-peer-urls',
      fallback: 'http://localhost:2380',
      usage: "List of this member's peer URLs to advertise to the rest of the cluster",
    },
    {
      name: 'initial-cluster',
      fallback: 'default=http://localhost:2380',
      usage: 'Initial cluster configuration for restore bootstrap',
    },
    {
      name: 'initial-cluster-token',
      fallback: 'etcd-cluster',
      usage: 'Initial cluster token for the etcd cluster during restore bootstrap',
    },
    {name: 'name', fallback: 'default', usage: 'Human-readable name for this member'},
    {
      name: 'skip-hash-check',
      fallback: false,
      usage: 'Ignore snapshot integrity hash value (required if copied from data directory)',
    },
    {name: 'wal-dir', fallback: '', usage: 'Path to the WAL directory (use --data-dir if none given)'},
  ],
  async run(call) {
    call.deprecated('Deprecated: Use `etcdutl snapshot restore` instead.\n\n')
    if (call.args.length !== 1) throw badArguments('snapshot restore requires exactly one argument')
    const snapshot = call.args[0]!
    const dataDir = call.flag.text('data-dir')
    const skipHashCheck = call.flag.on('skip-hash-check')
    checkMembers(call)
    if (dataDir !== '' && !(await call.files.isVacant(dataDir)))
      throw new Failure(exitCodes.error, `data-dir "${dataDir}" not empty or could not be read`)
    try {
      await call.files.withFile(snapshot, async file => {
        if (dataDir === '') await call.restoreCluster(file, {skipHashCheck})
        else await restoreDirectory(call, {snapshot: file, dataDir, skipHashCheck})
      })
    } catch (error) {
      if (error instanceof Failure) throw error
      const reason = fileError(error)
      throw new Failure(exitCodes.error, reason ? `open ${snapshot}: ${reason}` : (error as Error).message)
    }
  },
}

async function restoreDirectory(
  {flag, files}: Call,
  {dataDir, ...options}: {snapshot: string; dataDir: string; skipHashCheck: boolean},
): Promise<void> {
  const {writeDataDirectory} = await import('../etcd/snapshot/data-directory/write-data-directory.ts')
  await files.withFolder(dataDir, folder =>
    writeDataDirectory({
      ...options,
      dataDir: folder,
      walDir: flag.text('wal-dir'),
      name: flag.text('name'),
      token: flag.text('initial-cluster-token'),
      members: membersOf(flag),
    }),
  )
}

/** The members that `--initial-cluster` names; one that is named twice has several addresses. */
function membersOf(flag: Call['flag']): {name: string; peerUrls: string[]}[] {
  const members = new Map<string, string[]>()
  for (const entry of flag.text('initial-cluster').split(',')) {
    const [name = '', ...url] = entry.split('=')
    members.set(name, [...(members.get(name) ?? []), url.join('=')])
  }
  return [...members].map(([name, peerUrls]) => ({name, peerUrls}))
}

function checkMembers({flag}: Call): void {
  const name = flag.text('name')
  const configured = membersOf(flag).find(member => member.name === name)?.peerUrls ?? []
  if (configured.length === 0) {
    throw new Failure(exitCodes.error, `couldn't find local name "${name}" in the initial cluster configuration`)
  }
  const advertised = flag.text('initial-advertise-peer-urls')
  if ([...configured].sort().join(',') === advertised.split(',').sort().join(',')) return
  throw new Failure(
    exitCodes.error,
    `--initial-cluster has ${configured.map(url => `${name}=${url}`).join(',')} but missing from --initial-advertise-peer-urls=${advertised} (resolved urls: "${advertised}" != "${configured.join(',')}")`,
  )
}
