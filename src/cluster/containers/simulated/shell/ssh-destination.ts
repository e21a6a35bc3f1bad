/** What a login on a node begins with. */
export const loginEnvironment = {HOME: '/root', USER: 'root', LOGNAME: 'root', PWD: '/root', SHELL: '/bin/bash'}

/** Where ssh's command line leads to, and what is to be run there; options say nothing here. */
export function destinationOf(args: readonly string[]): {target: string; command: string[]} {
  let at = 0
  while (args[at]?.startsWith('-')) at += /^-[BbcDEeFIiJLlmOopQRSWw]$/.test(args[at]!) ? 2 : 1
  return {target: (args[at] ?? '').replace(/^[^@]*@/, ''), command: args.slice(at + 1)}
}
