import {directory, type TreeNode} from '../files/tree.ts'
import {folderOfAll, literal, simpleCommands} from './simple-commands.ts'

/**
 * What a script copies out of an image that nobody knows, by path: folders with `cp -r` or as `FOLDER/*`, and files. Not what the script mentions elsewhere
 * too: it may look first whether that is there.
 */
export function imageContent(statements: unknown, script: string): Map<string, TreeNode> {
  const content = new Map<string, TreeNode>()
  for (const args of copies(statements)) {
    const flags = args.map(literal).filter(arg => arg?.startsWith('-'))
    const recursive = flags.some(flag => /^-[a-zA-Z]*[raR]|^--(recursive|archive)$/.test(flag!))
    for (const arg of args.slice(0, -1)) {
      const [path, folder] = [literal(arg), folderOfAll(arg)]
      if (path?.startsWith('/')) content.set(withoutSlash(path), recursive && !isFile(path) ? folderNode() : fileNode())
      if (!folder?.startsWith('/')) continue
      content.set(folder, {...folderNode(), children: new Map([[only, fileNode()]])})
      content.set(`${folder}/${only}`, fileNode())
    }
  }
  for (const path of content.keys()) if (timesNamed(path, script) > 1) content.delete(path)
  return content
}

/** Folders of which a script copies all that is in them: whatever of the image was run before has put it there. */
export const foldersToFill = (statements: unknown): string[] =>
  [...copies(statements)].flatMap(args => args.slice(0, -1)).flatMap(arg => folderOfAll(arg) ?? [])

/** The arguments of every `cp`. */
function* copies(statements: unknown): Generator<unknown[]> {
  for (const {name, args} of simpleCommands(statements)) if (/^(.*\/)?cp$/.test(name ?? '')) yield args
}

function timesNamed(path: string, script: string): number {
  const literally = path.replace(/[^\w/]/g, '\\$&')
  return script.match(new RegExp(`(?<![\\w.-])${literally}(?![\\w.-]|/[^\\s"'])`, 'g'))?.length ?? 0
}

/** What is in a folder of which nobody knows what is in it. */
export const only = 'content'

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/(\.)?$/, '')
const isFile = (path: string): boolean => /\/[^/]+\.[a-z]+$/.test(path)
const folderNode = () => ({...directory(0), base: true})
const fileNode = () => ({type: 'file' as const, content: '', mode: 0o644, mtime: 0, base: true})
