import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Where the kernel says which profiles it has: `NAME (enforce)` a line. */
const loaded = '/sys/kernel/security/apparmor/profiles'

/** apparmor_parser and aa-status: which of AppArmor's profiles a node has loaded. Nobody is held to them. */
export function apparmorCommands({host}: ShellParts): Record<string, Run> {
  const read = async (): Promise<string[]> =>
    (await host.files.exists(loaded)) ? (await host.files.readFile(loaded)).split('\n').filter(Boolean) : []

  return {
    async apparmor_parser(args, context) {
      const paths = args.filter(word => !word.startsWith('-'))
      const removes = args.some(word => /^(-\w*R\w*|--remove)$/.test(word))
      if (!host.nodeAccess || host.uid !== 0)
        return failed('apparmor_parser: Sorry. You need root privileges to run this program.\n')
      const texts: string[] = paths.length === 0 ? [String(context.stdin)] : []
      for (const path of paths) {
        const file = host.files.resolvePath(context.cwd, path)
        if (!(await host.files.exists(file))) return failed(`File ${path} not found, skipping...\n`)
        texts.push(await host.files.readFile(file))
      }
      const names = texts.flatMap(text => [...text.matchAll(/^\s*profile\s+"?([^\s{"]+)/gm)].map(([, name]) => name!))
      if (names.length === 0) return failed('AppArmor parser error: syntax error, unexpected TOK_END\n')
      const others = (await read()).filter(line => !names.includes(line.replace(/ \(\w+\)$/, '')))
      const lines = removes ? others : [...others, ...names.map(name => `${name} (enforce)`)]
      await host.files.mkdir(loaded.slice(0, loaded.lastIndexOf('/')), {recursive: true})
      await host.files.writeFile(
        loaded,
        lines
          .sort()
          .map(line => `${line}\n`)
          .join(''),
      )
      return ok()
    },
    async 'aa-status'() {
      const names = (await read()).map(line => line.replace(/ \(\w+\)$/, ''))
      return ok(
        `apparmor module is loaded.\n${names.length} profiles are loaded.\n${names.length} profiles are in enforce mode.\n${names.map(name => `   ${name}\n`).join('')}0 profiles are in complain mode.\n`,
      )
    },
  }
}
