import {join} from 'node:path'
import {build} from 'esbuild'
import {repository} from './repository.ts'

const requires = `import {createRequire as __createRequire} from 'node:module'
import {dirname as __dirnameOf} from 'node:path'
const require = __createRequire(import.meta.url), __filename = new URL(import.meta.url).pathname, __dirname = __dirnameOf(__filename)`

/** Where benchmarks are built. */
export const built = join(repository, 'dist/bench')

/** Builds benchmarks as the program itself is built, without which they would measure the tool that runs TypeScript; names stay, for profiles. */
export async function buildBenchmarks(files: string[]): Promise<void> {
  await build({
    absWorkingDir: repository,
    entryPoints: files.map(file => ({in: join('bench', file), out: file.replace(/\.ts$/, '')})),
    outdir: built,
    outExtension: {'.js': '.mjs'},
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['better-sqlite3', 'better-sqlite3-node20', 'just-bash', '@kubernetes/client-node'],
    banner: {js: requires},
    logLevel: 'warning',
  })
}
