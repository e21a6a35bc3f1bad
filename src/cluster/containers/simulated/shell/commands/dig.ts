import type {DnsRecord} from '../../../pod-network.ts'
import {ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

const server = '10.96.0.10'
const ttl = 30

/** dig, for the records that the cluster's DNS has. */
export const digCommand = ({host}: ShellParts): Record<string, Run> => ({
  dig: args => {
    const options = new Set(args.filter(arg => arg.startsWith('+')).map(arg => arg.slice(1)))
    const words = args.filter(arg => !/^[+@]/.test(arg))
    const address = words.indexOf('-x')
    const named = words.filter((word, index) => !word.startsWith('-') && (address < 0 || index !== address + 1))
    const type = address >= 0 ? 'PTR' : (named.find(word => types.has(word.toUpperCase())) ?? 'A').toUpperCase()
    const asked =
      address >= 0
        ? `${(words[address + 1] ?? '').split('.').reverse().join('.')}.in-addr.arpa`
        : (named.find(word => !types.has(word.toUpperCase()) && word !== 'IN') ?? '.')
    const {name, records} = find(asked, type, options.has('search') ? host.peer.searches : [])
    const lines = (records ?? []).map(record => line(record, options.has('short')))
    if (options.has('short')) return ok(lines.join(''))
    if (options.has('noall')) return ok(options.has('answer') ? lines.join('') : '')
    const status = records ? 'NOERROR' : 'NXDOMAIN'
    const answer = lines.length > 0 ? `;; ANSWER SECTION:\n${lines.join('')}\n` : ''
    return ok(
      `\n; <<>> DiG 9.18.33 <<>> ${args.join(' ')}\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 4711\n;; flags: qr aa rd; QUERY: 1, ANSWER: ${lines.length}, AUTHORITY: 0, ADDITIONAL: 1\n\n;; QUESTION SECTION:\n;${`${name}.`.padEnd(30)}\tIN\t${type}\n\n${answer};; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n\n`,
    )

    function find(text: string, wanted: string, searches: string[]): {name: string; records?: DnsRecord[]} {
      const plain = text.replace(/\.$/, '')
      for (const name of [...(text.endsWith('.') ? [] : searches.map(search => `${plain}.${search}`)), plain]) {
        const records = host.network.records(name, wanted)
        if (records) return {name, records: through(records, wanted)}
      }
      return {name: plain}
    }

    /** Another name is told with what stands under it. */
    function through(records: DnsRecord[], wanted: string): DnsRecord[] {
      const [first] = records
      if (first?.type !== 'CNAME' || wanted === 'CNAME') return records
      return [...records, ...(host.network.records(first.data.slice(0, -1), wanted) ?? [])]
    }
  },
})

const types = new Set(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT', 'ANY'])

const line = ({name, type, data}: DnsRecord, short: boolean): string =>
  short ? `${data}\n` : `${name}.\t${ttl}\tIN\t${type}\t${data}\n`
