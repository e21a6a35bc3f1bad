import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {rawSender} from '../support/differential/api-connection.ts'

interface Family {
  help: string
  type: string
  labels: Set<string>
}

/** Of Node.js and of the process, where Go has others. */
const own = /^(nodejs_|process_(cpu_(user|system)_seconds_total|heap_bytes)$)/

/** Families whose labels depend on what has happened. */
const families = (text: string): Map<string, Family> => {
  const found = new Map<string, Family>()
  const of = (name: string) => {
    const family = found.get(name) ?? {help: '', type: '', labels: new Set<string>()}
    found.set(name, family)
    return family
  }
  for (const line of text.split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (kind === 'HELP') of(name).help = rest
    else if (kind === 'TYPE') of(name).type = rest
    const [, sample = '', labels = ''] = /^([a-z_:0-9]+)(?:\{(.*)\})? /i.exec(line) ?? []
    const base = found.has(sample) ? sample : sample.replace(/_(bucket|sum|count)$/, '')
    for (const [, label] of labels.matchAll(/(\w+)="/g)) found.get(base)?.labels.add(label!)
  }
  return found
}

describe("an API server's metrics", () => {
  it('have the names, types, help and labels that a real one has for them', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    if (!existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(60_000)
    const scrape = async (file: string) => families((await rawSender(file)({method: 'GET', path: '/metrics'})).text)
    const [real, ours] = [await scrape(reference), await scrape(kubeconfig)]

    const both = [...ours].filter(([name]) => real.has(name) && !own.test(name))
    const differing = both.flatMap(([name, {help, type, labels}]) => {
      const wanted = real.get(name)!
      const foreign = [...labels].filter(label => wanted.labels.size > 0 && !wanted.labels.has(label))
      return help === wanted.help && type === wanted.type && foreign.length === 0 ? [] : [name]
    })

    console.log(`${both.length} of ${real.size} families, ${differing.length} of them otherwise`)
    assert.deepEqual(differing, [])
    assert.ok(both.length >= 105, `${both.length}`)
  })
})
