import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')

const foldersIn = (path: string): string[] =>
  readdirSync(join(root, path), {withFileTypes: true})
    .filter(entry => entry.isDirectory())
    .map(({name}) => name)

const files = (readdirSync(join(root, 'src'), {recursive: true}) as string[])
  .filter(name => name.endsWith('.ts'))
  .map(name => join('src', name))

/** The map's lines, each with what it names: folders end in `/`. */
const map = /```\n([\s\S]*?)\n```/
  .exec(page)![1]!
  .split('\n')
  .map(line => line.trim().split(/\s{2,}/))

describe('the map in docs/architecture.md', () => {
  const named = map
    .flat()
    .join(' ')
    .match(/[\w-]+\//g)!

  for (const folder of ['src', 'src/cluster'])
    it(`has every folder of ${folder}`, () => {
      const missing = foldersIn(folder).filter(name => !named.includes(`${name}/`))

      assert.deepEqual(missing, [])
    })

  it('names no file or folder that is gone', () => {
    const paths = new Set(
      files.flatMap(file => file.split('/').flatMap((part, index, parts) => [part, parts.slice(index).join('/')])),
    )
    const claimed = [...page.matchAll(/(?<![\w>-])\w[\w-]*(?:\/[\w-]+)*\.ts\b/g)].map(([path]) => path)

    const gone = claimed.filter(path => !paths.has(path) && !paths.has(path.replace(/^src\//, '')))

    assert.deepEqual(gone, [])
  })
})

/** Who may ask the machine what time it is, and why. */
const machineTime: Record<string, string> = {
  'src/cluster/system-time.ts': 'the one source of time',
  'src/cluster/etcd/sqlite/poll.ts': 'looks for what other processes of the machine have written',
  'src/cluster/etcdctl/watch.ts': 'keeps a command alive',
  'src/client/machine/timers.ts': 'gives up waiting for a server in the time of who waits',
}

describe('time and randomness', () => {
  const rules = [
    {name: 'asks the machine for the time', pattern: /\bDate\.now\(|\bnew Date\(\)|(?<![.\w])set(Timeout|Interval)\(/},
    {name: 'asks the machine for luck that a seed must decide', pattern: /\bMath\.random\(/},
  ]
  for (const {name, pattern} of rules)
    it(`no part ${name} by itself`, () => {
      const found = files.filter(file => !(file in machineTime) && pattern.test(readFileSync(join(root, file), 'utf8')))

      assert.deepEqual(found, [])
    })

  it('is let off only where that is still needed', () => {
    const idle = Object.keys(machineTime).filter(
      file => !rules[0]!.pattern.test(readFileSync(join(root, file), 'utf8')),
    )

    assert.deepEqual(idle, [])
  })
})

describe('a registry', () => {
  const registries = [
    {name: 'scheduler plugins', folder: 'src/cluster/scheduler/plugins'},
    {name: 'commands', folder: 'src/commands', below: true, is: /^export default class /m},
  ]
  for (const {name, folder, below = false, is = /^export /m} of registries)
    it(`lists all ${name} that there are`, () => {
      const list = readFileSync(join(root, folder, 'index.ts'), 'utf8')
      const there = files
        .filter(file => file.startsWith(`${folder}/`))
        .map(file => file.slice(folder.length + 1))
        .filter(file => file !== 'index.ts' && (below || !file.includes('/')))
        .filter(file => is.test(readFileSync(join(root, folder, file), 'utf8')))

      const missing = there.filter(file => !list.includes(`'./${file}'`))

      assert.ok(there.length > 0)
      assert.deepEqual(missing, [])
    })
})
