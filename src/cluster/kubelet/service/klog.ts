import {logValue} from '../../../api/go/log-value.ts'
import {klogTime} from '../../runtime/klog.ts'

/** A line as a kubelet's klog writes it; what an error has more lines of comes indented. */
export function klogLines(
  level: 'I' | 'W' | 'E',
  {now, pid}: {now: number; pid: number},
  place: string,
  message: string,
  err?: string,
): string[] {
  const line = `${level}${klogTime(now)} ${String(pid).padStart(7)} ${place}] ${message}`
  return err === undefined ? [line] : `${line} err=${logValue(err)}`.split('\n')
}
