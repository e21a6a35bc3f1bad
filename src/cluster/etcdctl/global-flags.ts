import type {Flag} from './command.ts'

export const defaultEndpoint = '127.0.0.1:2379'

/** The flags of every command. What concerns connections is understood and has nothing to do: the store is in this program. */
export const globalFlags: Flag[] = [
  {name: 'cacert', fallback: '', usage: 'verify certificates of TLS-enabled secure servers using this CA bundle'},
  {name: 'cert', fallback: '', usage: 'identify secure client using this TLS certificate file'},
  {
    name: 'command-timeout',
    fallback: '5s',
    duration: true,
    usage: 'timeout for short running command (excluding dial timeout)',
  },
  {name: 'debug', fallback: false, usage: 'enable client-side debug logging'},
  {name: 'dial-timeout', fallback: '2s', duration: true, usage: 'dial timeout for client connections'},
  {
    name: 'discovery-srv',
    letter: 'd',
    fallback: '',
    usage: 'domain name to query for SRV records describing cluster endpoints',
  },
  {name: 'discovery-srv-name', fallback: '', usage: 'service name to query when using DNS discovery'},
  {name: 'endpoints', fallback: [defaultEndpoint], usage: 'gRPC endpoints'},
  {name: 'hex', fallback: false, usage: 'print byte strings as hex encoded strings'},
  {
    name: 'insecure-discovery',
    fallback: true,
    usage: 'accept insecure SRV records describing cluster endpoints',
  },
  {
    name: 'insecure-skip-tls-verify',
    fallback: false,
    usage: 'skip server certificate verification (CAUTION: this option should be enabled only for testing purposes)',
  },
  {name: 'insecure-transport', fallback: true, usage: 'disable transport security for client connections'},
  {name: 'keepalive-time', fallback: '2s', duration: true, usage: 'keepalive time for client connections'},
  {name: 'keepalive-timeout', fallback: '6s', duration: true, usage: 'keepalive timeout for client connections'},
  {name: 'key', fallback: '', usage: 'identify secure client using this TLS key file'},
  {
    name: 'password',
    fallback: '',
    usage: "password for authentication (if this option is used, --user option shouldn't include password)",
  },
  {
    name: 'user',
    fallback: '',
    usage: 'username[:password] for authentication (prompt if password is not supplied)',
  },
  {
    name: 'write-out',
    letter: 'w',
    fallback: 'simple',
    usage: 'set the output format (fields, json, protobuf, simple, table)',
  },
]

/** The environment variable that stands for a flag. */
export const variableOf = ({name}: Flag): string => `ETCDCTL_${name.toUpperCase().replaceAll('-', '_')}`
