// `npm run bench`: every benchmark after the other, each in a process of its own. The targets are in docs/architecture.md's design.
import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {repository} from '../test/support/shared.ts'

for (const name of ['cli/index.ts', 'store/index.ts', 'scheduler/index.ts', 'cluster/pods.ts']) {
  console.log(`\n== ${name}`)
  spawnSync(process.execPath, ['--import', 'tsx', join(repository, 'bench', name)], {cwd: repository, stdio: 'inherit'})
}
