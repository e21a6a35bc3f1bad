import {usageError} from '../errors/command-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'

const shells: Record<string, (program: string) => string> = {
  bash: program => `# bash completion for ${program}
_${program}_complete() {
  local IFS=$'\\n'
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=($(compgen -W "$(${program} __complete "\${words[@]}" 2>/dev/null | grep -v '^:' | cut -f1)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${program}_complete ${program}
`,
  zsh: program => `#compdef ${program}
_${program}() {
  local -a found
  found=("\${(@f)$(${program} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null | grep -v '^:' | cut -f1)}")
  compadd -a found
}
compdef _${program} ${program}
`,
  fish: program => `# fish completion for ${program}
function __${program}_complete
  set -l words (commandline -opc) (commandline -ct)
  ${program} __complete $words[2..-1] 2>/dev/null | string match -v ':*'
end
complete -c ${program} -f -a '(__${program}_complete)'
`,
  powershell: program => `# powershell completion for ${program}
Register-ArgumentCompleter -Native -CommandName ${program} -ScriptBlock {
  param($word, $ast, $position)
  $words = $ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" }
  if ($word -eq '') { $words = @($words) + @('') }
  & ${program} __complete @words 2>$null | Where-Object { $_ -notlike ':*' } | ForEach-Object { ($_ -split "\`t")[0] }
}
`,
}

/** Prints a script that teaches a shell to complete commands, flags and names. */
export function completion(invocation: Invocation<FlagSet>): void {
  const {args, commandPath, context} = invocation
  if (args.length === 0) throw usageError(commandPath, 'Shell not specified.')
  if (args.length > 1) throw usageError(commandPath, 'Too many arguments. Expected only the shell type.')
  const [shell = ''] = args
  const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined
  if (!script) throw usageError(commandPath, `Unsupported shell type ${JSON.stringify(shell)}.`)
  invocation.out(script(context.program))
}
