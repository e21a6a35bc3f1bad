import {readFileSync} from 'node:fs'
import {dirname, resolve} from 'node:path'
import {isObject} from '../../../api/json/set-key.ts'
import {parseYaml} from '../../../api/yaml/index.ts'
import type {PluginConfiguration} from './off-by-default.ts'

interface Plugin {
  name?: string
  /** Relative to the configuration's own folder. */
  path?: string
  configuration?: unknown
}

/** Reads --admission-control-config-file, an apiserver.config.k8s.io AdmissionConfiguration. Throws an Error that says what is wrong with it. */
export function readAdmissionConfiguration(file: string): PluginConfiguration {
  const {apiVersion, kind, plugins = []} = parse(file) as {apiVersion?: string; kind?: string; plugins?: Plugin[]}
  if (kind !== 'AdmissionConfiguration' || !versions.has(apiVersion ?? ''))
    throw new Error(
      `failed to apply admission: failed to read plugin config: no kind ${JSON.stringify(kind ?? '')} is registered for version ${JSON.stringify(apiVersion ?? '')} in scheme "pkg/runtime/scheme.go:110"`,
    )
  return name => {
    const found = plugins.find(plugin => plugin.name === name)
    if (found?.configuration !== undefined) return found.configuration
    return found?.path ? parse(resolve(dirname(file), found.path)) : undefined
  }
}

const versions = new Set([
  'apiserver.config.k8s.io/v1',
  'apiserver.config.k8s.io/v1alpha1',
  'apiserver.k8s.io/v1alpha1',
])

function parse(file: string): Record<string, unknown> {
  try {
    const value = parseYaml(readFileSync(file, 'utf8'))
    return isObject(value) ? value : {}
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? `open ${file}: no such file or directory` : message
    throw new Error(
      `failed to apply admission: failed to read plugin config: unable to read admission control configuration from ${JSON.stringify(file)} [${why}]`,
    )
  }
}
