import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** `ip addr`, `ip route` and `ifconfig` of a pod's one interface, which nobody in it may change. */
export function interfaceCommands({host}: ShellParts): Record<string, Run> {
  const {ip} = host.peer
  const gateway = ip.replace(/\d+$/, '1')
  const hardware = `0a:58:${ip
    .split('.')
    .map(part => Number(part).toString(16).padStart(2, '0'))
    .join(':')}`
  const broadcast = ip.replace(/\d+$/, '255')
  return {
    ip: args => {
      const words = args.filter(arg => !arg.startsWith('-'))
      const [object = '', action = 'show'] = words
      if (/^(add|del|delete|set|replace|flush)$/.test(action))
        return host.privileged && host.uid === 0 ? ok() : failed('ip: RTNETLINK answers: Operation not permitted\n', 2)
      if ('address'.startsWith(object) && object)
        return ok(
          `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP qlen 1000\n    link/ether ${hardware} brd ff:ff:ff:ff:ff:ff\n    inet ${ip}/24 brd ${broadcast} scope global eth0\n       valid_lft forever preferred_lft forever\n`,
        )
      if ('route'.startsWith(object) && object)
        return ok(`default via ${gateway} dev eth0\n${ip.replace(/\d+$/, '0')}/24 via ${gateway} dev eth0 src ${ip}\n`)
      return ok(
        `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP qlen 1000\n    link/ether ${hardware} brd ff:ff:ff:ff:ff:ff\n`,
      )
    },
    ifconfig: () =>
      ok(
        `eth0      Link encap:Ethernet  HWaddr ${hardware.toUpperCase()}  \n          inet addr:${ip}  Bcast:${broadcast}  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n\nlo        Link encap:Local Loopback  \n          inet addr:127.0.0.1  Mask:255.0.0.0\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n\n`,
      ),
  }
}
