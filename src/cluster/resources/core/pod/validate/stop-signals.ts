const named = `ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM
  TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX`.split(/\s+/)

const numbered = (base: string, sign: string, count: number) =>
  Array.from({length: count}, (_, index) => `${base}${sign}${index + 1}`)

/** Signals by which a Linux container may want to be stopped, sorted. */
export const stopSignals: readonly string[] = [...named, ...numbered('RTMIN', '+', 15), ...numbered('RTMAX', '-', 14)]
  .map(name => `SIG${name}`)
  .sort()
