import {delimiter, join} from 'node:path'
import {accessSync, constants, readdirSync, statSync} from '../../client/machine/files.ts'

const prefixes = ['kctl', 'kubectl']

/** The executable that a plugin's name stands for, looked up in PATH under our own prefix and then kubectl's. */
export function findPlugin(name: string, searchPath: string): string | undefined {
  for (const prefix of prefixes)
    for (const folder of foldersOf(searchPath)) {
      const file = join(folder, `${prefix}-${name}`)
      if (isExecutable(file)) return file
    }
  return undefined
}

/** Every file in PATH that is named like a plugin, executable or not, in PATH's order. */
export function listPlugins(searchPath: string): {
  files: string[]
  problems: {folder: string; message: string}[]
} {
  const files: string[] = []
  const problems: {folder: string; message: string}[] = []
  for (const folder of new Set(foldersOf(searchPath))) {
    if (folder.trim() === '') continue
    try {
      const names = readdirSync(folder, {withFileTypes: true}).filter(entry => !entry.isDirectory())
      const plugins = names
        .map(entry => entry.name)
        .filter(name => prefixes.some(prefix => name.startsWith(`${prefix}-`)))
      files.push(...plugins.sort().map(name => join(folder, name)))
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      problems.push({folder, message: missing ? `open ${folder}: no such file or directory` : String(error)})
    }
  }
  return {files, problems}
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

const foldersOf = (searchPath: string): string[] => searchPath.split(delimiter)
