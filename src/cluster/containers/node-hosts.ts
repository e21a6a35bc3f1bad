/** A node's own /etc/hosts, which containers with the host's network see as well. */
export const nodeHosts = (name: string, address: string): string =>
  `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nff00::\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n${address}\t${name}\n`
