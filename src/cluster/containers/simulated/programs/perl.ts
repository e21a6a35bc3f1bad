import {idle} from './idle.ts'
import type {StartProgram} from './program.ts'

/** How long a processor is busy with two thousand digits; milliseconds. */
const effort = 5000

/** `perl -Mbignum=bpi -wle 'print bpi(2000)'`, which every introduction to Jobs runs: so many digits of pi. */
export function perlPi(argv: string[]): StartProgram | undefined {
  const digits = Number(/^\s*print\s+bpi\((\d+)\)\s*;?\s*$/.exec(argv.at(-1) ?? '')?.[1])
  if (!argv.includes('-Mbignum=bpi') || !Number.isSafeInteger(digits) || digits > 20_000) return undefined
  return host => {
    const timer = host.after(Math.ceil((effort * digits) / 2000), () => {
      host.stdout(`${piOf(digits)}\n`)
      host.exit(0)
    })
    const waiting = idle()({
      ...host,
      exit: code => {
        timer.cancel()
        host.exit(code)
      },
    })
    return {...waiting, abandon: () => timer.cancel()}
  }
}

/** Pi rounded to so many significant digits, by Machin's formula. */
function piOf(digits: number): string {
  const guard = 10n ** 10n
  const one = 10n ** BigInt(Math.max(digits - 1, 0)) * guard
  const scaled = 4n * (4n * arctangentOfInverse(5n, one) - arctangentOfInverse(239n, one))
  const text = String((scaled + guard / 2n) / guard)
  return text.length > 1 ? `${text[0]}.${text.slice(1)}` : text
}

function arctangentOfInverse(x: bigint, one: bigint): bigint {
  let term = one / x
  let sum = term
  for (let n = 3n, sign = -1n; term !== 0n; n += 2n, sign = -sign) {
    term /= x * x
    sum += (sign * term) / n
  }
  return sum
}
