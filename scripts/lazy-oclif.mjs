import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'

const {name, version} = createRequire(import.meta.url)('@oclif/core/package.json')

/**
 * Lets oclif's Command be defined without loading what only its own parser, help and configuration use: kctl reads flags as kubectl does,
 * so most runs need none of it, and loading it costs more than the rest of a command.
 */
export const lazyOclif = {
  name: 'lazy-oclif',
  setup(build) {
    build.onLoad({filter: /@oclif[\\/]core[\\/]lib[\\/]command\.js$/}, async ({path}) => {
      const source = await readFile(path, 'utf8')
      const contents = source
        .replaceAll(/^const (\w+) = (?:__import\w+\()?require\("(\.\/[^"]+)"\)\)?;$/gm, (line, variable, module) => {
          const load = line.slice(line.indexOf('=') + 1).replace(/;$/, '')
          return `const ${variable} = new Proxy({}, {get: (_, key) => (${load})[key]}); // ${module}`
        })
        .replace('(0, logger_1.getLogger)', '(() => ({debug() {}}))')
        .replace("cache_1.default.getInstance().get('@oclif/core')", JSON.stringify({name, version}))
      return {contents, loader: 'js'}
    })
  },
}
